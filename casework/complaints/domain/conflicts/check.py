"""What is asked before anybody is given a case.

Whoever will read it has said that nothing stands in the way, about these very people, and nobody
whom something keeps away is among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from crypto.names import PersonId

LEAST_READERS: Final = 2


class Says(StrEnum):
    NO_TIE = "no tie"
    TIE = "tie"


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said, about the list of people as it stood then."""

    says: Says
    people_list: int


@dataclass(frozen=True, slots=True)
class Screen:
    """Who is to read, who must not, and what each of them said."""

    readers: frozenset[PersonId]
    kept_away: frozenset[PersonId]
    statements: Mapping[PersonId, Statement]
    people_list: int
    """Its number. A name that is added makes every earlier statement stale."""


@dataclass(frozen=True, slots=True)
class Clear:
    """Nothing stands in the way."""


@dataclass(frozen=True, slots=True)
class NotClear:
    kept_away: frozenset[PersonId]
    tied: frozenset[PersonId]
    silent: frozenset[PersonId]
    too_few: bool


Checked: TypeAlias = Clear | NotClear


def silent(screen: Screen) -> frozenset[PersonId]:
    """Return who has said nothing about the list of people as it stands today."""
    said = {
        who for who, each in screen.statements.items() if each.people_list == screen.people_list
    }
    return screen.readers - said


def check(screen: Screen) -> Checked:
    """Judge the people who are to read: all of them free, and at least two."""
    kept_away = screen.readers & screen.kept_away
    fresh = {
        person: said.says
        for person, said in screen.statements.items()
        if said.people_list == screen.people_list
    }
    tied = frozenset(each for each in screen.readers if fresh.get(each) is Says.TIE)
    too_few = len(screen.readers - kept_away - tied) < LEAST_READERS
    quiet = silent(screen)
    if kept_away or tied or quiet or too_few:
        return NotClear(kept_away, tied, quiet, too_few)
    return Clear()
