"""How long a case is kept: from its closure, not from its receipt, and never while a hold stands.

Destroying a record that a federal matter needs is a crime, 18 U.S.C. 1519. So whatever stops
the clock adds its days to the end, and of several periods the longest counts.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NewType

from casework.complaints.domain.clocks.workdays import months_after
from casework.complaints.domain.taxonomy import CategoryCode, Taxonomy

Jurisdiction = NewType("Jurisdiction", str)

USUAL: Final = Jurisdiction("us")
USUAL_YEARS: Final = 7
_MONTHS: Final = 12


class Why(StrEnum):
    """What stops the clock."""

    LEGAL_HOLD = "legal hold"
    REGULATOR = "regulator matter"
    CLAIM = "claim"
    REMEDIATION = "open remediation"


@dataclass(frozen=True, slots=True)
class Pause:
    """From a day until another, or until somebody ends it. Both days count."""

    why: Why
    since: date
    until: date | None = None

    def is_on(self, today: date) -> bool:
        return self.until is None or today <= self.until


@dataclass(frozen=True, slots=True)
class Extension:
    """A law may allow longer. It is given by somebody, with a reason."""

    years: int
    reason: str


@dataclass(frozen=True, slots=True)
class Kept:
    """All that decides until when a case is kept."""

    closed_on: date
    categories: frozenset[CategoryCode]
    jurisdiction: Jurisdiction = USUAL
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None


@dataclass(frozen=True, slots=True)
class RetentionRules:
    """Years per jurisdiction where its law names them; else each category names its own."""

    taxonomy: Taxonomy
    by_law: Mapping[Jurisdiction, int] = field(default_factory=dict)

    def years(self, kept: Kept) -> int:
        """Return the longest period of all that the case is about."""
        extra = kept.extension.years if kept.extension and kept.extension.reason.strip() else 0
        named = self.by_law.get(kept.jurisdiction)
        return extra + (named if named is not None else self._longest(kept.categories))

    def _longest(self, categories: Collection[CategoryCode]) -> int:
        return max((self.taxonomy[each].years for each in categories), default=USUAL_YEARS)


def kept_until(kept: Kept, rules: RetentionRules, today: date) -> date | None:
    """Return the last day on which the case must be kept, or nothing while a pause is on."""
    if any(pause.is_on(today) for pause in kept.pauses):
        return None
    end = months_after(kept.closed_on, rules.years(kept) * _MONTHS)
    return end + timedelta(days=len(_paused_days(kept)))


def _paused_days(kept: Kept) -> frozenset[date]:
    """Two pauses on one day stop the clock once; before closure there is no clock to stop."""
    return frozenset(
        day for pause in kept.pauses for day in _days_of(pause) if day > kept.closed_on
    )


def _days_of(pause: Pause) -> Iterable[date]:
    until = pause.until or pause.since
    return (pause.since + timedelta(days=each) for each in range((until - pause.since).days + 1))
