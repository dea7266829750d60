"""What needs somebody: a sentence with a verb, when, and one button that leads to the doing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

MOST: Final = 7


class Harm(IntEnum):
    """In which order things are shown: what does harm by waiting stands first."""

    NOW = 0
    SOMEBODY = 1  # a person may come to harm, or fears it
    LAW = 2
    BY_A_DATE = 3
    SOME_TIME = 4


@dataclass(frozen=True, slots=True)
class Need:
    what: str
    button: str
    href: str
    harm: Harm = Harm.SOME_TIME
    until: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Needs:
    """As many as somebody takes in at a glance, and how many more there are."""

    first: tuple[Need, ...]
    more: int


def in_order(needs: Iterable[Need], most: int | None = MOST) -> Needs:
    """Put first what does harm, then what is due soonest; among equals, as they were named."""
    found = tuple(sorted(needs, key=lambda need: (need.harm, need.until or date.max)))
    first = found[:most]
    return Needs(first, len(found) - len(first))
