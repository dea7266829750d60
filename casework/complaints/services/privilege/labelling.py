"""Give a label to what stands in a case, or take it off: with grounds, with a reason, and whole.

What is labelled lies under the key of its container from then on, with its writer, its day and its
number. Nothing of it stays under the key that more people have.
"""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.privilege.labels import Lack
from casework.complaints.records.grounds import Labelled, written_label
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.notes import Kept, find_note
from casework.complaints.services.privilege.containers import part_for
from casework.complaints.services.readers.acting import open_to_act
from casework.complaints.services.readers.rekeying import NotThere, settle
from casework.complaints.services.reading.casefiles import CaseFile, save, with_entry_moved
from casework.complaints.services.talking import Done
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction


@dataclass(frozen=True, slots=True, repr=False)
class Given:
    """What somebody says of a note or a file: a label, or none any more, and why."""

    which: str  # as the page showed it
    labelled: Labelled | None
    about: str
    why: str

    @property
    def lacks(self) -> frozenset[Lack]:
        return self.labelled.lacks if self.labelled else frozenset()


@dataclass(frozen=True, slots=True)
class Lacking:
    """A label stands on grounds, and some are missing. Nothing was changed."""

    lacks: frozenset[Lack] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else labelled or moved it since the page was drawn."""


Outcome: TypeAlias = Done | NotThere | Lacking | Overtaken


def label_note(desk: Desk, me: SignedIn, case: CaseId, given: Given) -> Outcome:
    """Label a privileged note, for somebody who reads all of the case."""
    if given.lacks:
        return Lacking(given.lacks)
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        if file is None:
            return NotThere()
        kept = find_note(tx, file, given.which)
        if kept is None or kept.entry.kind is not Kind.PRIVILEGED:
            return Overtaken()
        _keep_note(tx, desk, file, kept, given)
    return Done()


def _keep_note(tx: Transaction, desk: Desk, file: CaseFile, kept: Kept, given: Given) -> None:
    raw = written_label(given.labelled) if given.labelled else b""
    entry = replace(kept.entry, raw=raw, about=given.about)
    part = part_for(Kind.PRIVILEGED, given.labelled)
    file = with_entry_moved(tx, file, kept.before, entry, part)
    label = given.labelled.label.value if given.labelled else ""
    said = {"who": entry.by or "", "label": label, "why": given.why}
    save(tx, with_deed(tx, desk, file, Did.NOTE_LABELLED, **said))
