"""Who is left when somebody steps back, who takes the place, and who may then decide."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from casework.complaints.domain.clocks.workdays import months_after
from casework.complaints.domain.conflicts.check import LEAST_READERS
from casework.complaints.domain.conflicts.routes import Decider
from crypto.names import PersonId

_TESTED_EVERY_MONTHS: Final = 3


@dataclass(frozen=True, slots=True)
class Bench:
    """Everybody who could take part. Alternates stand in the order in which they are asked."""

    chair: PersonId
    members: frozenset[PersonId]
    directors: frozenset[PersonId]  # independent, and not on the committee
    alternates: tuple[PersonId, ...] = ()
    counsel: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class Enough:
    left: frozenset[PersonId]


@dataclass(frozen=True, slots=True)
class TooFew:
    """Fewer remain than the charter needs. Whoever is proposed is named; perhaps nobody can be."""

    left: frozenset[PersonId]
    proposed: tuple[PersonId, ...]


Remaining: TypeAlias = Enough | TooFew


def remaining(readers: frozenset[PersonId], away: frozenset[PersonId], bench: Bench) -> Remaining:
    """Return who is left to lead and to second, and who could come where these are too few."""
    left = readers - away
    missing = LEAST_READERS - len(left)
    if missing <= 0:
        return Enough(left)
    free = [each for each in (*bench.alternates, *bench.counsel) if each not in away | left]
    return TooFew(left, tuple(dict.fromkeys(free))[:missing])


def deciders(decider: Decider, bench: Bench, kept_away: frozenset[PersonId]) -> frozenset[PersonId]:
    """Return who may decide. Where too few are free, it passes to people further from the matter.

    Nobody is returned when nobody is free, or when somebody outside this system decides.
    """
    if decider is Decider.HR_HEAD:
        return frozenset()
    return next(
        (
            free
            for body, (who, least) in _BODIES.items()
            if body >= decider and len(free := who(bench) - kept_away) >= least
        ),
        frozenset(),
    )


def stand_ins_of(who: PersonId | None, members: Sequence[PersonId]) -> tuple[PersonId, ...]:
    """Return who is asked in somebody's place: whoever follows in the list, and round to its top.

    So the chair's place does not always fall to the same two, and nobody is their own stand-in.
    """
    at = members.index(who) + 1 if who in members else 0
    return tuple(each for each in (*members[at:], *members[:at]) if each != who)


def alternates_are_tested(last: date | None, today: date) -> bool:
    """Whoever steps in must be able to: the table of alternates is tried every quarter."""
    return last is not None and today <= months_after(last, _TESTED_EVERY_MONTHS)


_Who: TypeAlias = Callable[[Bench], frozenset[PersonId]]

_BODIES: Final[Mapping[Decider, tuple[_Who, int]]] = {
    Decider.CHAIR: (lambda bench: frozenset({bench.chair}), 1),
    Decider.COMMITTEE: (lambda bench: bench.members, LEAST_READERS),
    Decider.DISINTERESTED_MEMBERS: (lambda bench: bench.members, LEAST_READERS),
    Decider.INDEPENDENT_DIRECTORS: (lambda bench: bench.members | bench.directors, LEAST_READERS),
    Decider.SPECIAL_COMMITTEE: (lambda bench: bench.directors, LEAST_READERS),
}
