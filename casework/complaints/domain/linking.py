"""When two reports may become one: nobody may learn by it of a report that is not theirs to read.

Conversations never merge. One case goes on, the other says where; each reporter keeps a mailbox.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crypto.names import PersonId


class Tie(StrEnum):
    """What one end of a link says of the other case."""

    LINKED = "linked"
    PART_OF = "part of"  # this one goes on there
    HOLDS = "holds"  # that one goes on here


@dataclass(frozen=True, slots=True)
class Circle:
    """Who sees a case, guests too, and who must never."""

    readers: frozenset[PersonId]
    kept_away: frozenset[PersonId]


class Why(StrEnum):
    WOULD_SHOW = "somebody left out of one reads the other"
    WOULD_TELL = "somebody reads one and not the other"


@dataclass(frozen=True, slots=True)
class Refused:
    why: Why
    people: tuple[PersonId, ...]


def may_merge(part: Circle, whole: Circle) -> Refused | None:
    """Return why the first may not become a part of the second.

    Whoever reads the one that goes on hears of both, so nobody kept away from either may read it.
    Whoever reads the other would see that it went somewhere, so they must all be able to follow.
    """
    return next(_reasons(part, whole), None)


def _reasons(part: Circle, whole: Circle) -> Iterator[Refused]:
    barred = (part.kept_away & whole.readers) | (whole.kept_away & part.readers)
    if barred:
        yield Refused(Why.WOULD_SHOW, tuple(sorted(barred)))
    alone = part.readers - whole.readers
    if alone:
        yield Refused(Why.WOULD_TELL, tuple(sorted(alone)))
