"""Whose an allegation is; and handing over what is not the committee's, word for word on record.

Nothing that is the committee's, or may be, is handed to anybody else. What was handed over stays
ours to ask after until they say what came of it.
"""

from dataclasses import dataclass, replace

from casework.complaints.domain.case.assessed import Assessed, HandOver
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.outcomes import AllegationId
from casework.complaints.domain.procedure import Procedure
from casework.complaints.domain.status import Because, Hindrance, Status, Stays
from casework.complaints.domain.taxonomy import Category, Destination, may_go_elsewhere
from casework.complaints.domain.triage import Referral
from casework.complaints.services.deciding import Decided, decided
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import is_clear, moved, require_inside, with_assessed
from casework.complaints.services.readers.acting import Deed
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.speaking import Words, said
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.mailbox.snapshot import Status as Told
from crypto.names import CaseId
from store.database import Transaction

LONGEST_HAND_OVER = 4_000


@dataclass(frozen=True, slots=True, repr=False)
class Handing:
    """Who gets it, and the words that they get."""

    to: Destination
    to_whom: str
    text: str
    was: str


def sort_allegation(
    desk: Desk,
    me: SignedIn,
    case: CaseId,
    which: AllegationId,
    sorted_as: tuple[Category, bool | None],
) -> Decided:
    """Say what an allegation is about, and the one thing that decides whose it is."""
    category, yes = sorted_as

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        inside = require_inside(file)
        if which not in {each.id for each in inside.allegations}:
            return None
        scope = category.scope(answer=yes)
        after = tuple(
            each.moved_to(category.code, scope)
            if each.id == which and (each.category, each.scope) != (category.code, scope)
            else each
            for each in inside.allegations
        )
        file = replace(file, inside=replace(inside, allegations=after))
        return with_deed(tx, desk, file, Did.SCOPED)

    return decided(desk, me, case, work)


def goes_elsewhere(file: CaseFile) -> bool:
    allegations = require_inside(file).allegations
    return bool(allegations) and may_go_elsewhere(each.scope for each in allegations)


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
