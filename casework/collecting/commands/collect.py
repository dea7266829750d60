"""Collect, and deliver: `python -m casework collect`, every hour, by a timer."""

import argparse
import sys
from collections.abc import Sequence

from casework.collecting.services.collecting import collect
from casework.collecting.services.delivering import deliver
from casework.collecting.services.mailing import MailError, tell_arrival
from casework.desk import Desk
from casework.trust import Standing
from store.errors import StoreError


def main(arguments: Sequence[str], desk: Desk) -> int:
    argparse.ArgumentParser(prog="python -m casework collect").parse_args(arguments)
    try:
        desk.keystore.reconcile()
        collected = collect(desk)
        deliver(desk)
    except StoreError as sorry:
        sys.stderr.write(f"Collecting has stopped: {sorry}. Nothing was lost.\n")
        return 1
    if collected.refused:
        sys.stderr.write("Something in the dropbox was not what it said it was. It stays there.\n")
        return 1
    return _told(desk) if collected.came and desk.settings.smtp_host else _done()


def _told(desk: Desk) -> int:
    """Mail the externals. If that fails, the mail of every day still comes."""
    committee = desk.trust.now()
    try:
        if isinstance(committee, Standing):
            tell_arrival(desk, committee)
    except MailError as sorry:
        sys.stderr.write(f"Nobody could be told. {sorry}\n")
        return 1
    return _done()


def _done() -> int:
    # Not how many: a journal stamps each line, and numbers would tell when somebody wrote.
    sys.stdout.write("Everything was collected, and everything was delivered.\n")
    return 0
