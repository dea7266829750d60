"""Where killed sites come back in a tenth of a second: what they import is imported already.

Each line that comes in starts the site anew as a child of this process, by the server
and the options that it always has. Its number goes out. Started as `python -m intake` it
would be the same, fifty times a second and a half later.
"""

import os
import signal
import sys

from granian.cli import cli as granian

import intake.wsgi
from config.serving import server_options
from config.settings import IntakeSettings, from_environment

_APP = f"{intake.wsgi.__name__}:{intake.wsgi.start.__name__}"


def main() -> None:
    settings = from_environment(IntakeSettings)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead here
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            os.setsid()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            sys.argv = ["granian", *server_options(_APP, settings.listen)]
            granian.main(standalone_mode=True)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
