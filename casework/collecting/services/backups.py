"""A copy of casework's database counts as a backup once everything new was read back from it.

Only then do the envelopes in it count as safe, and may leave the dropbox. The receipt says
which file that was, and what it holds byte for byte.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Final

from casework.collecting.domain import Mark
from casework.collecting.records.arrivals import Arrivals
from casework.collecting.records.marks import Marks
from casework.desk import Desk
from crypto.log.tree import Frontier
from crypto.names import EnvelopeId
from store.database import Database, Transaction, Which
from store.errors import DamagedError, UnavailableError

RECEIPT: Final = "receipt.json"
_PIECE: Final = 1_048_576
_MODE: Final = 0o600
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Receipt:
    """The newest backup that was verified: its day, its file, its size, and what it hashes to.

    The hash is the root of a tree of the file's pieces of 1 MiB, as in RFC 6962.
    """

    day: str
    file: str
    size: int
    root: str


@dataclass(frozen=True, slots=True)
class BackedUp:
    receipt: Receipt
    safe: int


def back_up(desk: Desk, folder: Path, keep: int) -> BackedUp:
    """Copy SQLite's database into the folder, verify the copy, and write its receipt."""
    path = folder / f"casework-{desk.today().isoformat()}.sqlite"
    new = path.with_name(f"{path.name}.new")
    try:
        new.unlink(missing_ok=True)
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _MODE))
        desk.database.copy_to(new)
        verified = _verified(desk, f"sqlite:///{new}")
        new.replace(path)
        receipt = _receipt(path, desk.today())
        _write(folder / RECEIPT, receipt)
        _remove_old(folder, keep)
    except OSError:
        raise UnavailableError("the folder of the backups cannot be written to") from None
    _make_safe(desk, verified)
    return BackedUp(receipt, len(verified))


def verify_restored(desk: Desk, url: str) -> int:
    """For a server's dump that was restored elsewhere: verify that, and count it as a backup."""
    verified = _verified(desk, url)
    _make_safe(desk, verified)
    return len(verified)


def matches(folder: Path) -> bool:
    """Say whether the file that the receipt names is still what was verified."""
    try:
        said = Receipt(**json.loads((folder / RECEIPT).read_text("utf-8")))
        return _receipt(folder / said.file, date.fromisoformat(said.day)) == said
    except (OSError, ValueError, TypeError):
        return False


def _verified(desk: Desk, url: str) -> Sequence[EnvelopeId]:
    copy = Database(url, Which.CASEWORK)
    try:
        if not copy.is_sound():
            raise DamagedError("the copy is damaged")
        with desk.database.reading() as live:
            wanted = Arrivals(live).not_safe()
        return [each for each in wanted if _is_same(desk, copy, each)]
    finally:
        copy.close()


def _is_same(desk: Desk, copy: Database, envelope: EnvelopeId) -> bool:
    """Compare byte by byte. What came after the copy was made is simply not in it."""
    with desk.database.reading() as live, copy.reading() as other:
        ours, theirs = Arrivals(live).find(envelope), Arrivals(other).find(envelope)
        if theirs is None:
            return False
        if ours is None or ours != theirs or not _same_blob(live, other, envelope):
            raise DamagedError("the copy is not what it is a copy of")
        return True


def _same_blob(live: Transaction, other: Transaction, envelope: EnvelopeId) -> bool:
    ours = Arrivals(live).find(envelope)
    if ours is None:
        return False
    pairs = zip(Arrivals(live).blob(ours.blob), Arrivals(other).blob(ours.blob), strict=False)
    rows = Arrivals(live).rows_of(ours.blob), Arrivals(other).rows_of(ours.blob)
    return rows[0] == rows[1] and all(one == two for one, two in pairs)


def _make_safe(desk: Desk, verified: Sequence[EnvelopeId]) -> None:
    with desk.database.transaction() as tx:
        for at in range(0, len(verified), _AT_ONCE):
            Arrivals(tx).make_safe(verified[at : at + _AT_ONCE])
        Marks(tx).put(Mark.BACKED_UP, desk.today())


def _receipt(path: Path, day: date) -> Receipt:
    hashed = Frontier()
    for piece in _pieces(path):
        hashed.append(piece)
    return Receipt(day.isoformat(), path.name, path.stat().st_size, hashed.root().hex())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        while piece := file.read(_PIECE):
            yield piece


def _write(path: Path, receipt: Receipt) -> None:
    new = path.with_name(f"{path.name}.new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(asdict(receipt), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove_old(folder: Path, keep: int) -> None:
    for path in sorted(folder.glob("casework-*.sqlite"))[:-keep]:
        path.unlink()
