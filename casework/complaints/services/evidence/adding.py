"""Add a file to a case: sealed while it arrives, and there only once all of it is.

Whoever may add is asked before the first byte and again after the last, since an hour may lie
between. Two members who add at once both find their file.
"""

from dataclasses import dataclass, field
from secrets import token_bytes
from typing import TypeAlias

from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.evidence import Provenance
from casework.complaints.records.attachments import Attached
from casework.complaints.records.evidence.brought import Brought, written_brought
from casework.complaints.records.evidence.incoming import Incoming
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.evidence.incoming import IncomingRows
from casework.complaints.services.files import deed_of, files_in
from casework.complaints.services.readers.acting import (
    Deed,
    is_too_late,
    open_to_act,
    require_free,
)
from casework.complaints.services.readers.rekeying import NotThere, settle
from casework.complaints.services.reading.casefiles import CaseFile, open_whole, save, with_entry
from casework.complaints.services.reading.once import stands
from casework.complaints.services.reading.threshold import require_crossed
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.blob.writing import Limits
from crypto.names import ID_SIZE, CaseId, EnvelopeId
from store.database import Transaction
from store.errors import FullError, UnavailableError
from store.sending.parcel import Parcel

_GIGABYTE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Added:
    """It is there, under this number."""

    number: int


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """The same press brought it before. What came now is not kept."""


@dataclass(frozen=True, slots=True)
class TooLate:
    """The case is finished, or goes on in another. What it was decided on stays as it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Coming:
    """A file that is on its way in."""

    context: EnvelopeId
    parcel: Parcel = field(repr=False)


Adding: TypeAlias = Added | AlreadyThere | NotThere | TooLate


def begin_file(
    desk: Desk, me: SignedIn, case: CaseId, limits: Limits | None = None
) -> Coming | NotThere | TooLate:
    """Make room for a file, if whoever asks reads all of the case and may act in it."""
    with desk.database.reading() as tx:
        file = open_whole(tx, desk, me, case)
        require_crossed(tx, desk, file)
    if file is None:
        return NotThere()
    require_free(file)
    if is_too_late(file, Deed.INQUIRY):
        return TooLate()
    context = EnvelopeId(token_bytes(ID_SIZE))
    return Coming(context, Parcel(IncomingRows(desk), context, limits))


def require_room(desk: Desk) -> None:
    """Refuse files while there is still room for words."""
    free = desk.database.free_bytes()
    if free is not None and free < desk.settings.reserve_gigabytes * _GIGABYTE:
        raise FullError


def add_file(desk: Desk, me: SignedIn, case: CaseId, coming: Coming, whence: Provenance) -> Adding:
    """Let the case have what has arrived. Whatever goes wrong, nothing of it stays behind."""
    with coming.parcel as parcel:
        blob = parcel.finish()
        settle(desk, me, case)
        added = _claimed(
            desk, me, case, Brought(Attached(blob, has_answers=False), coming.context, whence)
        )
    if not isinstance(added, Added):
        parcel.abandon()
    return added


def _claimed(desk: Desk, me: SignedIn, case: CaseId, brought: Brought) -> Adding:
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        if file is None:
            return NotThere()
        hindered = _hindered(tx, file)
        if hindered is not None:
            return hindered
        if not Incoming(tx).claim(brought.attached.blob.blob):
            raise UnavailableError("the file was swept before the case had it")
        entry = Entry(Kind.EVIDENCE, 0, desk.today(), me.person, raw=written_brought(brought))
        file = with_entry(tx, file, entry)
        seen = files_in(tx, file)[-1]
        said = {**deed_of(file, seen), "source": brought.whence.source}
        save(tx, with_deed(tx, desk, file, Did.FILE_ADDED, **said))
    return Added(seen.number)


def _hindered(tx: Transaction, file: CaseFile) -> AlreadyThere | TooLate | None:
    if stands(tx, file):
        return AlreadyThere()
    return TooLate() if is_too_late(file, Deed.INQUIRY) else None
