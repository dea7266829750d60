"""How serious a case is: computed from what is ticked, and judged otherwise only with a reason."""

from dataclasses import astuple, dataclass, replace
from typing import Final, TypeAlias

from casework.complaints.domain.case.assessed import Assessed
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.severity import (
    Grade,
    Hints,
    Level,
    ReasonMissing,
    Trigger,
    assess,
    overridden,
)
from casework.complaints.services.deciding import Decided, Done, decided
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.moving import require_inside, with_assessed
from casework.complaints.services.readers.urgent import tell_others
from casework.complaints.services.reading.casefiles import CaseFile
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.names import CaseId
from store.database import Transaction

_BY_DANGER: Final = {
    "person": Trigger.THREAT_TO_PERSON,
    "evidence": Trigger.DESTRUCTION_RISK,
    "soon": Trigger.FILING_IMMINENT,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What somebody ticked, and the level that they would rather have, with a reason."""

    triggers: frozenset[Trigger]
    hints: Hints
    level: Level | None
    reason: str
    was: str


Graded: TypeAlias = Decided | ReasonMissing


def grade_it(desk: Desk, me: SignedIn, case: CaseId, judged: Judged) -> Graded:
    computed = assess(judged.triggers, judged.hints)
    level = judged.level or computed.level
    severity = overridden(computed, level, judged.reason)
    if isinstance(severity, ReasonMissing):
        return severity
    grade = Grade(judged.triggers, judged.hints, severity)

    def work(tx: Transaction, file: CaseFile) -> CaseFile | None:
        assessed = require_inside(file).assessed
        if grade_as_seen(assessed) != judged.was:
            return None
        file = with_assessed(file, replace(assessed, grade=grade))
        level = str(grade.level.value)
        return with_deed(tx, desk, file, Did.GRADED, level=level, why=judged.reason)

    said = decided(desk, me, case, work)
    if isinstance(said, Done) and grade.level is Level.CRITICAL:
        tell_others(desk, me, case)
    return said


def grade_as_seen(assessed: Assessed) -> str:
    """Return what a page remembers of a grade, to notice that somebody has changed it."""
    grade = assessed.grade
    if grade is None:
        return "none"
    points = "".join(str(each) for each in astuple(grade.hints))
    ticked = " ".join(str(list(Trigger).index(each)) for each in sorted(grade.triggers))
    return f"{grade.level.value} {points} {ticked}".strip()


def likely_triggers(file: CaseFile) -> frozenset[Trigger]:
    """Fill in what the six questions said already, until somebody has graded it."""
    danger, _why = require_inside(file).triage.get("danger", ("", ""))
    return frozenset(_BY_DANGER[each] for each in danger.split() if each in _BY_DANGER)
