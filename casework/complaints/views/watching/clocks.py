"""Running clocks in words: what is due, until when, what is counted, and by whose rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from casework.complaints.domain.case.nextstep import clocks_of
from casework.complaints.domain.clocks.legal import Event
from casework.complaints.domain.clocks.levels import Limit, Unit
from casework.complaints.domain.clocks.running import Clock, Light, Running
from casework.complaints.domain.clocks.sources import LAWS
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.wording import Lit, clock_in_words, lit
from config.questions.asked import asked
from config.words import in_words

EVENTS: Final[Mapping[Event, str]] = {
    Event.BOARD_HEARD_FROM_AUDITOR: asked("The auditor reported an illegal act to the board"),
    Event.AUDITOR_CHANGED: asked("The auditor resigned, was dismissed or was engaged"),
    Event.NON_RELIANCE: asked("Issued statements can no longer be relied on"),
    Event.RETALIATED: asked("Somebody acted against a person who spoke up"),
}
_SINCE: Final[Mapping[Clock, str]] = {
    Clock.ANSWER: asked("since the reporter wrote"),
    Clock.PLAN: asked("since it has a lead"),
    Clock.PROTECT: asked("since somebody may fear retaliation"),
    Clock.ACTION: asked("since it was put down"),
    Clock.CHECK_IN: asked("since the plan began"),
    Clock.TASK: asked("since it was set"),
    Clock.UPDATE: asked("since the last words to the reporter"),
    Clock.FINISH: asked("since two set it aside"),
    Clock.SECOND: asked("since somebody asked"),
    Clock.FEEDBACK_EU: asked("since the first reply, or day 7"),
}
_WARN: Final = frozenset({Light.SOON, Light.TODAY, Light.OVERDUE})


@dataclass(frozen=True, slots=True)
class Due:
    what: str
    counts: str
    source: str
    light: Lit


def due_in(file: CaseFile, today: date) -> tuple[Due, ...]:
    if file.inside is None:
        return ()
    return tuple(_due(each, today) for each in clocks_of(file.card, file.inside, file.rules))


def pressing_law(file: CaseFile, today: date) -> list[str]:
    """Return what the law has due soon: every page of the case says it."""
    clocks = clocks_of(file.card, file.inside, file.rules) if file.inside else ()
    near = [each for each in clocks if each.clock in LAWS and each.light(today) in _WARN]
    return [f"{clock_in_words(each.clock, each.due, today)}. {LAWS[each.clock]}." for each in near]


def _due(clock: Running, today: date) -> Due:
    law = LAWS.get(clock.clock)
    return Due(
        clock_in_words(clock.clock, clock.due, today),
        str(_("%(limit)s %(since)s", limit=_limit(clock.limit), since=_since(clock))),
        law or str(_("The committee’s own promise")),
        lit(clock.light(today)),
    )


def _since(clock: Running) -> str:
    day = in_words(clock.since)
    if clock.clock in _SINCE:
        return str(_("%(what)s, %(day)s", what=_(_SINCE[clock.clock]), day=day))
    if clock.clock in LAWS and clock.clock is not Clock.ACKNOWLEDGE_EU:
        return str(_("from %(day)s", day=day))
    return str(_("since it came in, %(day)s", day=day))


def _limit(limit: Limit) -> str:
    count = limit.count
    said = {
        Unit.DAYS: ngettext("One day", "%(num)d days", count),
        Unit.WORKING_DAYS: ngettext("One working day", "%(num)d working days", count),
        Unit.MONTHS: ngettext("One month", "%(num)d months", count),
    }
    return str(said[limit.unit])
