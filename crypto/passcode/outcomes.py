"""What may come of reading a passcode. A page says each in words; none of them is an error.

Every field can hold a piece of the secret, so none of them is in a `repr`.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from crypto.passcode.issuing import Passcode


@dataclass(frozen=True, slots=True)
class Change:
    """What stands at a place, counted from one, and the word that was or may be meant."""

    position: int
    typed: str = field(repr=False)
    word: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Understood:
    """Eight words and a check word that fits; `repaired` says what was not read as typed."""

    passcode: Passcode = field(repr=False)
    repaired: tuple[Change, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Candidate:
    """One passcode that fits and may be meant, and what differs from what was typed."""

    passcode: Passcode = field(repr=False)
    language: str
    changes: tuple[Change, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Choices:
    """Did you mean one of these? Mostly one, hardly ever three; the reporter decides."""

    candidates: tuple[Candidate, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that is not on the list, and list words that look like it."""

    position: int
    typed: str = field(repr=False)
    suggestions: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotOnList:
    words: tuple[Unknown, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class WrongCount:
    """Not nine words."""

    count: int


@dataclass(frozen=True, slots=True)
class DigitsDoNotFit:
    """Digits without letters, but not the 29 of a passcode, or with a slip in them."""

    count: int


@dataclass(frozen=True, slots=True)
class DoesNotFit:
    """Nine words of the list that do not belong together, and nothing close to them does."""


@dataclass(frozen=True, slots=True)
class TooLong:
    """Nobody writes nine words like this; it was not read."""


Reading: TypeAlias = (
    Understood | Choices | NotOnList | WrongCount | DigitsDoNotFit | DoesNotFit | TooLong
)
