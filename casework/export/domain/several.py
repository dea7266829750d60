"""Several reports at once: one member asks, another agrees on a screen of their own, in time."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from casework.export.domain.wish import Flaw, Wish, Wording, flaws
from crypto.names import CaseId, PersonId

MOST_CASES: Final = 40
MOST_NAMES_BYTES: Final = 600
LASTS: Final = timedelta(days=7)


class Hitch(StrEnum):
    """Why several reports cannot be asked for yet, besides what is missing for any one."""

    NO_PERIOD = "no period"
    NO_SECOND = "no second"
    NOTHING_THERE = "nothing there"
    TOO_MANY = "too many"
    TOO_MANY_NAMES = "too many names"
    NO_SUMMARIES = "no summaries"


@dataclass(frozen=True, slots=True, repr=False)
class Several:
    """Which reports: all that came in within a period, and that both members read."""

    wish: Wish
    since: date | None = None
    until: date | None = None
    second: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Bid:
    """What was asked, of whom, and until when an answer counts."""

    id: bytes
    by: PersonId
    second: PersonId
    cases: tuple[CaseId, ...] = field(repr=False)
    wish: Wish = field(repr=False)
    ends: date
    digest: bytes = field(repr=False)

    def is_over(self, today: date) -> bool:
        return today > self.ends


@dataclass(frozen=True, slots=True)
class Word:
    """That somebody agreed to one request, as it stood, and for which of its reports."""

    id: bytes
    by: PersonId
    bid: bytes
    digest: bytes = field(repr=False)
    cases: tuple[CaseId, ...] = field(repr=False)


def agrees(word: Word, bid: Bid) -> bool:
    """Say whether this is the second member's word, about exactly what was asked."""
    is_about_it = (word.bid, word.digest) == (bid.id, bid.digest)
    return is_about_it and word.by == bid.second != bid.by


def hitches(asked: Several) -> dict[str, Flaw | Hitch]:
    """Return what is missing, by the field where it is missing."""
    found: dict[str, Flaw | Hitch] = dict(flaws(asked.wish))
    found.pop("form", None)  # several are always a bundle
    found.pop("seal", None)  # asked when it goes, of whoever takes it
    if asked.since is None or asked.until is None or asked.since > asked.until:
        found["since"] = Hitch.NO_PERIOD
    if asked.second is None:
        found["second"] = Hitch.NO_SECOND
    if len("\n".join(asked.wish.names).encode(errors="replace")) > MOST_NAMES_BYTES:
        found["names"] = Hitch.TOO_MANY_NAMES
    if asked.wish.wording is Wording.SUMMARY:
        found.pop("summary", None)
        found["wording"] = Hitch.NO_SUMMARIES
    return found
