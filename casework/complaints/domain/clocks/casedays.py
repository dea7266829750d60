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
    return CaseDays(
        received=received,
        reopened=reopened,
        triaged=_first(moves, _SORTED_OUT),
        assigned=_first(moves, {Status.ASSIGNED}),
        planned=_first(moves, _PLANNED),
        passed_on=_first(_since_last(Status.TRIAGE, moves), {Status.REFERRED}),
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


def _since_last(status: Status, moves: Sequence[Move]) -> Sequence[Move]:
    """Return what came after the last time that it was there: what came back, we have again."""
    return moves[max((at for at, each in enumerate(moves) if each.status is status), default=0) :]


def _first(moves: Collection[Move], wanted: Collection[Status]) -> date | None:
    return next((each.because.on for each in moves if each.status in wanted), None)
