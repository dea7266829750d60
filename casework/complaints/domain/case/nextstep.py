"""Who is to do something next in a case, and by when: the two things that a queue needs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from casework.complaints.domain.case.casefile import NO_CLOCK, Card, Inside, Standing
from casework.complaints.domain.case.tasks import Tasks
from casework.complaints.domain.case.watched import Watched
from casework.complaints.domain.clocks.casedays import OVER, days_of
from casework.complaints.domain.clocks.running import Clock, Rules, Running, Timed, running
from casework.complaints.domain.status import Status
from casework.complaints.domain.taxonomy import scope_of_case

_UNDECIDED: Final = frozenset({Status.RECEIVED, Status.ACKNOWLEDGED, Status.TRIAGE})
# A case that goes on in another keeps its tasks; where it ends, two members let them go.
_NOBODY_WORKS: Final = OVER - {Status.MERGED}
# What the law gives the reporter until a day is shown, and is nobody's task here. A task that is
# late stands on its owner's first page; it must not hide that the reporter waits for an answer.
_NOT_OF_THE_CASE: Final = frozenset({Clock.LOOK_BACK, Clock.RETALIATION, Clock.TASK})


@dataclass(frozen=True, slots=True)
class Next:
    standing: Standing
    due: date
    clock: Clock


def next_step(card: Card, clocks: Iterable[Running]) -> Next:
    """Take the clock that runs out first, among those which somebody here must meet."""
    ours = next((each for each in clocks if each.clock not in _NOT_OF_THE_CASE), None)
    if ours is None:
        return Next(_standing(card), NO_CLOCK, Clock.NONE)
    return Next(_standing(card), ours.due, ours.clock)


def clocks_of(card: Card, inside: Inside, rules: Rules) -> tuple[Running, ...]:
    return running(_timed(card, inside), rules)


def _timed(card: Card, inside: Inside) -> Timed:
    ending, way = inside.ending, days_of(inside.course, card.received)
    days = replace(
        way,
        acknowledged=inside.watched.first_word,
        last_word=inside.watched.last_word,
        meeting_considered=card.received if ending.get("special") else None,
    )
    return Timed(
        days,
        scope_of_case(each.scope for each in inside.allegations),
        inside.level,
        can_be_reached=not ending.get("unreachable"),
        unanswered=inside.unanswered if card.has_news else None,
        promised=inside.promised,
        feared=inside.watched.feared,
        planned=min((e.put_down for e in inside.watched.proposed if e.waits), default=None),
        check_in=_check_in(inside.watched),
        task=_task(tasks_to_do(card, inside)),
        set_aside=way.closed if card.status is Status.SET_ASIDE else None,
        asked=card.asked_second,
        events={event: each.on for event, each in inside.watched.events.items() if not each.done},
    )


def tasks_to_do(card: Card, inside: Inside) -> Tasks:
    """Return the tasks that ask for somebody: none, once nobody works on the case any more."""
    return Tasks() if card.status in _NOBODY_WORKS else inside.watched.tasks


def _task(tasks: Tasks) -> tuple[date, date] | None:
    first = tasks.next
    return None if first is None else (first.since, first.due)


def _check_in(watched: Watched) -> tuple[date, int] | None:
    plan = watched.protection.next_plan
    if plan is None or plan.next_day is None:
        return None
    return plan.starts, plan.next_day


def _standing(card: Card) -> Standing:
    """Words that come after the end open the question again: somebody must read them."""
    if card.status in OVER:
        return Standing.US if card.has_news else Standing.FINISHED
    if card.status in _UNDECIDED:
        return Standing.NEW
    waits = card.status is Status.AWAITING_REPORTER and not card.has_news
    return Standing.REPORTER if waits else Standing.US
