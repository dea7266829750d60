"""Write the history to a file that anybody can check: `python -m casework export-history FILE`."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services.exporting import export_of
from casework.history.services.recording import record
from casework.trust import Standing
from crypto.errors import CryptoError
from crypto.log.export import Export, export_lines
from store.errors import StoreError


def main(arguments: Sequence[str], desk: Desk) -> int:
    asked = _parser().parse_args(arguments)
    committee = desk.trust.now()
    if not isinstance(committee, Standing):
        return _sorry("There is no committee yet, and so no history.")
    try:
        with desk.database.transaction() as tx:
            record(tx, Said(Verb.HISTORY_EXPORTED, desk.today(), None))
            export = export_of(tx, committee, with_words=asked.with_words)
            # Inside: of a copy that could not be written there is no line.
            _write(asked.file, export)
    except (StoreError, CryptoError) as sorry:
        return _sorry(f"The history was not written. {sorry}")
    except OSError as exc:
        return _sorry(f"{asked.file} cannot be written: {exc.strerror}.")
    nights, leaves = len(export.checkpoints), len(export.leaves)
    sys.stdout.write(f"{asked.file} holds {leaves} entries and {nights} checkpoints.\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m casework export-history")
    parser.add_argument("file", type=Path, help="a file that is not there yet")
    parser.add_argument(
        "--with-words", action="store_true", help="also what every member may read, in clear"
    )
    return parser


def _write(path: Path, export: Export) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(export_lines(export))


def _sorry(says: str) -> int:
    sys.stderr.write(f"{says}\n")
    return 1
