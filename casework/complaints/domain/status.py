"""Where a case stands, and what may follow. The table is the committee's procedure.

Nothing goes past the conflict check unless it was passed, and whatever is reopened passes it
again: those who were free to act two years ago may not be now.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from casework.complaints.domain.outcomes import Allegation, need_an_inquiry, open_among
from crypto.names import PersonId


class Status(StrEnum):
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    TRIAGE = "triage"
    CONFLICT_CHECK = "conflict check"
    ASSIGNED = "assigned"
    PLANNED = "planned"
    INVESTIGATING = "investigating"
    AWAITING_REPORTER = "awaiting reporter"
    AWAITING_THIRD_PARTY = "awaiting third party"
    FINDINGS_DRAFTED = "findings drafted"
    REVIEW = "review"
    DECIDED = "decided"
    REMEDIATION = "remediation"
    FEEDBACK_GIVEN = "feedback given"
    CLOSED = "closed"
    RETENTION = "retention"
    DISPOSED = "disposed"
    # Beside the way.
    REFERRED = "referred"
    MERGED = "merged"
    ON_HOLD = "on hold"
    REOPENED = "reopened"
    SET_ASIDE = "set aside"  # likely not a report; a second member says so too


S = Status
MAY_BECOME: Final[Mapping[Status, frozenset[Status]]] = {
    S.RECEIVED: frozenset({S.ACKNOWLEDGED, S.TRIAGE}),
    S.ACKNOWLEDGED: frozenset({S.TRIAGE}),
    S.TRIAGE: frozenset({S.CONFLICT_CHECK, S.ON_HOLD}),
    S.CONFLICT_CHECK: frozenset(
        {S.ASSIGNED, S.REFERRED, S.MERGED, S.SET_ASIDE, S.TRIAGE, S.ON_HOLD}
    ),
    S.ASSIGNED: frozenset(
        {S.PLANNED, S.INVESTIGATING, S.REFERRED, S.MERGED, S.DECIDED, S.CONFLICT_CHECK, S.ON_HOLD}
    ),
    S.PLANNED: frozenset({S.INVESTIGATING, S.REFERRED, S.MERGED, S.CONFLICT_CHECK, S.ON_HOLD}),
    S.INVESTIGATING: frozenset(
        {
            S.AWAITING_REPORTER,
            S.AWAITING_THIRD_PARTY,
            S.FINDINGS_DRAFTED,
            S.REFERRED,
            S.MERGED,
            S.CONFLICT_CHECK,
            S.ON_HOLD,
        }
    ),
    S.AWAITING_REPORTER: frozenset({S.INVESTIGATING, S.FINDINGS_DRAFTED, S.ON_HOLD}),
    S.AWAITING_THIRD_PARTY: frozenset({S.INVESTIGATING, S.FINDINGS_DRAFTED, S.ON_HOLD}),
    S.FINDINGS_DRAFTED: frozenset({S.REVIEW, S.INVESTIGATING, S.CONFLICT_CHECK, S.ON_HOLD}),
    S.REVIEW: frozenset({S.DECIDED, S.INVESTIGATING, S.CONFLICT_CHECK, S.ON_HOLD}),
    S.DECIDED: frozenset({S.REMEDIATION, S.FEEDBACK_GIVEN, S.INVESTIGATING, S.ON_HOLD}),
    S.REMEDIATION: frozenset({S.FEEDBACK_GIVEN, S.INVESTIGATING, S.ON_HOLD}),
    S.FEEDBACK_GIVEN: frozenset({S.CLOSED, S.REMEDIATION, S.INVESTIGATING, S.ON_HOLD}),
    S.CLOSED: frozenset({S.RETENTION, S.REOPENED}),
    S.RETENTION: frozenset({S.DISPOSED, S.REOPENED}),
    S.DISPOSED: frozenset(),
    S.REFERRED: frozenset({S.DECIDED, S.TRIAGE, S.ON_HOLD}),
    S.MERGED: frozenset({S.DECIDED, S.TRIAGE}),
    S.ON_HOLD: frozenset(),  # only back to where it was
    S.REOPENED: frozenset({S.TRIAGE, S.CONFLICT_CHECK}),
    S.SET_ASIDE: frozenset({S.CLOSED, S.TRIAGE}),
}

BEFORE_THE_CHECK: Final = frozenset(
    {S.RECEIVED, S.ACKNOWLEDGED, S.TRIAGE, S.CONFLICT_CHECK, S.REOPENED, S.ON_HOLD}
)
FINISHED: Final = frozenset({S.CLOSED, S.RETENTION, S.DISPOSED})
_ASKS_AGAIN: Final = frozenset({S.ASSIGNED, S.REFERRED, S.MERGED, S.SET_ASIDE, S.DECIDED, S.CLOSED})
_INQUIRING: Final = frozenset({S.INVESTIGATING, S.REFERRED})
_FOUR_EYES: Final = frozenset({S.DISPOSED, S.SET_ASIDE})
_CHECKED_ANEW: Final = frozenset({S.TRIAGE, S.CONFLICT_CHECK, S.REOPENED})


class Hindrance(StrEnum):
    """Why a case does not move."""

    NOT_FROM_HERE = "not from here"
    NO_REASON = "no reason"
    NO_DATE = "on hold without a day to come back"
    CONFLICTS = "conflict check not passed"
    OPEN_FINDINGS = "an allegation lacks a finding"
    NOTHING_ALLEGED = "no allegation"
    NOT_INQUIRED = "only an inquiry could find that"
    UNFINISHED = "the list before closing is not done"
    NOT_TOLD = "no word to the reporter since the decision"
    SECOND_MEMBER = "a second member is needed"
    NOT_THEIRS = "somebody else decides it"
    KEPT = "must be kept"
    FINISHED = "finished"
    DISAGREES = "whose it is was answered otherwise"


@dataclass(frozen=True, slots=True)
class Because:
    """Who moves it, when and why. No move is without all three."""

    by: PersonId
    on: date
    reason: str
    second: PersonId | None = None
    until: date | None = None  # of what is put on hold


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rest of the case says at the moment of a move. What is not said is not so."""

    allegations: tuple[Allegation, ...] = ()
    conflicts_clear: bool = False
    reporter_told: bool = False  # since the decision, or nobody can reach them
    may_finish: bool = False  # casework.complaints.domain.finishing says so
    may_be_disposed: bool = False  # and the rules of retention


