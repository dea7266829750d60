"""Say what has stopped: `python -m casework alarms`. It answers 1 if there is anything to say."""

import argparse
import sys
from collections.abc import Sequence

from casework.collecting.services.alarms import alarms
from casework.desk import Desk
from store.errors import StoreError


def main(arguments: Sequence[str], desk: Desk) -> int:
    argparse.ArgumentParser(prog="python -m casework alarms").parse_args(arguments)
    try:
        found = alarms(desk)
    except StoreError as sorry:
        sys.stderr.write(f"Nothing can be said: {sorry}.\n")
        return 1
    sys.stderr.writelines(f"{each}\n" for each in found)
    if not found:
        sys.stdout.write("All is well.\n")
    return 1 if found else 0
