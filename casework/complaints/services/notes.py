"""Move a note from one audience to the other: with a reason, and whole.

A note is never changed. It is taken from under one key and put under another in one transaction,
with its writer and its day; the timeline keeps that it was moved, by whom and why.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.domain.case.deeds import Did
from casework.complaints.records.grounds import Labelled
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.privilege.containers import label_of, part_for
from casework.complaints.services.readers.acting import open_to_act
from casework.complaints.services.readers.rekeying import NotThere, settle
from casework.complaints.services.reading.casefiles import (
    Before,
    CaseFile,
    all_entries,
    save,
    with_entry_moved,
)
from casework.complaints.services.talking import Done
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.keyring.casekeys import Part
from crypto.names import CaseId
from store.database import Transaction

_OTHER: Final = {Kind.NOTE: Kind.PRIVILEGED, Kind.PRIVILEGED: Kind.NOTE}
_DID: Final = {Kind.PRIVILEGED: Did.NOTE_TO_COUNSEL, Kind.NOTE: Did.NOTE_TO_COMMITTEE}


@dataclass(frozen=True, slots=True)
class Kept:
    """A note, by what a page remembers which one it is, and under the key of which part it lies."""

    which: str
    entry: Entry = field(repr=False)
    part: Part

    @property
    def before(self) -> Before:
        return Before(bytes.fromhex(self.which), self.entry.kind)

    @property
    def labelled(self) -> Labelled | None:
        return label_of(Kind.PRIVILEGED, self.entry.raw)

    @property
    def goes_to(self) -> Kind:
        return _OTHER[self.entry.kind]

    @property
    def goes_under(self) -> Part:
        """Return where it would lie there. A label that it was given once still says where."""
        return part_for(self.goes_to, self.labelled)


@dataclass(frozen=True, slots=True, repr=False)
class Move:
    which: str
    why: str
    about: str  # for legal advice about what, if that is where it goes


Moved: TypeAlias = Done | NotThere


def notes_in(tx: Transaction, file: CaseFile, kind: Kind) -> list[Kept]:
    """Return the notes of one audience, the newest first."""
    found = (each for each in _notes(tx, file) if each.entry.kind is kind)
    return sorted(found, key=lambda each: each.entry.number, reverse=True)


def find_note(tx: Transaction, file: CaseFile, which: str) -> Kept | None:
    return next((each for each in _notes(tx, file) if each.which == which), None)


def move_note(desk: Desk, me: SignedIn, case: CaseId, move: Move) -> Moved:
    """Move it, if whoever asks reads both places. One that is not there any more was moved."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        kept = None if file is None else find_note(tx, file, move.which)
        if file is None or kept is None:
            return NotThere()
        before = kept.entry
        about = move.about if kept.goes_to is Kind.PRIVILEGED else before.about
        moved = replace(before, kind=kept.goes_to, about=about)
        file = with_entry_moved(tx, file, kept.before, moved, kept.goes_under)
        said = {"who": before.by or "", "why": move.why}
        save(tx, with_deed(tx, desk, file, _DID[kept.goes_to], **said))
    return Done()


def _notes(tx: Transaction, file: CaseFile) -> Iterator[Kept]:
    for row, entry, part in all_entries(tx, file):
        if entry.kind in _OTHER:
            yield Kept(row.id.hex(), entry, part)
