"""A case as figures know it: days, codes and yes or no. Nothing that anybody wrote."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from casework.complaints.domain.clocks.running import CaseDays
from casework.complaints.domain.clocks.workdays import months_after
from casework.complaints.domain.outcomes import Action, Outcome
from casework.complaints.domain.protection import Plan
from casework.complaints.domain.taxonomy import INQUIRY, CategoryCode, Group, Scope
from crypto.names import PersonId


class Channel(StrEnum):
    """How a complaint came in. Others than the web are entered by a member."""

    WEB = "web"
    MAIL = "mail"
    EMAIL = "email"
    TELEPHONE = "telephone"
    IN_PERSON = "in person"
    HOTLINE = "hotline"
    AUDITOR = "auditor"
    COUNSEL = "counsel"
    REGULATOR = "regulator"


@dataclass(frozen=True, slots=True)
class CountedAllegation:
    category: CategoryCode
    group: Group
    scope: Scope
    outcome: Outcome | None = None
    actions: frozenset[Action] = field(default_factory=frozenset)

    @property
    def is_inquiry(self) -> bool:
        return self.category == INQUIRY or self.outcome is Outcome.INQUIRY

    @property
    def was_acted_on(self) -> bool:
        return bool(self.actions - {Action.NONE})


@dataclass(frozen=True, slots=True)
class Met:
    """A clock that ran: when it was due, and when it was met, if it was."""

    due: date
    done: date | None = None

    def was_late(self, today: date) -> bool:
        return (self.done or today) > self.due


@dataclass(frozen=True, slots=True)
class Counted:
    days: CaseDays
    channel: Channel = Channel.WEB
    allegations: tuple[CountedAllegation, ...] = ()
    anonymous: bool = True
    came_back: bool = False
    happened: date | None = None
    names_senior: bool = False
    reopened: bool = False
    left_out: frozenset[PersonId] = field(default_factory=frozenset, repr=False)
    is_test: bool = False
    is_merged: bool = False
    satisfaction: int | None = None
    first_contact: date | None = None
    clocks: tuple[Met, ...] = ()
    plans: tuple[Plan, ...] = ()

    @property
    def is_duplicate(self) -> bool:
        """A second report of one matter is a report, but not another one."""
        outcomes = {each.outcome for each in self.allegations}
        return self.is_merged or outcomes == {Outcome.DUPLICATE}

    @property
    def counts(self) -> bool:
        return not self.is_test and not self.is_duplicate

    @property
    def is_inquiry(self) -> bool:
        return bool(self.allegations) and all(each.is_inquiry for each in self.allegations)

    def has(self, category: CategoryCode) -> bool:
        return any(each.category == category for each in self.allegations)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to another, both counted."""

    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def rolling(today: date, months: int = 36) -> Period:
    """Return the last months up to today: in a small company a single year says nothing."""
    return Period(months_after(today, -months) + timedelta(days=1), today)


def received_in(cases: Iterable[Counted], period: Period) -> tuple[Counted, ...]:
    """Return the unique reports of a period, without the channel's own tests."""
    return tuple(case for case in cases if case.days.received in period and case.counts)


def closed_in(cases: Iterable[Counted], period: Period) -> tuple[Counted, ...]:
    return tuple(case for case in cases if case.days.closed in period and case.counts)
