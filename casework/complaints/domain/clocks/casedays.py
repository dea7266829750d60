"""The days that clocks need, read off the way of a case."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from casework.complaints.domain.clocks.running import CaseDays
from casework.complaints.domain.status import (
    BEFORE_THE_CHECK,
    FINISHED,
    Course,
    Move,
    Status,
)

OVER: Final = FINISHED | {Status.SET_ASIDE, Status.MERGED}
_SORTED_OUT: Final = frozenset(Status) - BEFORE_THE_CHECK
_PLANNED: Final = frozenset({Status.PLANNED, Status.INVESTIGATING})


def days_of(course: Course, received: date) -> CaseDays:
    """Return the days that moves tell. Words to the reporter are no moves."""
    moves, reopened = _since_reopened(course)
    ours = _since_back(moves)
    return CaseDays(
        received=received,
        reopened=reopened,
        triaged=_first(moves, _SORTED_OUT),
        assigned=_first(ours, {Status.ASSIGNED}),
        planned=_first(ours, _PLANNED),
        passed_on=_first(ours, {Status.REFERRED}),
        decided=_first(moves, {Status.DECIDED}),
        feedback=_first(moves, {Status.FEEDBACK_GIVEN}),
        closed=course.moves[-1].because.on if course.moves and course.status in OVER else None,
    )


def _since_reopened(course: Course) -> tuple[tuple[Move, ...], date | None]:
    """Whatever comes back from an end is sorted out anew, by whichever way it came."""
    moves = course.moves
    for at in range(len(moves) - 1, 0, -1):
        if moves[at - 1].status in OVER and moves[at].status not in OVER:
            return moves[at:], moves[at].because.on
    return moves, None


def _since_back(moves: Sequence[Move]) -> Sequence[Move]:
    """What somebody else looked into and gave back is put in somebody's charge anew."""
    away = [at for at, each in enumerate(moves) if each.status is Status.REFERRED]
    back = [at for at, each in enumerate(moves) if each.status is Status.TRIAGE]
    since = min((at for at in back if away and at > away[-1]), default=0)
    return moves[since:]


def _first(moves: Collection[Move], wanted: Collection[Status]) -> date | None:
    return next((each.because.on for each in moves if each.status in wanted), None)
