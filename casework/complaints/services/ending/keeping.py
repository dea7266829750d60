"""How long a case is kept, and what stops that clock: the procedure, asked about this case."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.retention.holds import Hold, Lifted, Voice, held
from casework.complaints.domain.retention.periods import Kept, Why, kept_until
from casework.complaints.domain.status import Hindrance, Stays
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


def lift_hold(desk: Desk, me: SignedIn, case: CaseId, place: int) -> Decided:
    """Add a voice for lifting a hold. It ends with the second, if one of them is counsel's."""

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
