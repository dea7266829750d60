"""Give a label to what stands in a case, or take it off: with grounds, with a reason, and whole.

What is labelled lies under the key of its container from then on, with its writer, its day and its
number. Nothing of it stays under the key that more people have.
"""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.case.deeds import Did, Line
from casework.complaints.domain.privilege.labels import Lack
from casework.complaints.records.contents import Contents
from casework.complaints.records.evidence.brought import read_brought, written_brought
from casework.complaints.records.grounds import Labelled, written_label
from casework.complaints.records.sealing import seal_entry
from casework.complaints.services.deeds import part_from_now_on, timeline, with_deed
from casework.complaints.services.files import Place, deed_of, place_at
from casework.complaints.services.notes import Kept, find_note
from casework.complaints.services.privilege.containers import part_for
from casework.complaints.services.readers.acting import open_to_act
from casework.complaints.services.readers.rekeying import NotThere, settle
from casework.complaints.services.reading.casefiles import (
    Before,
    CaseFile,
    all_entries,
    require_part,
    save,
    with_entry_moved,
)
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
    def label(self) -> str:
        return self.labelled.label.value if self.labelled else ""

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


@dataclass(frozen=True, slots=True)
class Facts:
    """What the reporter sent stays outside, for good: facts are not privileged."""


Outcome: TypeAlias = Done | NotThere | Lacking | Overtaken | Facts


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
            return _overtaken(tx, file, given)
        _keep_note(tx, desk, file, kept, given)
    return Done()


def _overtaken(tx: Transaction, file: CaseFile, given: Given) -> Done | Overtaken:
    """Say whether it was somebody else, or the same press of the button before."""
    mine = (each for each in timeline(tx, file) if each.by == file.me.person)
    return Done() if any(_is_this(each, given) for each in mine) else Overtaken()


def _is_this(line: Line, given: Given) -> bool:
    """Say whether a line tells of this very press: of what the page showed, with these words."""
    is_label = line.did in {Did.NOTE_LABELLED, Did.FILE_LABELLED}
    is_it = is_label and line.said.get("row") == given.which and line.said["label"] == given.label
    return is_it and given.why.startswith(line.said["why"])


def _as_given(given: Given) -> dict[str, str]:
    return {"row": given.which, "label": given.label, "why": given.why}


def label_file(desk: Desk, me: SignedIn, case: CaseId, number: int, given: Given) -> Outcome:
    """Label a file that a member added, for somebody who reads all of the case."""
    if given.lacks:
        return Lacking(given.lacks)
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        place = None if file is None else place_at(tx, file, number)
        if file is None or place is None:
            return NotThere()
        refused = _refused(tx, file, place, given)
        if refused is None:
            _keep_file(tx, desk, file, place, given)
    return refused or Done()


def _refused(
    tx: Transaction, file: CaseFile, place: Place, given: Given
) -> Done | Facts | Overtaken | None:
    if place.seen.whence is None:
        return Facts()
    return None if place.row.hex() == given.which else _overtaken(tx, file, given)


def _keep_file(tx: Transaction, desk: Desk, file: CaseFile, place: Place, given: Given) -> None:
    """What opens its bytes goes with the label: whoever has no key for it has none for them."""
    [entry] = (entry for row, entry, _ in all_entries(tx, file) if row.id == place.row)
    raw = written_brought(replace(read_brought(entry.raw), labelled=given.labelled))
    part = part_for(entry.kind, given.labelled)
    before = Before(place.row, entry.kind)
    file = with_entry_moved(tx, file, before, replace(entry, raw=raw), part)
    _draw_in(tx, file)
    said = {**deed_of(file, place.seen), **_as_given(given)}
    save(tx, with_deed(tx, desk, file, Did.FILE_LABELLED, **said))


def _draw_in(tx: Transaction, file: CaseFile) -> None:
    """Put under the committee's own key what guests did, since it may name what they now lack."""
    for row, entry, part in list(all_entries(tx, file)):
        under = part_from_now_on(file, entry, part)
        if under is not part:
            sealed = seal_entry(entry, require_part(file, under), row.id)
            Contents(tx).seal_again(row.id, sealed)


def _keep_note(tx: Transaction, desk: Desk, file: CaseFile, kept: Kept, given: Given) -> None:
    raw = written_label(given.labelled) if given.labelled else b""
    entry = replace(kept.entry, raw=raw, about=given.about)
    part = part_for(Kind.PRIVILEGED, given.labelled)
    file = with_entry_moved(tx, file, kept.before, entry, part)
    _draw_in(tx, file)
    said = {"who": entry.by or "", **_as_given(given)}
    save(tx, with_deed(tx, desk, file, Did.NOTE_LABELLED, **said))
