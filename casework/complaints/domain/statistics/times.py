"""How long things take. A mean hides the one case that nobody touched; a median stands beside."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from statistics import median
from typing import Final

from casework.complaints.domain.clocks.levels import Age, ServiceLevels, age_of
from casework.complaints.domain.statistics.cases import Counted, Met, Period, closed_in
from casework.complaints.domain.statistics.counting import ShareOrNot, share, share_of


class Stage(StrEnum):
    """What is timed from the day on which a report came in."""

    ACKNOWLEDGE = "acknowledge"
    TRIAGE = "triage"
    FIRST_CONTACT = "first contact"
    PLAN = "plan"
    DECIDE = "decide"
    CLOSE = "close"


_REACHED: Final[dict[Stage, Callable[[Counted], date | None]]] = {
    Stage.ACKNOWLEDGE: lambda case: case.days.acknowledged,
    Stage.TRIAGE: lambda case: case.days.triaged,
    Stage.FIRST_CONTACT: lambda case: case.first_contact,
    Stage.PLAN: lambda case: case.days.planned,
    Stage.DECIDE: lambda case: case.days.decided,
    Stage.CLOSE: lambda case: case.days.closed,
}


_TEN_DAYS, _SIXTY_DAYS = 10, 60


class Lag(StrEnum):
    """How long somebody waited before they told."""

    WITHIN_9 = "within 9 days"
    WITHIN_59 = "10 to 59 days"
    LATER = "60 days or more"


@dataclass(frozen=True, slots=True)
class Took:
    """How long something took in so many cases, in days."""

    cases: int
    mean: Fraction
    median: Fraction


def time_to(stage: Stage, cases: Iterable[Counted]) -> Took | None:
    """Return the days from receipt to a stage, of the cases that reached it."""
    reached = _REACHED[stage]
    return _took((end - case.days.received).days for case in cases if (end := reached(case)))


def closure_time(cases: Iterable[Counted], period: Period) -> Took | None:
    """Return the days from receipt to close, of what was closed in the period."""
    return time_to(Stage.CLOSE, closed_in(cases, period))


def reporting_lag(cases: Iterable[Counted]) -> Took | None:
    return _took(_lags(cases))


def lags(cases: Iterable[Counted]) -> Counter[Lag]:
    return Counter(_lag(days) for days in _lags(cases))


def share_of_lag(found: Counter[Lag], lag: Lag) -> ShareOrNot:
    return share(found[lag], found.total())


def ages(cases: Iterable[Counted], today: date, levels: ServiceLevels) -> Counter[Age]:
    """Count the open cases of each age."""
    still_open = (case for case in cases if case.days.closed is None and case.counts)
    return Counter(age_of(case.days.received, today, levels) for case in still_open)


def overdue_share(clocks: Iterable[Met], today: date) -> ShareOrNot:
    return share_of(each.was_late(today) for each in clocks)


def _took(days: Iterable[int]) -> Took | None:
    found = tuple(days)
    if not found:
        return None
    return Took(len(found), Fraction(sum(found), len(found)), Fraction(median(found)))


def _lags(cases: Iterable[Counted]) -> Iterable[int]:
    return ((case.days.received - case.happened).days for case in cases if case.happened)


def _lag(days: int) -> Lag:
    if days < _TEN_DAYS:
        return Lag.WITHIN_9
    return Lag.WITHIN_59 if days < _SIXTY_DAYS else Lag.LATER
