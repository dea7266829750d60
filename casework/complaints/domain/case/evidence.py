"""Where a file comes from that the committee adds itself: without that it proves nothing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST_LINE = 200


class Shape(StrEnum):
    """Whether it is what somebody handed over, or what was made of it so that it can be shown."""

    ORIGINAL = "original"
    CLEANED = "cleaned"


class Blank(StrEnum):
    """What is missing before a file is taken."""

    WHAT = "what"
    SOURCE = "source"
    OBTAINED = "obtained"
    SHAPE = "shape"
    IN_FUTURE = "in future"


@dataclass(frozen=True, slots=True, repr=False)
class Provenance:
    what: str
    source: str
    obtained: date
    shape: Shape


def provenance(
    what: str, source: str, obtained: date | None, shape: Shape | None, today: date
) -> Provenance | frozenset[Blank]:
    """Return where it comes from, or everything that is missing, so that one look is enough."""
    blanks = {
        Blank.WHAT: not what,
        Blank.SOURCE: not source,
        Blank.OBTAINED: obtained is None,
        Blank.SHAPE: shape is None,
        Blank.IN_FUTURE: obtained is not None and obtained > today,
    }
    if obtained is None or shape is None or any(blanks.values()):
        return frozenset(blank for blank, is_so in blanks.items() if is_so)
    return Provenance(what[:LONGEST_LINE], source[:LONGEST_LINE], obtained, shape)
