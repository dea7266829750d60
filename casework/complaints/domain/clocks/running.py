"""Which clocks of a case are running, in the order in which they run out.

No clock stops while a case is on hold: neither the law nor a reporter waits for our reasons.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from casework.complaints.domain.clocks.legal import LEGAL, Event
from casework.complaints.domain.clocks.levels import Limit, ServiceLevels
from casework.complaints.domain.clocks.workdays import Workdays
from casework.complaints.domain.european import EuropeanClocks
from casework.complaints.domain.severity import Level
from casework.complaints.domain.taxonomy import Scope

_LAST_DAYS: Final = timedelta(days=2)
_UPDATE_IN_SIGHT: Final = timedelta(days=5)


class Clock(StrEnum):
    """In the order in which they are named where several run out on one day."""

    TRIAGE = "triage"
    ANSWER = "answer"
    PROTECT = "protect"
    ACTION = "planned action"
    ACKNOWLEDGE = "acknowledge"
    ACKNOWLEDGE_EU = "acknowledge, eu"
    SPECIAL_MEETING = "special meeting"
    PLAN = "plan"
    UPDATE = "update"
    CHECK_IN = "check-in"
    TASK = "task"
    FINISH = "finish"  # what was set aside
    SECOND = "second word"  # about what is over
    FEEDBACK_EU = "feedback, eu"
    LOOK_BACK = "look-back"
    ILLEGAL_ACT = "illegal act"
    AUDITOR_CHANGED = "auditor changed"
    NON_RELIANCE = "non-reliance"
    RETALIATION = "retaliation"
    NONE = "none"


class Light(StrEnum):
    IN_TIME = "in time"
    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class CaseDays:
    """The days in the life of a case. All that clocks need, and all that is in clear for them."""

    received: date
    reopened: date | None = None
    acknowledged: date | None = None
    triaged: date | None = None
    assigned: date | None = None
    planned: date | None = None
    passed_on: date | None = None  # and not back: what somebody else looks into, they plan
    decided: date | None = None
    last_word: date | None = None  # to the reporter
    feedback: date | None = None
    meeting_considered: date | None = None
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """What else decides which clocks run."""

    days: CaseDays
    scope: Scope = Scope.OPEN
    level: Level | None = None
    can_be_reached: bool = True
    unanswered: date | None = None  # since when words of the reporter wait
    promised: date | None = None  # what the reporter was told
    feared: date | None = None  # since when somebody may fear retaliation
    planned: date | None = None  # since when something planned waits for a word
    check_in: tuple[date, int] | None = None  # the first day of a plan, and which day comes next
    task: tuple[date, date] | None = None  # since when, and until when, of what is due next
    set_aside: date | None = None  # by two, and nobody has finished it
    asked: date | None = None  # since when something about what is over waits for a second word
    events: Mapping[Event, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """The committee's own promises, its calendar, and European law if it applies."""

    levels: ServiceLevels = field(default_factory=ServiceLevels)
    workdays: Workdays = field(default_factory=Workdays)
    europe: EuropeanClocks | None = None


@dataclass(frozen=True, slots=True)
class Ticking:
    """A clock as a list needs it: from when it is near, and by whose rule a name alone says."""

    clock: Clock
    since: date
    near: date
    due: date


@dataclass(frozen=True, slots=True)
class Running:
    clock: Clock
    limit: Limit
    due: date
    warns: tuple[date, ...]
    since: date

    def light(self, today: date) -> Light:
        warned = any(today >= each for each in self.warns)
        light = light_of(self.due, today)
        return Light.SOON if warned and light is Light.IN_TIME else light

    @property
    def ticking(self) -> Ticking:
        near = min((*self.warns, self.due - _LAST_DAYS))
        return Ticking(self.clock, self.since, near, self.due)


def light_of(due: date, today: date) -> Light:
    if today > due:
        return Light.OVERDUE
    if today == due:
        return Light.TODAY
    return Light.SOON if due - today <= _LAST_DAYS else Light.IN_TIME


def running(case: Timed, rules: Rules) -> tuple[Running, ...]:
    """Return every clock that runs, the next to run out first."""
    clocks = (
        *_until_triage(case, rules),
        *_until_plan(case, rules),
        *_of_reporter(case, rules),
        *_of_words(case, rules),
        *_of_protection(case, rules),
        *_of_tasks(case, rules),
        *_of_the_end(case, rules),
        *_of_law(case, rules),
    )
    if case.days.closed:
        clocks = tuple(each for each in clocks if each.clock in _OUTLIVE_THE_CASE)
    return tuple(sorted(clocks, key=lambda each: (each.due, _ORDER.index(each.clock))))


