"""Collect, and deliver: `python -m casework collect`, every hour, by a timer."""

import argparse
import sys
from collections.abc import Sequence

from casework.collecting.services.collecting import collect
from casework.collecting.services.delivering import deliver
from casework.desk import Desk
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
    return _done()


def _done() -> int:
    # Not how many: a journal stamps each line, and numbers would tell when somebody wrote.
    sys.stdout.write("Everything was collected, and everything was delivered.\n")
    return 0
