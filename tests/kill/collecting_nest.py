"""Where killed collectors come back at once: what they import is imported already.

Each line that comes in starts one as a child of this process. It collects, makes backups and
delivers, again and again, until somebody ends it. Its number goes out.
"""

import os
import signal
import sys

from casework.cli import VERBS
from casework.collecting.commands import backup, collect
from casework.desk import new_desk
from config.settings import CaseworkSettings, from_environment
from store.clock import utc_today


def main() -> None:
    settings = from_environment(CaseworkSettings)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead here
    assert {"collect", "backup"} <= VERBS.keys()
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            desk = new_desk(settings, utc_today)
            sys.stdout = sys.stderr
            while not collect.main([], desk) and not backup.main([], desk):
                pass
            os._exit(1)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
