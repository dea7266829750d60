"""The files of a case, sent or added: named under its keys, opened one piece at a time.

Nothing is put together in memory or on a disk. Each row of the blob is fetched when the browser
has taken the one before, so the size of a file costs time and no room.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from casework.collecting.records.arrivals import Arrivals
from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.domain.case.deeds import Did, Line
from casework.complaints.domain.case.evidence import Provenance
from casework.complaints.domain.hidden import hidden_among
from casework.complaints.records.attachments import Attached, read_attached
from casework.complaints.records.evidence.brought import read_brought
from casework.complaints.records.grounds import Labelled
from casework.complaints.services.deeds import with_deed_in
from casework.complaints.services.readers.rekeying import open_part_to_write, settle
from casework.complaints.services.reading.casefiles import (
    CaseFile,
    all_entries,
    entries_of,
    save,
)
from casework.complaints.services.reading.threshold import require_crossed
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.blob.reading import read_file
from crypto.keyring.casekeys import Part
from crypto.names import BlobId, CaseId, EnvelopeId, PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file as the list shows it. Its number counts through all that came to the case.

    So a guest, who does not see all of them, is shown none, and names a file by what never changes.
    """

    number: int
    which: str
    kept_in: Part
    name: str = field(repr=False)
    size: int
    sha256: bytes
    came: date
    added_by: PersonId | None = None  # nobody, where the reporter sent it
    whence: Provenance | None = None
    labelled: Labelled | None = None
    is_hidden: bool = False

    @property
    def is_withheld(self) -> bool:
        """Say whether it lies in a container that a lawyer protects: it is never taken out."""
        return self.kept_in is not Part.EVIDENCE


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
    row: bytes  # of its entry, until that is put under another key


def files_in(tx: Transaction, file: CaseFile) -> Sequence[FileSeen]:
    return [as_shown(file, each.seen) for each in places_in(tx, file)]


def as_shown(file: CaseFile, seen: FileSeen) -> FileSeen:
    """Return it without its name, where that is hidden. A member's own file never is."""
    if seen.added_by is not None or seen.sha256 not in hidden_among(file.card.hidden):
        return seen
    return replace(seen, name=NO_NAME, is_hidden=True)


def open_original(desk: Desk, me: SignedIn, case: CaseId, which: str, why: str) -> Original | None:
    """Note who opens which file and why, and only then hand out the first piece."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_part_to_write(tx, desk, me, case)
        found = None if file is None else _place(tx, file, which)
        if file is None or found is None:
            return None
        require_crossed(tx, desk, file)
        if file.inside is None and as_shown(file, found.seen).is_hidden:
            return None  # two members agreed that it is not shown; a guest is none of those who may
        said = {**deed_of(file, as_shown(file, found.seen)), "why": why}
        save(tx, with_deed_in(tx, desk, file, found.seen.kept_in, Did.FILE_OPENED, **said))
    stored = blob_rows(desk, found.attached.blob.blob)
    pieces = read_file(stored, found.attached.blob, found.envelope, found.at)
    return Original(found.seen.name, found.seen.size, pieces)


def deed_of(file: CaseFile, seen: FileSeen) -> dict[str, str]:
    """Return how a line of the timeline names a file. Only who sees all of them can count them."""
    numbered = {"number": str(seen.number)} if file.inside else {}
    return {"file": seen.name, "which": seen.which, **numbered}


def is_about(line: Line, seen: FileSeen) -> bool:
    """Say whether a line names this file. An older one has its number alone."""
    if "which" in line.said:
        return line.said["which"] == seen.which
    return line.said.get("number") == str(seen.number)


def without_hidden_names(tx: Transaction, file: CaseFile, lines: Iterable[Line]) -> Sequence[Line]:
    """Leave the number alone where a line names a file that was hidden after it was written."""
    hidden = [each for each in files_in(tx, file) if each.is_hidden]
    return [_unnamed(line, hidden) for line in lines]


def _unnamed(line: Line, hidden: Sequence[FileSeen]) -> Line:
    number = next((each.number for each in hidden if is_about(line, each)), None)
    if number is None:
        return line
    return replace(line, said={**line.said, "file": NO_NAME, "number": str(number)})


def _place(tx: Transaction, file: CaseFile, which: str) -> Place | None:
    return next((each for each in places_in(tx, file) if each.seen.which == which), None)


def place_at(tx: Transaction, file: CaseFile, number: int) -> Place | None:
    return next((each for each in places_in(tx, file) if each.seen.number == number), None)


def places_in(tx: Transaction, file: CaseFile) -> Iterator[Place]:
    """Yield what this reader has keys for. Where there are none, there is no gap either."""
    number = 0
    for lying in sorted(_lying(tx, file), key=lambda each: each.entry.number):
        for place in _of_entry(lying, number):
            number = place.seen.number
            yield place


@dataclass(frozen=True, slots=True)
class _Lying:
    """An entry with files, and where it lies."""

    entry: Entry = field(repr=False)
    row: bytes
    part: Part


def _lying(tx: Transaction, file: CaseFile) -> Iterator[_Lying]:
    for row, entry, part in all_entries(tx, file):
        if entry.kind in {Kind.FILES, Kind.EVIDENCE}:
            yield _Lying(entry, row.id, part)


def _of_entry(lying: _Lying, number: int) -> Iterator[Place]:
    return _added(lying, number) if lying.entry.kind is Kind.EVIDENCE else _sent(lying, number)


def _added(lying: _Lying, number: int) -> Iterator[Place]:
    brought = read_brought(lying.entry.raw)
    for at in range(len(brought.attached.files)):
        seen = replace(
            _seen(lying, brought.attached, at, number),
            added_by=lying.entry.by,
            whence=brought.whence,
            labelled=brought.labelled,
        )
        yield Place(seen, brought.attached, brought.context, at, lying.row)


def _sent(lying: _Lying, number: int) -> Iterator[Place]:
    attached = read_attached(lying.entry.raw)
    skipped = len(attached.blob.files) - len(attached.files)
    for at in range(len(attached.files)):
        seen = _seen(lying, attached, at, number)
        yield Place(seen, attached, lying.entry.envelope, at + skipped, lying.row)


def _seen(lying: _Lying, attached: Attached, at: int, before: int) -> FileSeen:
    """Name a file by its blob, which stays when a label moves the entry that speaks of it."""
    each, which = attached.files[at], f"{attached.blob.blob.hex()}-{at}"
    facts = (each.name, each.size, each.sha256, lying.entry.day)
    return FileSeen(before + at + 1, which, lying.part, *facts)


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
