"""Counting that gives nothing away: small numbers are hidden, and hidden ones cannot be computed.

In a company of a hundred people, “one report about payroll” names somebody. Public figures count
only cases that everybody on the committee may read, and say “at least”.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias, TypeVar

from casework.complaints.domain.statistics.cases import Counted
from crypto.names import PersonId

LEAST_WHOLE: Final = 10
LEAST_CELL: Final = 5
COMPARABLE_REPORTS: Final = 10
"""The medians of other companies leave out those that had fewer reports in the year."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Share:
    part: int
    whole: int

    @property
    def percent(self) -> Fraction:
        return Fraction(100 * self.part, self.whole)


@dataclass(frozen=True, slots=True)
class TooFew:
    """So few that the figure would say more about people than about the channel."""


@dataclass(frozen=True, slots=True)
class AtLeast:
    count: int


ShareOrNot: TypeAlias = Share | TooFew


def share(part: int, whole: int, least: int = LEAST_WHOLE) -> ShareOrNot:
    return Share(part, whole) if whole >= max(1, least) else TooFew()


def sayable(found: ShareOrNot) -> ShareOrNot:
    """Hide a share of which one side is a small number: with its whole, either tells the other.

    Nothing and everything point at nobody, and are shown.
    """
    if isinstance(found, TooFew):
        return found
    sides = (found.part, found.whole - found.part)
    return TooFew() if any(0 < side < LEAST_CELL for side in sides) else found


def share_of(cases: Iterable[bool]) -> ShareOrNot:
    """Return how many of these are so."""
    found = tuple(cases)
    return share(sum(found), len(found))


def cells(counts: Mapping[K, int], least: int = LEAST_CELL) -> dict[K, int | TooFew]:
    """Return a table whose small numbers are hidden.

    One hidden cell beside a known total is no secret. So another is hidden with it, the smallest
    of the rest.
    """
    hidden = {key for key, count in counts.items() if count < least}
    shown = [key for key in counts if key not in hidden]
    if hidden and shown and (len(hidden) == 1 or sum(counts[key] for key in hidden) < least):
        hidden.add(min(shown, key=lambda key: counts[key]))
    return {key: TooFew() if key in hidden else count for key, count in counts.items()}


def public(cases: Iterable[Counted]) -> AtLeast:
    """Return what the public page says: everybody's cases alone, so it gives no exclusion away."""
    return AtLeast(sum(1 for case in cases if not case.is_test and not case.left_out))


def for_board(cases: Iterable[Counted], readers: Collection[PersonId]) -> tuple[Counted, ...]:
    """Return what enters the totals: what every reader of the report to the board may know of.

    The rest moves to a sealed annex for those who may.
    """
    return tuple(case for case in cases if case.left_out.isdisjoint(readers))


def is_comparable(reports_in_year: int) -> bool:
    return reports_in_year >= COMPARABLE_REPORTS
