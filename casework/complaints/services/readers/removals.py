"""Tell those who remain that somebody was taken out, each by a note that they alone can open.

The note only points to the case. What it says lies in the case, where it can be answered; so who
was taken out finds nothing, and a note that was answered says nothing any more.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from casework.complaints.domain.conflicts.removals import Removal
from casework.complaints.records.contents import Contents
from casework.complaints.services.moving import require_inside, whole_readers
from casework.complaints.services.readers.private import PrivateNote, keep_private, private_notes
from casework.complaints.services.reading.casefiles import CaseFile, open_whole
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.encoding import Value, fields, sized, text
from crypto.errors import MalformedError
from crypto.keyring.casekeys import CASE_ID_SIZE
from crypto.names import CaseId, PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A removal in a case that this person reads, and has not answered."""

    file: CaseFile
    removal: Removal = field(repr=False)


def remember(
    tx: Transaction, desk: Desk, file: CaseFile, gone: Collection[PersonId], why: str
) -> CaseFile:
    """Keep who went by one reader's word, and tell the others; to be called under the new keys."""
    if not gone:
        return file
    inside, by = require_inside(file), file.me.person
    new = tuple(Removal(who, by, desk.today(), why) for who in sorted(gone))
    others = whole_readers(file) - {by}
    for each in new:
        body: dict[str, Value] = {"taken_out": each.who, "case": file.id}
        keep_private(tx, file, others, body)
    return replace(file, inside=replace(inside, removals=(*inside.removals, *new)))


def taken_out(desk: Desk, me: SignedIn) -> list[TakenOut]:
    """Return what this person is asked to agree to, in every case that opens to them."""
    with desk.database.reading() as tx:
        pointers = {(case, who) for _, case, who in _pointers(tx, desk, me)}
        files = {case: open_whole(tx, desk, me, case) for case, _ in sorted(pointers)}
        return [
            TakenOut(file, each)
            for case, file in files.items()
            if file is not None
            for each in open_removals(file)
            if (case, each.who) in pointers
        ]


def open_removals(file: CaseFile) -> list[Removal]:
    """Return those that wait for a word of somebody other than whoever took them out."""
    me = file.me.person
    return [each for each in require_inside(file).removals if each.waits and each.by != me]


def forget_pointers(tx: Transaction, desk: Desk, me: SignedIn, case: CaseId, who: PersonId) -> None:
    for note, about, gone in list(_pointers(tx, desk, me)):
        if (about, gone) == (case, who):
            Contents(tx).drop_private(note)


def _pointers(
    tx: Transaction, desk: Desk, me: SignedIn
) -> Iterator[tuple[bytes, CaseId, PersonId]]:
    for note in private_notes(tx, desk, me):
        yield from _read(note)


def _read(note: PrivateNote) -> Iterator[tuple[bytes, CaseId, PersonId]]:
    try:
        found = fields(note.body, "taken_out", "case")
        case = CaseId(sized(found["case"], CASE_ID_SIZE))
        yield note.id, case, PersonId(text(found["taken_out"]))
    except MalformedError:
        return  # a note of another kind
