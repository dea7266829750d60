"""The files of a case, sent or added: named under its keys, opened one piece at a time.

Nothing is put together in memory or on a disk. Each row of the blob is fetched when the browser
has taken the one before, so the size of a file costs time and no room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from casework.collecting.records.arrivals import Arrivals
from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.evidence import Provenance
from casework.complaints.domain.hidden import hidden_among
from casework.complaints.records.attachments import Attached, read_attached
from casework.complaints.records.evidence.brought import read_brought
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.readers.rekeying import settle
from casework.complaints.services.reading.casefiles import (
    CaseFile,
    entries_of,
    open_file,
    save,
)
from casework.complaints.services.reading.threshold import require_crossed
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.blob.reading import read_file
from crypto.names import BlobId, CaseId, EnvelopeId, PersonId
from store.database import Transaction
from store.errors import BusyError


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file as the list shows it. Its number counts through all that came to the case."""

    number: int
    name: str = field(repr=False)
    size: int
    sha256: bytes
    came: date
    added_by: PersonId | None = None  # nobody, where the reporter sent it
    whence: Provenance | None = None
    is_hidden: bool = False


NO_NAME: Final = "[…]"
"""What stands in the place of a name that two members agreed not to show."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file on its way to somebody, in pieces."""

    name: str = field(repr=False)
    size: int
    pieces: Iterator[bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the bytes of a file lie, and what opens them."""

    seen: FileSeen
    attached: Attached = field(repr=False)
    envelope: EnvelopeId
    at: int  # among all that the blob holds


def files_in(tx: Transaction, file: CaseFile) -> Sequence[FileSeen]:
    return [as_shown(file, each.seen) for each in places_in(tx, file)]


def as_shown(file: CaseFile, seen: FileSeen) -> FileSeen:
    """Return it without its name, where that is hidden. A member's own file never is."""
    if seen.added_by is not None or seen.sha256 not in hidden_among(file.card.hidden):
        return seen
    return replace(seen, name=NO_NAME, is_hidden=True)


def open_original(desk: Desk, me: SignedIn, case: CaseId, number: int, why: str) -> Original | None:
    """Note who opens which file and why, and only then hand out the first piece."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_file(tx, desk, me, case)
        found = None if file is None else _place(tx, file, number)
        if file is None or found is None:
            return None
        require_crossed(tx, desk, file)
        if not file.is_settled:
            raise BusyError("somebody leaves this case right now")
        said = {"file": as_shown(file, found.seen).name, "number": str(number), "why": why}
        save(tx, with_deed(tx, desk, file, Did.FILE_OPENED, **said))
    stored = blob_rows(desk, found.attached.blob.blob)
    pieces = read_file(stored, found.attached.blob, found.envelope, found.at)
    return Original(found.seen.name, found.seen.size, pieces)


def _place(tx: Transaction, file: CaseFile, number: int) -> Place | None:
    return next((each for each in places_in(tx, file) if each.seen.number == number), None)


def places_in(tx: Transaction, file: CaseFile) -> Iterator[Place]:
    number = 0
    for entry in entries_of(tx, file, Kind.FILES, Kind.EVIDENCE):
        for place in _of_entry(entry, number):
            number = place.seen.number
            yield place


def _of_entry(entry: Entry, number: int) -> Iterator[Place]:
    return _added(entry, number) if entry.kind is Kind.EVIDENCE else _sent(entry, number)


def _added(entry: Entry, number: int) -> Iterator[Place]:
    brought = read_brought(entry.raw)
    for at, each in enumerate(brought.attached.files):
        seen = FileSeen(
            *(number + at + 1, each.name, each.size, each.sha256, entry.day),
            added_by=entry.by,
            whence=brought.whence,
        )
        yield Place(seen, brought.attached, brought.context, at)


def _sent(entry: Entry, number: int) -> Iterator[Place]:
    attached = read_attached(entry.raw)
    skipped = len(attached.blob.files) - len(attached.files)
    for at, each in enumerate(attached.files):
        seen = FileSeen(number + at + 1, each.name, each.size, each.sha256, entry.day)
        yield Place(seen, attached, entry.envelope, at + skipped)


def added_blobs(tx: Transaction, file: CaseFile) -> Iterator[BlobId]:
    """Yield what belongs to no envelope, so that it goes when the case goes."""
    for entry in entries_of(tx, file, Kind.EVIDENCE):
        yield read_brought(entry.raw).attached.blob.blob


def blob_rows(desk: Desk, blob: BlobId) -> Iterator[bytes]:
    """Yield a blob row by row, each in a look of its own: a slow browser holds up nobody."""
    number = 0
    while True:
        with desk.database.reading() as tx:
            sealed = Arrivals(tx).row(blob, number)
        if sealed is None:
            return
        yield sealed
        number += 1
