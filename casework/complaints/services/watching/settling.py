"""What ends a clock that no other page ends: a meeting that was considered, a plan that is made."""

from dataclasses import replace
from typing import Final

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.clocks.running import Clock
from casework.complaints.domain.status import Because, Status, Stays
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import moved, require_inside
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.changing import Changed, change
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction

SETTLED_HERE: Final = (Clock.SPECIAL_MEETING, Clock.PLAN)


def consider_meeting(desk: Desk, me: SignedIn, case: CaseId, why: str) -> Changed:
    """Put down that it was asked whether this needs a meeting of its own, and what was decided."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        inside = require_inside(file)
        if inside.ending.get("special"):
            return None
        # The list before closing asks the same, and finds it answered.
        inside = replace(inside, ending={**inside.ending, "special": "yes"})
        return with_deed(tx, desk, replace(file, inside=inside), Did.MEETING_CONSIDERED, why=why)

    return change(desk, me, case, work)


def plan_made(desk: Desk, me: SignedIn, case: CaseId, why: str) -> Changed:
    """Let the case go on as planned. Whoever did so already has ended this clock."""

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        after = moved(file, Status.PLANNED, Because(me.person, desk.today(), why))
        if isinstance(after, Stays):
            return None
        return with_deed(tx, desk, after, Did.MOVED, to=Status.PLANNED.value, why=why)

    return change(desk, me, case, work)
