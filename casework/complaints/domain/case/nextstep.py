"""Who is to do something next in a case, and by when: the two things that a queue needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casework.complaints.domain.case.casefile import NO_CLOCK, Card, Clock, Standing
from casework.complaints.domain.clocks.levels import ServiceLevels
from casework.complaints.domain.clocks.workdays import Workdays
from casework.complaints.domain.status import FINISHED, Status

ANSWER_WORKDAYS: Final = 2
UPDATE_DAYS: Final = 30
_PROMISED: Final = ServiceLevels()
_UNDECIDED: Final = frozenset({Status.RECEIVED, Status.ACKNOWLEDGED, Status.TRIAGE})
_DONE: Final = FINISHED | {Status.SET_ASIDE, Status.MERGED}


@dataclass(frozen=True, slots=True)
class Next:
    standing: Standing
    due: date
    clock: Clock


def next_step(card: Card, wrote: date | None, come_back: date | None) -> Next:
    """`wrote` is the day of the reporter's unanswered words, `come_back` what we promised."""
    if card.status in _DONE:
        return Next(Standing.FINISHED, NO_CLOCK, Clock.NONE)
    clocks = dict(_clocks(card, wrote, come_back))
    clock = min(clocks, key=lambda each: clocks[each])
    return Next(_standing(card), clocks[clock], clock)


def _standing(card: Card) -> Standing:
    if card.status in _UNDECIDED:
        return Standing.NEW
    waits = card.status is Status.AWAITING_REPORTER and not card.has_news
    return Standing.REPORTER if waits else Standing.US


def _clocks(card: Card, wrote: date | None, come_back: date | None) -> Mapping[Clock, date]:
    found: dict[Clock, date] = {}
    if card.status in _UNDECIDED:
        found[Clock.TRIAGE] = _PROMISED.triage_of(card.level).after(card.received, Workdays())
    else:
        found[Clock.UPDATE] = come_back or card.received + timedelta(days=UPDATE_DAYS)
    if card.has_news and wrote is not None:
        found[Clock.ANSWER] = Workdays().after(wrote, ANSWER_WORKDAYS)
    return found
