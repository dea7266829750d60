"""What is watched in a case beside the inquiry: days that clocks count from, people, tasks."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from casework.complaints.domain.case.tasks import Tasks
from casework.complaints.domain.clocks.legal import Event
from casework.complaints.domain.protection import Protection, Role

_NOBODY: Final = Protection()
_NOTHING: Final = Tasks()


@dataclass(frozen=True, slots=True)
class Happened:
    """A day from which the law counts, and when what it asks for was done."""

    on: date
    done: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Watched:
    first_word: date | None = None  # from us to the reporter
    last_word: date | None = None
    events: Mapping[Event, Happened] = field(default_factory=dict)
    protection: Protection = _NOBODY
    feared: date | None = None  # since when somebody may fear retaliation, and nobody has decided
    tasks: Tasks = _NOTHING


def fearing(watched: Watched, since: date) -> Watched:
    """Ask for a plan, unless the reporter is looked after already or it was asked before."""
    is_planned = any(each.role is Role.REPORTER for each in watched.protection.plans)
    return watched if is_planned or watched.feared else replace(watched, feared=since)
