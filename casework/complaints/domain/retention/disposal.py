"""The end of a case: never alone, never early, and with a paper that proves what was done.

The owner of the records and counsel approve one list, the same for both. An approval of another
list, or one given while the case still had to be kept, is none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NewType, TypeAlias

from casework.complaints.domain.retention.periods import Kept, RetentionRules, kept_until
from crypto.log.certificate import Capacity
from crypto.names import PersonId

ListHash = NewType("ListHash", bytes)


@dataclass(frozen=True, slots=True)
class Approval:
    by: PersonId
    capacity: Capacity
    on: date
    of: ListHash


class Obstacle(StrEnum):
    NOT_CLOSED = "not closed"
    PAUSED = "the clock stands still"
    TOO_EARLY = "too early"
    NO_RECORDS_OWNER = "the records owner has not approved"
    NO_COUNSEL = "counsel has not approved"
    ONE_PERSON = "one person is not two"


@dataclass(frozen=True, slots=True)
class MayGo:
    """It may be disposed of, approved by these."""

    by: frozenset[PersonId]


@dataclass(frozen=True, slots=True)
class MustStay:
    obstacles: frozenset[Obstacle]


Disposal: TypeAlias = MayGo | MustStay


@dataclass(frozen=True, slots=True)
class Asked:
    """A list of cases, and who has approved it so far."""

    list: ListHash
    approvals: tuple[Approval, ...] = ()


def disposal(kept: Kept | None, rules: RetentionRules, asked: Asked, today: date) -> Disposal:
    """Judge one case of the list. `kept` is nothing while the case is not closed."""
    if kept is None:
        return MustStay(frozenset({Obstacle.NOT_CLOSED}))
    until = kept_until(kept, rules, today)
    if until is None:
        return MustStay(frozenset({Obstacle.PAUSED}))
    if today <= until:
        return MustStay(frozenset({Obstacle.TOO_EARLY}))
    valid = [each for each in asked.approvals if each.of == asked.list and until < each.on <= today]
    obstacles = frozenset(_of_approvals(valid))
    return MustStay(obstacles) if obstacles else MayGo(frozenset(each.by for each in valid))


_LACKING: Final = {
    Capacity.RECORDS_OWNER: Obstacle.NO_RECORDS_OWNER,
    Capacity.COUNSEL: Obstacle.NO_COUNSEL,
}
_EYES: Final = 2


def _of_approvals(valid: Iterable[Approval]) -> Iterator[Obstacle]:
    approvals = tuple(valid)
    given = {each.capacity for each in approvals}
    yield from (obstacle for capacity, obstacle in _LACKING.items() if capacity not in given)
    if given == set(Capacity) and len({each.by for each in approvals}) < _EYES:
        yield Obstacle.ONE_PERSON
