"""How fast the committee promises to be. These are ours, so counsel may edit them as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from casework.complaints.domain.clocks.workdays import Workdays, months_after
from casework.complaints.domain.severity import Level


class Unit(StrEnum):
    """What a clock counts. A screen says it, so that nobody takes 5 working days for 5 days."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Limit:
    count: int
    unit: Unit = Unit.DAYS

    def after(self, start: date, workdays: Workdays) -> date:
        if self.unit is Unit.WORKING_DAYS:
            return workdays.after(start, self.count)
        if self.unit is Unit.MONTHS:
            return months_after(start, self.count)
        return start + timedelta(days=self.count)

    def left(self, today: date, due: date, workdays: Workdays) -> int:
        """Return how much is left, in working days where it counts those; late is less than 0."""
        if self.unit is not Unit.WORKING_DAYS:
            return (due - today).days
        if today <= due:
            return workdays.between(today, due)
        return -max(1, workdays.between(due, today))


def _usual_triage() -> Mapping[Level, Limit]:
    return MappingProxyType(
        {
            # Only days are known here, so 24 hours are the next day, weekend or not.
            Level.CRITICAL: Limit(1),
            Level.HIGH: Limit(2, Unit.WORKING_DAYS),
            Level.MEDIUM: Limit(3, Unit.WORKING_DAYS),
            Level.LOW: Limit(5, Unit.WORKING_DAYS),
        }
    )


@dataclass(frozen=True, slots=True)
class ServiceLevels:
    acknowledge: Limit = Limit(2, Unit.WORKING_DAYS)
    triage: Mapping[Level, Limit] = field(default_factory=_usual_triage)
    plan: Limit = Limit(10, Unit.WORKING_DAYS)
    update: Limit = Limit(30)
    special_meeting: Limit = Limit(5)
    finish: Limit = Limit(10, Unit.WORKING_DAYS)
    """How long what two set aside may wait until its time of keeping begins."""
    target_days: int = 45
    """How old half of all cases may be when they are closed."""
    ageing: tuple[int, int, int] = (60, 90, 120)

    def triage_of(self, level: Level | None) -> Limit:
        """Before anybody judged how serious it is, a case is taken for a serious one."""
        return self.triage[level or Level.HIGH]


class Age(StrEnum):
    """How old an open case is, in four bands."""

    YOUNG = "young"
    AGEING = "ageing"
    OLD = "old"
    VERY_OLD = "very old"


def age_of(received: date, today: date, levels: ServiceLevels) -> Age:
    days = (today - received).days
    return _BANDS[sum(days >= each for each in levels.ageing)]


_BANDS: Final = tuple(Age)
