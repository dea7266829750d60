"""Move a note from one audience to the other: with a reason, and whole.

A note is never changed. It is taken from under one key and put under another in one transaction,
with its writer and its day; the timeline keeps that it was moved, by whom and why.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.domain.case.deeds import Did
from casework.complaints.records.contents import Contents
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.readers.acting import open_to_act
from casework.complaints.services.readers.rekeying import NotThere, settle
from casework.complaints.services.reading.casefiles import CaseFile, all_entries, save, with_entry
from casework.complaints.services.talking import Done
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction

_OTHER: Final = {Kind.NOTE: Kind.PRIVILEGED, Kind.PRIVILEGED: Kind.NOTE}
_DID: Final = {Kind.PRIVILEGED: Did.NOTE_TO_COUNSEL, Kind.NOTE: Did.NOTE_TO_COMMITTEE}


@dataclass(frozen=True, slots=True)
class Kept:
    """A note, and by what a page remembers which one it is."""

    which: str
    entry: Entry = field(repr=False)

    @property
    def goes_to(self) -> Kind:
        return _OTHER[self.entry.kind]


@dataclass(frozen=True, slots=True, repr=False)
class Move:
    which: str
    why: str
    about: str  # for legal advice about what, if that is where it goes


Moved: TypeAlias = Done | NotThere


def notes_in(tx: Transaction, file: CaseFile, kind: Kind) -> list[Kept]:
    """Return the notes of one audience, the newest first."""
    found = [Kept(row, entry) for row, entry in _notes(tx, file) if entry.kind is kind]
    return sorted(found, key=lambda each: each.entry.number, reverse=True)


def find_note(tx: Transaction, file: CaseFile, which: str) -> Kept | None:
    return next((Kept(row, entry) for row, entry in _notes(tx, file) if row == which), None)


def move_note(desk: Desk, me: SignedIn, case: CaseId, move: Move) -> Moved:
    """Move it, if whoever asks reads both places. One that is not there any more was moved."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        kept = None if file is None else find_note(tx, file, move.which)
        if file is None or kept is None:
            return NotThere()
        Contents(tx).drop_entry(bytes.fromhex(kept.which))
        before = kept.entry
        about = move.about if kept.goes_to is Kind.PRIVILEGED else before.about
        file = with_entry(tx, file, replace(before, kind=kept.goes_to, about=about))
        said = {"who": before.by or "", "why": move.why}
        save(tx, with_deed(tx, desk, file, _DID[kept.goes_to], **said))
    return Done()


def _notes(tx: Transaction, file: CaseFile) -> Iterator[tuple[str, Entry]]:
    for row, entry, _part in all_entries(tx, file):
        if entry.kind in _OTHER:
            yield row.id.hex(), entry
