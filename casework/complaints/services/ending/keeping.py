"""How long a case is kept, and what stops that clock: the procedure, asked about this case."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.keeping import Keeping
from casework.complaints.domain.retention.holds import Hold, Lifted, Voice, held
from casework.complaints.domain.retention.periods import (
    USUAL,
    Extension,
    Jurisdiction,
    Kept,
    Why,
    kept_until,
)
from casework.complaints.domain.severity import Level
from casework.complaints.domain.status import FINISHED, Hindrance, Stays
from casework.complaints.services.deciding import Decided, decided
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import require_inside, voices_in
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.readers.acting import Deed
from casework.complaints.services.reading.casefiles import CaseFile
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.manifest.people import Role
from crypto.names import CaseId
from store.database import Transaction


def kept_of(file: CaseFile) -> Kept | None:
    """Return what decides until when it is kept; nothing while it is not finished."""
    inside = require_inside(file)
    closed_on = inside.course.closed_on
    if closed_on is None:
        return None
    keeping = inside.keeping
    return Kept(
        closed_on,
        frozenset(each.category for each in inside.allegations),
        keeping.jurisdiction,
        tuple(each.pause for each in keeping.holds),
        keeping.extension,
    )


def until_of(file: CaseFile, desk: Desk) -> date | None:
    """Return the last day on which it must be kept, if it is finished and nothing holds it."""
    kept = kept_of(file)
    return None if kept is None else kept_until(kept, procedure_of(desk).retention, desk.today())


def holds_on(file: CaseFile, today: date) -> Iterator[tuple[int, Hold]]:
    """Yield the holds that stand, each with its place, and with those voices that still count."""
    voices = voices_in(file)
    for place, hold in enumerate(require_inside(file).keeping.holds):
        if hold.until is None and hold.pause.is_on(today):
            heard = tuple(said for said in hold.lifting if said[0] in voices)
            yield place, replace(hold, lifting=heard)


def hold_case(desk: Desk, me: SignedIn, case: CaseId, why: Why, reason: str) -> Decided:
    """Stop the clock at once, on one reader's word."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile:
        hold = held(why, reason, me.person, desk.today())
        keeping = require_inside(file).keeping
        keeping = replace(keeping, holds=(*keeping.holds, hold)).kept_after_all()
        file = replace(file, inside=replace(require_inside(file), keeping=keeping))
        return with_deed(tx, desk, file, Did.HELD, why=hold.reason)

    return decided(desk, me, case, work, Deed.CARE)


def wants_a_hold(file: CaseFile, desk: Desk) -> bool:
    """Say whether it is of a kind that is held from the first minute, and nobody has held it."""
    inside, subjects = require_inside(file), procedure_of(desk).taxonomy.categories
    if file.card.status in FINISHED or any(
        each.why is Why.LEGAL_HOLD for each in inside.keeping.holds
    ):
        return False
    codes = (each.category for each in inside.allegations)
    is_held = any(code in subjects and subjects[code].hold for code in codes)
    return is_held or inside.level is Level.CRITICAL


@dataclass(frozen=True, slots=True, repr=False)
class Period:
    """By which law a case is kept, how many years longer, why, and what stood there before."""

    place: Jurisdiction
    more: int
    reason: str
    was: str


def places_in(desk: Desk) -> tuple[Jurisdiction, ...]:
    """Return whose law may count: the usual one, and those that the procedure names."""
    return (USUAL, *sorted(set(procedure_of(desk).retention.by_law) - {USUAL}))


def period_as_read(keeping: Keeping) -> str:
    """Return what a page remembers of a period, to notice that somebody has changed it."""
    more = keeping.extension.years if keeping.extension else 0
    return f"{keeping.jurisdiction} {more}"


def set_period(desk: Desk, me: SignedIn, case: CaseId, period: Period) -> Decided:
    """Say by which law it is kept, and how much longer. Words for its end begin anew."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        keeping = require_inside(file).keeping
        if period_as_read(keeping) != period.was:
            return None
        longer = Extension(period.more, period.reason) if period.more else None
        keeping = replace(keeping, jurisdiction=period.place, extension=longer).kept_after_all()
        file = replace(file, inside=replace(require_inside(file), keeping=keeping))
        return with_deed(tx, desk, file, Did.PERIOD_SET, why=period.reason)

    return decided(desk, me, case, work, Deed.CARE)


def lift_hold(desk: Desk, me: SignedIn, case: CaseId, place: int) -> Decided:
    """Add a voice for lifting a hold. It ends with the second, one of them counsel's if needed."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | Stays | None:
        hold = dict(holds_on(file, desk.today())).get(place)
        if hold is None:
            return None
        if me.person not in voices_in(file):
            return Stays(frozenset({Hindrance.SECOND_MEMBER}))
        keeping = require_inside(file).keeping
        outcome = hold.lifted_by(me.person, voice_of(file), desk.today())
        holds = [*keeping.holds]
        holds[place] = outcome.hold
        keeping = replace(keeping, holds=tuple(holds))
        file = replace(file, inside=replace(require_inside(file), keeping=keeping))
        did = Did.HOLD_LIFTED if isinstance(outcome, Lifted) else Did.HOLD_LIFT_ASKED
        return with_deed(tx, desk, file, did, why=outcome.hold.reason)

    return decided(desk, me, case, work, Deed.CARE)


def voice_of(file: CaseFile) -> Voice:
    """Counsel is whoever the manifest names as coming from outside."""
    role = file.committee.manifest.person(file.me.person).role
    return Voice.COUNSEL if role is Role.EXTERNAL else Voice.MEMBER
