"""Which clocks of a case are near, and what is said of them to whoever is to act, or to nobody.

A clock is the lead's. But a lead travels and falls ill, and a reporter waits all the same: what is
late, and a silence that grows, is told to everybody who reads the case.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from casework.complaints.domain.case.casefile import NO_CLOCK, Card
from casework.complaints.domain.clocks.casedays import OVER
from casework.complaints.domain.clocks.legal import LEGAL, Event
from casework.complaints.domain.clocks.running import Clock, Ticking
from casework.complaints.domain.clocks.sources import EUROPEAN, LAWS
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.queue import Seen
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.heading import (
    CONVERSATION,
    DUE,
    FINISH,
    KEPT,
    OVERVIEW,
    PROTECTION,
    TASKS,
    TRIAGE,
)
from casework.complaints.views.parts.wording import clock_in_words
from casework.desk import desk
from config.questions.asked import asked
from config.words import in_words
from crypto.names import PersonId

_PLACES: Final[Mapping[Clock, str]] = {
    Clock.TRIAGE: TRIAGE,
    Clock.PROTECT: PROTECTION,
    Clock.CHECK_IN: PROTECTION,
    Clock.ACTION: PROTECTION,
    Clock.TASK: TASKS,
    Clock.FINISH: FINISH,
    Clock.SECOND: KEPT,
    **dict.fromkeys(
        (Clock.UPDATE, Clock.ANSWER, Clock.ACKNOWLEDGE, Clock.ACKNOWLEDGE_EU, Clock.FEEDBACK_EU),
        CONVERSATION,
    ),
}
_WRITE: Final = (asked("Write to the reporter of “%(name)s”"), asked("Write"))
_LOOK: Final = (asked("Look at what is due in “%(name)s”"), asked("Look"))
_SAYS: Final[Mapping[Clock, tuple[str, str]]] = {
    Clock.PROTECT: (asked("Decide who is protected in “%(name)s”"), asked("Decide")),
    Clock.PLAN: (asked("Plan how “%(name)s” is looked into"), asked("Plan")),
    Clock.SPECIAL_MEETING: (
        asked("Consider a special meeting about “%(name)s”"),
        asked("Consider it"),
    ),
    Clock.FINISH: (
        asked("Finish “%(name)s”, which was set aside: its time of keeping begins then"),
        asked("Finish"),
    ),
    Clock.ACTION: (
        asked("See who judges what is planned against somebody in “%(name)s”"),
        asked("Look"),
    ),
    **dict.fromkeys((Clock.UPDATE, Clock.ANSWER, Clock.ACKNOWLEDGE), _WRITE),
    Clock.ACKNOWLEDGE_EU: (
        asked("Write a first reply in “%(name)s”: the law gives 7 days"),
        asked("Write"),
    ),
    Clock.FEEDBACK_EU: (
        asked("Tell the reporter of “%(name)s” what came of it: the law gives 3 months"),
        asked("Write"),
    ),
    Clock.LOOK_BACK: (
        asked("Go on with “%(name)s”: at 120 days its reporter loses the earlier date at the SEC"),
        asked("Look"),
    ),
    Clock.ILLEGAL_ACT: (
        asked("Tell the SEC what the auditor reported to the board, in “%(name)s”"),
        asked("Look"),
    ),
    Clock.AUDITOR_CHANGED: (asked("File Form 8-K on the auditor, in “%(name)s”"), asked("Look")),
    Clock.NON_RELIANCE: (asked("File Form 8-K on the statements, in “%(name)s”"), asked("Look")),
}
# What the law gives the reporter until a day: told while there is time, and nobody's fault after.
_THEIRS: Final = frozenset({Clock.LOOK_BACK, Clock.RETALIATION})


@dataclass(frozen=True, slots=True)
class Watched:
    """A clock that runs and that whoever looks is not asked about, with the way to act on it."""

    what: str
    when: str
    button: str
    href: str


def ticking_in(seen: Seen) -> tuple[Ticking, ...]:
    """Return the clocks of a case. A card of before they were on it knows the first alone."""
    card, due = seen.card, seen.line.due
    if card.clocks or due == NO_CLOCK:
        # What was written while European rules were on is not shown once they are off.
        is_european = procedure_of(desk()).europe.is_on
        return tuple(e for e in card.clocks if is_european or e.clock not in EUROPEAN)
    return (Ticking(card.clock, card.received, due, due),)


def presses(each: Ticking, today: date) -> bool:
    """Say whether a day of the law cannot wait: its last warning has come, or the day itself."""
    if each.clock is Clock.LOOK_BACK:
        return today >= LEGAL[Event.RECEIVED_IN_SCOPE].warnings(each.since)[-1]
    return today >= each.due


def is_near(each: Ticking, today: date) -> bool:
    if each.clock is Clock.RETALIATION:
        return False
    return each.near <= today and (today <= each.due or each.clock not in _THEIRS)


def asks_for(card: Card, clock: Clock) -> tuple[str, str, str]:
    """Return what a clock asks for, the button that leads there, and the place."""
    what, button = _SAYS.get(clock, _LOOK)
    return str(_(what, name=card.name)), str(_(button)), _PLACES.get(clock, DUE)


def watched_in(found: Iterable[Seen], me: PersonId, today: date) -> Iterator[Watched]:
    """Yield what is late, or long silent, in cases that somebody else leads."""
    for seen in found:
        if seen.card.lead in {None, me} or me in seen.card.guests:
            continue
        places: dict[str, Watched] = {}
        for each in _unattended(seen, today):
            places.setdefault(each.href, each)
        yield from places.values()


def _unattended(seen: Seen, today: date) -> Iterator[Watched]:
    card = seen.card
    for each in ticking_in(seen):
        _what, button, place = asks_for(card, each.clock)
        href = address(seen.line.id, place)
        if each.clock is Clock.UPDATE and is_near(each, today):
            what = ngettext(
                "“%(name)s” has had no update for %(num)d day",
                "“%(name)s” has had no update for %(num)d days",
                (today - each.since).days,
                name=card.name,
            )
            yield Watched(what, _until(each, today), _("Write update"), href)
        elif each.due < today and each.clock not in _THEIRS:
            yield Watched(_("“%(name)s” waits", name=card.name), _until(each, today), button, href)


def _until(each: Ticking, today: date) -> str:
    return f"{clock_in_words(each.clock, each.due, today)}."


def waiting_on_others(found: Iterable[Seen], me: PersonId) -> Iterator[tuple[str, str]]:
    """Yield what this person began and somebody else has to go on with, and where that stands."""
    for seen in found:
        card, name = seen.card, seen.card.name
        if card.drafted_by == me:
            what = _("Your words to the reporter of “%(name)s” wait for a second reader", name=name)
            yield what, address(seen.line.id, CONVERSATION)
        if card.set_aside_by == me and not card.is_set_aside:
            what = _("Whether “%(name)s” is a report at all waits for a second member", name=name)
            yield what, address(seen.line.id, TRIAGE)
        if me in {card.lead, card.second} and card.unsaid - {me} and card.status not in OVER:
            what = _("“%(name)s” waits until somebody says whether they are free", name=name)
            yield what, address(seen.line.id, OVERVIEW)


def next_date(found: Sequence[Seen], me: PersonId, today: date) -> str:
    """Return what comes next of that which this person is asked for, when nothing is due now."""
    mine = (seen for seen in found if seen.card.lead in {None, me} and me not in seen.card.guests)
    coming = [
        (each.due, seen.card.name)
        for seen in mine
        for each in ticking_in(seen)
        if each.due >= today and each.clock not in LAWS
    ]
    if not coming:
        return ""
    due, name = min(coming)
    return str(_("Next date: %(day)s, “%(name)s”.", day=in_words(due), name=name))
