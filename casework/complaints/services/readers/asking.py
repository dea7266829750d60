"""Ask for somebody to step back, in a note that one other reader can open, and nobody else.

Whoever it is about reads the case too, so nothing of it lies under the case's keys, and no line
of the case's timeline speaks of it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from casework.complaints.records.contents import Contents
from casework.complaints.services.readers.private import PrivateNote, keep_private, private_notes
from casework.complaints.services.reading.casefiles import CaseFile, open_whole
from casework.complaints.services.reading.once import stands
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.encoding import Value, fields, sized, text
from crypto.errors import MalformedError
from crypto.keyring.casekeys import CASE_ID_SIZE
from crypto.manifest.body import ids
from crypto.names import CaseId, PersonId
from store.database import Transaction

LONGEST: Final = 800  # characters: in any script they fit into a note
_THREE: Final = 3


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """Who should step back, who is told, and why."""

    about: PersonId
    to: PersonId
    why: str


@dataclass(frozen=True, slots=True)
class ToldMe:
    """A note to whoever is in, and who vouches for it."""

    id: bytes
    case: CaseId
    by: PersonId
    about: PersonId
    why: str = field(repr=False)


def ask(desk: Desk, me: SignedIn, case: CaseId, wish: Wish) -> bool:
    """Write to one other reader. Say whether there was such a case, and such people in it."""
    with desk.database.transaction() as tx:
        file = open_whole(tx, desk, me, case)
        readers = set(file.listed.readers) if file and file.listed else set()
        three = {me.person, wish.about, wish.to}
        if file is None or len(three & readers) < _THREE:
            return False
        file = replace(file, press=me.press)
        if stands(tx, file):
            return True
        body: dict[str, Value] = {"case": case, "about": wish.about, "why": wish.why}
        keep_private(tx, file, [wish.to], body)
    return True


def tell_counsel(tx: Transaction, file: CaseFile, staying: Collection[PersonId], why: str) -> None:
    """Keep why somebody steps back for those from outside who go on reading, if any do."""
    to = sorted(ids(file.committee.manifest.externals) & set(staying))
    if to:
        me = file.me.person
        body: dict[str, Value] = {"case": file.id, "about": me, "why": why}
        keep_private(tx, file, to, body)


def told_me(desk: Desk, me: SignedIn) -> Sequence[ToldMe]:
    """Return the notes that this person's keys open, about cases that open as well."""
    with desk.database.reading() as tx:
        notes = [wish for each in private_notes(tx, desk, me) for wish in _read(each)]
        cases = {wish.case for wish in notes}
        there = {case for case in cases if open_whole(tx, desk, me, case) is not None}
    return [wish for wish in notes if wish.case in there]


def settled(desk: Desk, me: SignedIn, note: bytes) -> None:
    """Remove a note that was dealt with; only whoever can open it may."""
    if any(each.id == note for each in told_me(desk, me)):
        with desk.database.transaction() as tx:
            Contents(tx).drop_private(note)


def _read(note: PrivateNote) -> Iterator[ToldMe]:
    try:
        found = fields(note.body, "case", "about", "why")
        case = CaseId(sized(found["case"], CASE_ID_SIZE))
        about, why = PersonId(text(found["about"])), text(found["why"])
    except MalformedError:
        return  # a note of another kind
    yield ToldMe(note.id, case, note.by, about, why)
