"""The clocks of the law, each with its source. Nobody here sets them, so they are no settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from casework.complaints.domain.clocks.levels import Limit, Unit
from casework.complaints.domain.clocks.workdays import Workdays


class Event(StrEnum):
    """A day on which a clock of the law begins to run."""

    RECEIVED_IN_SCOPE = "received, in scope"
    BOARD_HEARD_FROM_AUDITOR = "the auditor reported an illegal act to the board"
    AUDITOR_CHANGED = "the auditor resigned, was dismissed or engaged"
    NON_RELIANCE = "issued statements can no longer be relied on"
    RETALIATED = "an act of retaliation"


@dataclass(frozen=True, slots=True)
class LegalClock:
    limit: Limit
    source: str
    warns_on_days: tuple[int, ...] = ()

    def due(self, event: date, workdays: Workdays) -> date:
        return self.limit.after(event, workdays)

    def warnings(self, event: date) -> tuple[date, ...]:
        return tuple(event + timedelta(days=each) for each in self.warns_on_days)


_OSHA: Final = Limit(180)
_AT_ONCE: Final = (0,)
LEGAL: Final[Mapping[Event, LegalClock]] = {
    # A person who reports inside and within 120 days to the SEC keeps the earlier date.
    Event.RECEIVED_IN_SCOPE: LegalClock(Limit(120), "Rule 21F-4(b)(7), (c)(3)", (90, 110)),
    # A clock of a few days is warned of from its first.
    Event.BOARD_HEARD_FROM_AUDITOR: LegalClock(
        Limit(1, Unit.WORKING_DAYS), "Section 10A(b)", _AT_ONCE
    ),
    Event.AUDITOR_CHANGED: LegalClock(Limit(4, Unit.WORKING_DAYS), "Form 8-K Item 4.01", _AT_ONCE),
    Event.NON_RELIANCE: LegalClock(Limit(4, Unit.WORKING_DAYS), "Form 8-K Item 4.02", _AT_ONCE),
    Event.RETALIATED: LegalClock(_OSHA, "18 U.S.C. 1514A"),
}


def osha_deadline(act: date) -> date:
    """Return the last day to complain to OSHA: 180 days from the act.

    A weekend may give a day or two more. Whoever is told the earlier day loses nothing.
    """
    return act + timedelta(days=_OSHA.count)