@dataclass(frozen=True, slots=True)
class Move:
    status: Status
    because: Because


@dataclass(frozen=True, slots=True)
class Course:
    """The way of one case. It only grows: reopening takes nothing back."""

    moves: tuple[Move, ...]
    checked: bool = False
    held_at: Status | None = None

    @property
    def status(self) -> Status:
        return self.moves[-1].status

    @property
    def is_finished(self) -> bool:
        return self.status in FINISHED

    @property
    def closed_on(self) -> date | None:
        """Return when it was closed last, if it still is: what is kept is kept from then on."""
        if not self.is_finished:
            return None
        return next(m.because.on for m in reversed(self.moves) if m.status is Status.CLOSED)

    @property
    def was_reopened(self) -> bool:
        return any(move.status is Status.REOPENED for move in self.moves)

    @property
    def was_inquired(self) -> bool:
        """Say whether anybody looked into it: the committee, or whoever took it over."""
        return any(move.status in _INQUIRING for move in self.moves)

    def next_ones(self) -> frozenset[Status]:
        if self.status is Status.ON_HOLD and self.held_at:
            return frozenset({self.held_at})
        return MAY_BECOME[self.status]


@dataclass(frozen=True, slots=True)
class Stays:
    """The case stays where it is; here is all that hinders it."""

    hindrances: frozenset[Hindrance]


Moved: TypeAlias = Course | Stays


def received(because: Because) -> Course:
    return Course((Move(Status.RECEIVED, because),))


def move(course: Course, to: Status, because: Because, facts: Facts) -> Moved:
    """Return the case one step on, or everything that stands in its way."""
    found = frozenset(_hindrances(course, to, because, facts))
    return Stays(found) if found else _moved(course, to, because)


def _moved(course: Course, to: Status, because: Because) -> Course:
    held_at = course.status if to is Status.ON_HOLD else None
    # What comes back to triage must be checked again before it goes on.
    back = to in _CHECKED_ANEW and course.status is not Status.ON_HOLD
    checked = to not in BEFORE_THE_CHECK or (course.checked and not back)
    return Course((*course.moves, Move(to, because)), checked, held_at)


def _hindrances(course: Course, to: Status, because: Because, facts: Facts) -> Iterator[Hindrance]:
    if to not in course.next_ones():
        yield Hindrance.NOT_FROM_HERE
    yield from _of_saying(to, because)
    if not _is_free(course, to, facts):
        yield Hindrance.CONFLICTS
    if to in {Status.DECIDED, Status.CLOSED}:
        yield from _of_findings(course, facts)
    yield from _of_end(to, facts)


def _is_free(course: Course, to: Status, facts: Facts) -> bool:
    """A check passed in spring says nothing of a name that came up in summer: some ask again."""
    if to in BEFORE_THE_CHECK:
        return True
    return facts.conflicts_clear if to in _ASKS_AGAIN else course.checked


def _of_saying(to: Status, because: Because) -> Iterator[Hindrance]:
    if not because.reason.strip():
        yield Hindrance.NO_REASON
    if to is Status.ON_HOLD and (because.until is None or because.until <= because.on):
        yield Hindrance.NO_DATE
    alone = because.second is None or because.second == because.by
    if to in _FOUR_EYES and alone:
        yield Hindrance.SECOND_MEMBER


def _of_findings(course: Course, facts: Facts) -> Iterator[Hindrance]:
    if open_among(facts.allegations):
        yield Hindrance.OPEN_FINDINGS
    if course.status is Status.SET_ASIDE:
        return  # two members said that nothing is alleged here
    if not facts.allegations:
        yield Hindrance.NOTHING_ALLEGED
    if need_an_inquiry(facts.allegations) and not course.was_inquired:
        yield Hindrance.NOT_INQUIRED


def _of_end(to: Status, facts: Facts) -> Iterator[Hindrance]:
    if to is Status.FEEDBACK_GIVEN and not facts.reporter_told:
        yield Hindrance.NOT_TOLD
    if to is Status.CLOSED and not facts.may_finish:
        yield Hindrance.UNFINISHED
    if to is Status.DISPOSED and not facts.may_be_disposed:
        yield Hindrance.KEPT
