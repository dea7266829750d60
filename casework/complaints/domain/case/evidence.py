"""Where a file comes from, and with which copies it left: without that it proves nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

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
    return Provenance(what, source, obtained, shape)


class Went(StrEnum):
    """Whether the original of a file left with a copy, as the line of that copy knows it."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


WENT: Final = "went"
"""The detail that names each original of a copy by its number, also where there is none."""
LONGEST_RUNS: Final = 150  # bytes: a line has room for so many beside all that it says of a copy
_ASKED_FOR: Final = "files"  # older lines name what was asked for, cut behind 200 bytes
_MAY_BE_CUT: Final = 190


def in_runs(numbers: Iterable[int]) -> str:
    """Write numbers as runs, such as “1-3, 7”: many files fit into one detail of a line."""
    runs: list[tuple[int, int]] = []
    for each in sorted(set(numbers)):
        if runs and runs[-1][1] == each - 1:
            runs[-1] = (runs[-1][0], each)
        else:
            runs.append((each, each))
    return ", ".join(str(one) if one == last else f"{one}-{last}" for one, last in runs)


def went_with(said: Mapping[str, str], number: int) -> Went:
    """Say of a copy whether this file was in it. Older lines that name files are no proof."""
    if WENT in said:
        return Went.YES if _is_in(said[WENT], number) else Went.NO
    asked = said.get(_ASKED_FOR, "")
    is_cut = len(asked.encode()) >= _MAY_BE_CUT
    return Went.MAYBE if is_cut or _is_in(asked, number) else Went.NO


def _is_in(runs: str, number: int) -> bool:
    for run in filter(None, runs.split(", ")):
        first, _dash, last = run.partition("-")
        if int(first) <= number <= int(last or first):
            return True
    return False
