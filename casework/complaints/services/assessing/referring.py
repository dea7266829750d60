"""Whose an allegation is; and handing over what is not the committee's, word for word on record.

Nothing that is the committee's, or may be, is handed to anybody else. What was handed over stays
ours to ask after until they say what came of it.
"""

from dataclasses import dataclass, replace
from datetime import date

from casework.complaints.domain.case.assessed import Assessed, HandOver
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.outcomes import Allegation, AllegationId, Finding
from casework.complaints.domain.procedure import Procedure
from casework.complaints.domain.status import Because, Hindrance, Status, Stays
from casework.complaints.domain.taxonomy import Category, Destination, Scope, may_go_elsewhere
from casework.complaints.domain.triage import Referral, contradicts
from casework.complaints.services.assessing.finding import finding_as_seen
from casework.complaints.services.deciding import Changed, Decided, decided
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import is_clear, moved, require_inside, with_assessed
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.readers.acting import Deed, is_too_late, require_free
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.speaking import Words, said
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.mailbox.snapshot import Status as Told
from crypto.names import CaseId, PersonId
from store.database import Transaction

LONGEST_HAND_OVER = 4_000


@dataclass(frozen=True, slots=True, repr=False)
class Handing:
    """Who gets it, and the words that they get."""

    to: Destination
    to_whom: str
    text: str
    was: str


@dataclass(frozen=True, slots=True, repr=False)
class Sorting:
    """What an allegation is about, and what stood there when the page was drawn."""

    which: AllegationId
    category: Category
    yes: bool | None  # the one answer that decides whose it is
    was: str
    drops: bool = False  # whoever sorts it knows that what was found will not stand

    @property
    def scope(self) -> Scope:
        return self.category.scope(answer=self.yes)


def sort_allegation(desk: Desk, me: SignedIn, case: CaseId, sorting: Sorting) -> Decided:
    """Say what an allegation is about, and the one thing that decides whose it is."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        inside = require_inside(file)
        found = as_seen_in(file, sorting)
        if found is None or (dropped_by(sorting, found) and not sorting.drops):
            return None
        moved_on = _sorted(found, sorting, me.person, desk.today())
        after = (moved_on if each.id == found.id else each for each in inside.allegations)
        file = replace(file, inside=replace(inside, allegations=tuple(after)))
        return with_deed(tx, desk, file, Did.SCOPED, **_said(sorting, found))

    return decided(desk, me, case, work)


def hindered_sorting(file: CaseFile, sorting: Sorting) -> Decided | None:
    """Say what stands in the way now, before anybody is asked whether they are sure."""
    require_free(file)
    if is_too_late(file, Deed.INQUIRY):
        return Stays(frozenset({Hindrance.FINISHED}))
    return None if as_seen_in(file, sorting) else Changed()


def as_seen_in(file: CaseFile, sorting: Sorting) -> Allegation | None:
    """Return what is to be sorted, if it stands there as it did on the page."""
    allegations = require_inside(file).allegations
    found = next((each for each in allegations if each.id == sorting.which), None)
    return found if found and allegation_as_seen(found) == sorting.was else None


def allegation_as_seen(allegation: Allegation) -> str:
    """Return what a page remembers of an allegation, to notice that somebody has changed it."""
    found = next(finding_as_seen([allegation], allegation.id))
    return f"{allegation.category}\n{allegation.scope}\n{found}"


def dropped_by(sorting: Sorting, allegation: Allegation) -> Finding | None:
    """Return what was found, if it does not stand once it is sorted like this."""
    return None if _stays(sorting, allegation) else allegation.finding


def _stays(sorting: Sorting, allegation: Allegation) -> bool:
    return (allegation.category, allegation.scope) == (sorting.category.code, sorting.scope)


def _sorted(allegation: Allegation, sorting: Sorting, by: PersonId, today: date) -> Allegation:
    if not _stays(sorting, allegation):
        allegation = allegation.moved_to(sorting.category.code, sorting.scope, by, today)
    return replace(allegation, of_triage=False)


def _said(sorting: Sorting, before: Allegation) -> dict[str, str]:
    """Return what the line says: what it was, what it is, and what was found of the former."""
    said = {"about": sorting.category.code, "was": before.category, "scope": sorting.scope.value}
    dropped = dropped_by(sorting, before)
    return said if dropped is None else {**said, "dropped": dropped.outcome.value}


def goes_elsewhere(file: CaseFile) -> bool:
    allegations = require_inside(file).allegations
    return bool(allegations) and may_go_elsewhere(each.scope for each in allegations)


def is_answered_otherwise(file: CaseFile, procedure: Procedure) -> bool:
    """Say whether the second question of triage has an answer by which it would stay here."""
    inside = require_inside(file)
    choice, _why = inside.triage.get("ours", ("", ""))
    return contradicts(choice, inside.allegations, procedure.taxonomy)


def destinations(file: CaseFile, procedure: Procedure) -> tuple[Destination, ...]:
    """Return where its allegations go, in the order of the procedure."""
    known = procedure.taxonomy.categories
    found = (
        place
        for each in require_inside(file).allegations
        if each.category in known
        for place in known[each.category].goes_to(each.scope)
    )
    return tuple(dict.fromkeys(found))


def hand_over(desk: Desk, me: SignedIn, case: CaseId, handing: Handing) -> Decided:
    """Keep what was handed to whom, move the case, and tell the reporter that it was passed on."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | Stays | None:
        unchanged = handed_as_seen(require_inside(file).assessed) == handing.was
        if not unchanged or not goes_elsewhere(file):
            return None
        if is_answered_otherwise(file, procedure_of(desk)):
            return Stays(frozenset({Hindrance.DISAGREES}))
        return _handed_over(tx, desk, file, handing)

    return decided(desk, me, case, work)


def came_back(desk: Desk, me: SignedIn, case: CaseId, place: int, came_of_it: str) -> Decided:
    """Write down that they took it; and, once they say so, what came of it."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        assessed, today = require_inside(file).assessed, desk.today()
        found = dict(enumerate(assessed.hand_overs, 1))
        if place not in found or found[place].referral.is_settled:
            return None
        before = found[place].referral
        accepted = before.accepted or today
        returned = today if came_of_it else None
        referral = replace(before, accepted=accepted, returned=returned)
        found[place] = replace(found[place], referral=referral, came_of_it=came_of_it)
        file = with_assessed(file, replace(assessed, hand_overs=tuple(found.values())))
        return with_deed(tx, desk, file, Did.CAME_BACK)

    return decided(desk, me, case, work, Deed.CLOSING)


def handed_as_seen(assessed: Assessed) -> str:
    return str(len(assessed.hand_overs))


def _handed_over(tx: Transaction, desk: Desk, file: CaseFile, handing: Handing) -> CaseFile | Stays:
    today, assessed = desk.today(), require_inside(file).assessed
    after = _referred(file, Because(file.me.person, today, "handed over"))
    if isinstance(after, Stays):
        return after
    kept = HandOver(Referral(handing.to, today), file.me.person, handing.to_whom, handing.text)
    after = with_assessed(after, replace(assessed, hand_overs=(*assessed.hand_overs, kept)))
    after = with_deed(tx, desk, after, Did.HANDED_OVER, name=handing.to_whom)
    return said(tx, after, Words(status=Told.PASSED_ON), today)


def _referred(file: CaseFile, because: Because) -> CaseFile | Stays:
    """Go there, or stay there: either way those who lead must be free as the case stands now."""
    if file.card.status is not Status.REFERRED:
        return moved(file, Status.REFERRED, because)
    return file if is_clear(file) else Stays(frozenset({Hindrance.CONFLICTS}))
