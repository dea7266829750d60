"""A verified copy of casework's database: `python -m casework backup`, every night, by a timer.

python -m casework backup                    SQLite: copy, verify, write the receipt
python -m casework backup --check            is the newest copy still what was verified?
python -m casework backup --restored FILE    PostgreSQL: verify a dump that you restored; the
                                             file holds the address of the restored database
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from casework.collecting.services.backups import back_up, matches, verify_restored
from casework.desk import Desk
from store.engines import file_of
from store.errors import StoreError

_KEPT = 30


def main(arguments: Sequence[str], desk: Desk) -> int:
    asked = _parser().parse_args(arguments)
    try:
        return _done(asked, desk)
    except StoreError as sorry:
        return _sorry(f"There is no new backup: {sorry}.")
    except (OSError, UnicodeError):
        return _sorry("There is no new backup: the address cannot be read.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m casework backup")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--check", action="store_true", help="compare the copy with its receipt")
    ways.add_argument("--restored", type=Path, help="a file with a restored database's address")
    parser.add_argument("--keep", type=int, default=_KEPT, help="how many copies are kept")
    return parser


def _done(asked: argparse.Namespace, desk: Desk) -> int:
    if asked.restored:
        verify_restored(desk, asked.restored.read_text("utf-8").strip())
        return _said("The restored copy holds everything that was collected.")
    folder = desk.settings.backups
    return _without_folder(desk) if folder is None else _in_folder(asked, desk, folder)


def _without_folder(desk: Desk) -> int:
    if file_of(desk.settings.database_url) is not None:
        return _sorry("The settings name no folder for backups.")
    # The timer asks every night: what fails each time is looked at by nobody any more. Whether
    # a backup was checked lately is said by the alarms.
    return _said("The server makes its own backups. Show us a restored one: --restored.")


def _in_folder(asked: argparse.Namespace, desk: Desk, folder: Path) -> int:
    if asked.check:
        good = matches(folder)
        return _said("The newest copy is sound.") if good else _sorry("It is not what it was.")
    made = back_up(desk, folder, max(1, asked.keep))
    return _said(f"{made.receipt.file} was written, and read back.")


def _said(says: str) -> int:
    sys.stdout.write(f"{says}\n")
    return 0


def _sorry(says: str) -> int:
    sys.stderr.write(f"{says}\n")
    return 1
