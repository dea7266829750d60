"""Whoever spoke up, or may be thought to have, is looked after for a year.

Retaliation is rarely announced: it comes as a rating, a shift, a door that closes. So somebody
free of the matter asks on fixed days, and looks at what is planned for these people first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NewType, Self

from casework.complaints.domain.outcomes import Allegation, AllegationId
from casework.complaints.domain.taxonomy import RETALIATION, Scope, scope_of_case
from crypto.names import PersonId

ProtectedId = NewType("ProtectedId", str)

CHECK_IN_DAYS: Final = (30, 60, 90, 180, 365)


class Role(StrEnum):
    REPORTER = "reporter"
    THOUGHT_REPORTER = "thought to be the reporter"
    WITNESS = "witness"


class Way(StrEnum):
    """How they are asked. An anonymous reporter is asked in the mailbox, and nowhere else."""

    MAILBOX = "mailbox"
    IN_PERSON = "in person"


class Signal(StrEnum):
    TERMINATION = "termination"
    DEMOTION = "demotion"
    PAY = "pay"
    RATING_DROP = "rating drop"
    TRANSFER = "transfer"
    SCHEDULE = "schedule"
    EXCLUSION = "exclusion"
    DISCIPLINE = "discipline"
    INVESTIGATED = "investigation of the reporter"
    OUTING = "outing attempt"


class Told(StrEnum):
    """What a person hears at a check-in about their own rights, in neutral words."""

    OSHA_DEADLINE = "osha deadline"
    MAY_GO_TO_SEC = "may go to the sec at any time"


class Answer(StrEnum):
    WELL = "well"
    SIGNALS = "signals"
    NO_ANSWER = "no answer"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What came of one of the days. Nobody answering is an answer to be kept, too."""

    on: date
    answer: Answer
    signals: frozenset[Signal] = field(default_factory=frozenset)
    by: PersonId | None = None
    said: str = field(default="", repr=False)
    told: frozenset[Told] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is looked after, since when, by whom, and what came of it so far."""

    person: ProtectedId
    role: Role
    way: Way
    starts: date
    watcher: PersonId
    done: Mapping[int, CheckIn] = field(default_factory=dict)

    def due_on(self, day: int) -> date:
        return self.starts + timedelta(days=day)

    @property
    def next_day(self) -> int | None:
        return next((day for day in CHECK_IN_DAYS if day not in self.done), None)

    @property
    def next_due(self) -> date | None:
        return None if self.next_day is None else self.due_on(self.next_day)

    def due(self, today: date) -> tuple[int, ...]:
        """Return the days that came and were not used."""
        days = (day for day in CHECK_IN_DAYS if day not in self.done)
        return tuple(day for day in days if self.due_on(day) <= today)

    def checked_in(self, day: int, came_of_it: CheckIn) -> Self:
        if day not in CHECK_IN_DAYS or day in self.done:
            raise NoSuchCheckInError(f"{day} is no check-in that is still to be done")
        return replace(self, done={**self.done, day: came_of_it})

    @property
    def signals(self) -> frozenset[Signal]:
        """Return all that somebody must look at."""
        return frozenset().union(*(each.signals for each in self.done.values()))


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is done so that nobody is harmed for having spoken."""

    on: date
    by: PersonId
    what: str = field(repr=False)


class NoSuchCheckInError(ValueError):
    """A check-in that the plan does not have, or that was done before."""


@dataclass(frozen=True, slots=True)
class Incident:
    """Somebody tried to find out who an anonymous reporter is. It is never let pass."""

    on: date
    handled: date | None = None
    what: str = field(default="", repr=False)


class Uncovered(StrEnum):
    """What keeps a plan from protecting anybody."""

    NO_PLAN_FOR_REPORTER = "no plan for the reporter"
    WATCHER_NOT_FREE = "the watcher is not free of the matter"
    CHECK_IN_OVERDUE = "a check-in is overdue"
    UNREVIEWED_SIGNAL = "a signal was not reviewed"
    OUTING_NOT_LOGGED = "an outing attempt stands in no incident"
    INCIDENT_OPEN = "an incident is not handled"
    FEAR_OPEN = "nobody has decided about a fear"
    ACTION_WAITS = "nobody free has looked at something planned"


@dataclass(frozen=True, slots=True)
class Protection:
    plans: tuple[Plan, ...] = ()
    reviewed: frozenset[Signal] = field(default_factory=frozenset)
    incidents: tuple[Incident, ...] = ()
    measures: tuple[Measure, ...] = ()
    needs_plan: bool = True  # the reporter; until somebody says why none is needed

    def gaps(self, kept_away: frozenset[PersonId], today: date) -> frozenset[Uncovered]:
        return frozenset(
            (*_gaps(self, kept_away, today), *_gaps_of_signals(self), *_gaps_of_incidents(self))
        )

    @property
    def signals(self) -> frozenset[Signal]:
        return frozenset().union(*(each.signals for each in self.plans))

    def plan_of(self, person: ProtectedId) -> Plan | None:
        return next((each for each in self.plans if each.person == person), None)

    def with_plan(self, plan: Plan) -> Self:
        """Return it with this plan, in the place of the one for the same person."""
        others = (each for each in self.plans if each.person != plan.person)
        return replace(self, plans=(*others, plan))

    @property
    def next_plan(self) -> Plan | None:
        """Return the plan whose next day comes first."""
        waiting = [each for each in self.plans if each.next_due]
        return min(waiting, key=lambda each: each.next_due or date.max, default=None)


def first_report_was_in(parent: Iterable[Allegation]) -> bool | None:
    """Return what decides whose a retaliation is: nobody knows while nobody sorted the first."""
    scope = scope_of_case(each.scope for each in parent if each.category != RETALIATION)
    return None if scope is Scope.OPEN else scope is Scope.IN


def fed_back(parent: Iterable[Allegation], claim: AllegationId) -> Allegation:
    """Return a claim of retaliation as one more allegation of the case that it follows."""
    known = first_report_was_in(parent)
    scope = Scope.OPEN if known is None else Scope.IN if known else Scope.OUT
    return Allegation(claim, RETALIATION, scope)


def _gaps(
    protection: Protection, kept_away: frozenset[PersonId], today: date
) -> Iterator[Uncovered]:
    plans = protection.plans
    reporters = [each for each in plans if each.role is Role.REPORTER]
    if protection.needs_plan and not reporters:
        yield Uncovered.NO_PLAN_FOR_REPORTER
    if any(each.watcher in kept_away for each in plans):
        yield Uncovered.WATCHER_NOT_FREE
    if any(each.due(today) for each in plans):
        yield Uncovered.CHECK_IN_OVERDUE


def _gaps_of_signals(protection: Protection) -> Iterator[Uncovered]:
    if not protection.signals <= protection.reviewed:
        yield Uncovered.UNREVIEWED_SIGNAL
    if Signal.OUTING in protection.signals and not protection.incidents:
        yield Uncovered.OUTING_NOT_LOGGED


def _gaps_of_incidents(protection: Protection) -> Iterator[Uncovered]:
    if any(each.handled is None for each in protection.incidents):
        yield Uncovered.INCIDENT_OPEN
