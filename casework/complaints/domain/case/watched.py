"""What is watched in a case beside the inquiry: days that clocks count from, people, tasks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from casework.complaints.domain.case.proposed import Proposed, Verdict
from casework.complaints.domain.case.tasks import Tasks
from casework.complaints.domain.clocks.legal import Event
from casework.complaints.domain.european import Transcript
from casework.complaints.domain.protection import Protection, Role, Signal, Uncovered
from crypto.names import PersonId

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
    proposed: tuple[Proposed, ...] = ()  # against somebody protected
    began: date | None = None  # what was reported, as far as somebody could tell
    transcript: Transcript | None = None  # of what was told by telephone or in person
    tasks: Tasks = _NOTHING


def fearing(watched: Watched, since: date) -> Watched:
    """Ask for a plan, unless the reporter is looked after already or it was asked before."""
    is_planned = any(each.role is Role.REPORTER for each in watched.protection.plans)
    return watched if is_planned or watched.feared else replace(watched, feared=since)


def signs_of(watched: Watched) -> frozenset[Signal]:
    """Return what somebody must look into: what was told, and what was planned and must not be."""
    refused = (each.kind for each in watched.proposed if each.verdict is Verdict.MUST_NOT)
    return watched.protection.signals.union(refused)


def gaps_of(watched: Watched, free: Collection[PersonId], today: date) -> frozenset[Uncovered]:
    """Return all that keeps people from being protected. `free` may look after somebody."""
    protection = watched.protection
    gone = frozenset(each.watcher for each in protection.plans) - frozenset(free)
    found = set(protection.gaps(gone, today))
    if not signs_of(watched) <= protection.reviewed:
        found.add(Uncovered.UNREVIEWED_SIGNAL)
    if watched.feared:
        found.add(Uncovered.FEAR_OPEN)
    if any(each.waits for each in watched.proposed):
        found.add(Uncovered.ACTION_WAITS)
    return frozenset(found)
