"""Have the herald say that all is well: `python -m casework notice`, once a day, by a timer."""

import argparse
import sys
from collections.abc import Sequence

from casework.collecting.services.noticing import give_notice
from casework.desk import Desk
from casework.history.services.herald import HeraldError, herald_of
from store.errors import StoreError


def main(arguments: Sequence[str], desk: Desk) -> int:
    argparse.ArgumentParser(prog="python -m casework notice").parse_args(arguments)
    try:
        is_new = give_notice(desk, herald_of(desk.settings.herald, desk.trust.now()))
    except (HeraldError, StoreError) as sorry:
        sys.stderr.write(f"There is no notice of today. {sorry}\n")
        return 1
    sys.stdout.write("The notice was given.\n" if is_new else "Today’s notice is there already.\n")
    return 0
