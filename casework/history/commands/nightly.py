"""Seal the day: `python -m casework nightly`, once each night, by a timer."""

import argparse
import sys
from collections.abc import Sequence

from casework.desk import Desk
from casework.history.services.growing import Grown, grow
from casework.history.services.herald import HeraldError, herald_of
from store.errors import StoreError


def main(arguments: Sequence[str], desk: Desk) -> int:
    argparse.ArgumentParser(prog="python -m casework nightly").parse_args(arguments)
    try:
        herald = herald_of(desk.settings.herald, desk.trust.now())
        with desk.database.transaction() as tx:
            grown = grow(tx, herald, desk.today())
    except (HeraldError, StoreError) as sorry:
        sys.stderr.write(f"The history was not sealed. {sorry}\n")
        return 1
    if isinstance(grown, Grown):
        sys.stdout.write(f"The history was sealed.\n{grown.checkpoint.text}")
    else:
        sys.stdout.write(f"The history was sealed for {grown.day} already.\n")
    return 0