_ORDER: Final = tuple(Clock)
_OUTLIVE_THE_CASE: Final = frozenset(
    {
        Clock.RETALIATION,
        Clock.ILLEGAL_ACT,
        Clock.NON_RELIANCE,
        Clock.AUDITOR_CHANGED,
        Clock.PROTECT,
        Clock.ACTION,
        Clock.CHECK_IN,
        Clock.TASK,  # of a case that goes on in another; nobody works on the others
        Clock.FINISH,
        Clock.SECOND,
        Clock.ANSWER,  # whoever writes to a closed case is answered like anybody
    }
)
_OF_EVENT: Final[Mapping[Event, Clock]] = {
    Event.RECEIVED_IN_SCOPE: Clock.LOOK_BACK,
    Event.BOARD_HEARD_FROM_AUDITOR: Clock.ILLEGAL_ACT,
    Event.AUDITOR_CHANGED: Clock.AUDITOR_CHANGED,
    Event.NON_RELIANCE: Clock.NON_RELIANCE,
    Event.RETALIATED: Clock.RETALIATION,
}


def _until_triage(case: Timed, rules: Rules) -> Iterator[Running]:
    days, levels = case.days, rules.levels
    if days.triaged is None:
        since = days.reopened or days.received
        yield _clock(Clock.TRIAGE, levels.triage_of(case.level), since, rules)
    considered = days.meeting_considered is not None
    if case.level is Level.CRITICAL and not considered:
        yield _clock(Clock.SPECIAL_MEETING, levels.special_meeting, days.received, rules)


def _until_plan(case: Timed, rules: Rules) -> Iterator[Running]:
    days = case.days
    if days.assigned is not None and not (days.planned or days.passed_on or days.decided):
        yield _clock(Clock.PLAN, rules.levels.plan, days.assigned, rules)


def _of_reporter(case: Timed, rules: Rules) -> Iterator[Running]:
    if not case.can_be_reached:
        return
    days = case.days
    if days.acknowledged is None:
        yield _clock(Clock.ACKNOWLEDGE, rules.levels.acknowledge, days.received, rules)
    since = days.last_word or days.received
    due = case.promised or rules.levels.update.after(since, rules.workdays)
    yield Running(Clock.UPDATE, rules.levels.update, due, (due - _UPDATE_IN_SIGHT,), since)
    if rules.europe:
        yield from _of_europe(days, rules.europe)


def _of_words(case: Timed, rules: Rules) -> Iterator[Running]:
    if case.unanswered:
        yield _clock(Clock.ANSWER, rules.levels.acknowledge, case.unanswered, rules)


def _of_protection(case: Timed, rules: Rules) -> Iterator[Running]:
    if case.feared:
        yield _clock(Clock.PROTECT, rules.levels.acknowledge, case.feared, rules)
    if case.planned:
        yield _clock(Clock.ACTION, rules.levels.acknowledge, case.planned, rules)
    if case.check_in:
        starts, days = case.check_in
        yield _clock(Clock.CHECK_IN, Limit(days), starts, rules)


def _of_tasks(case: Timed, rules: Rules) -> Iterator[Running]:
    if case.task:
        since, due = case.task
        yield _clock(Clock.TASK, Limit((due - since).days), since, rules)


def _of_the_end(case: Timed, rules: Rules) -> Iterator[Running]:
    """What was set aside is kept for ever, as long as nobody finishes it."""
    if case.set_aside:
        yield _clock(Clock.FINISH, rules.levels.finish, case.set_aside, rules)
    if case.asked and case.days.closed:
        yield _clock(Clock.SECOND, rules.levels.acknowledge, case.asked, rules)


def _of_europe(days: CaseDays, europe: EuropeanClocks) -> Iterator[Running]:
    if days.acknowledged is None:
        due = europe.acknowledge_by(days.received)
        warns = (europe.acknowledge_warning(days.received),)
        yield Running(Clock.ACKNOWLEDGE_EU, europe.acknowledge, due, warns, days.received)
    if days.feedback is None:
        start = europe.feedback_from(days.received, days.acknowledged)
        warns = (europe.feedback_warning(start),)
        due = europe.feedback_by(start)
        yield Running(Clock.FEEDBACK_EU, europe.feedback, due, warns, start)


def _of_law(case: Timed, rules: Rules) -> Iterator[Running]:
    events = dict(case.events)
    # What nobody has sorted yet may be in scope, and the law's clock runs from the first day.
    if case.scope in {Scope.IN, Scope.OPEN} and case.days.decided is None:
        events[Event.RECEIVED_IN_SCOPE] = case.days.received
    for event, day in events.items():
        legal = LEGAL[event]
        due = legal.due(day, rules.workdays)
        yield Running(_OF_EVENT[event], legal.limit, due, legal.warnings(day), day)


def _clock(clock: Clock, limit: Limit, start: date, rules: Rules) -> Running:
    return Running(clock, limit, limit.after(start, rules.workdays), (), start)
