"""What the public page may say of the last twelve months, and nothing from which more follows.

Only cases that nobody was kept from are counted, as “at least”. What is small is not said; and
what is left when a figure is taken from its total is not small either.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Final

from casework.complaints.domain.clocks.workdays import Workdays
from casework.complaints.domain.statistics.cases import Counted, closed_in, rolling
from casework.complaints.domain.statistics.counting import LEAST_CELL, LEAST_WHOLE

CLOSED, ACTION, FIRST_REPLY = "closed", "action", "first-reply-days"
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Published:
    figures: Mapping[str, str] = field(default_factory=dict)


def published(cases: Iterable[Counted], today: date, workdays: Workdays) -> Published:
    """Return each figure in the words in which the notice repeats it."""
    open_to_all = [case for case in cases if not case.left_out]
    closed = closed_in(open_to_all, rolling(today, _MONTHS))
    if len(closed) < LEAST_CELL:
        return Published()
    figures = {CLOSED: f"at least {len(closed)}"}
    acted = sum(any(each.was_acted_on for each in case.allegations) for case in closed)
    if acted >= LEAST_CELL and len(closed) - acted >= LEAST_CELL:
        figures[ACTION] = f"at least {acted}"
    waits = [
        workdays.between(case.days.received, case.first_contact)
        for case in closed
        if case.first_contact is not None
    ]
    if len(waits) >= LEAST_WHOLE:
        figures[FIRST_REPLY] = f"{median(waits):g}"
    return Published(figures)
