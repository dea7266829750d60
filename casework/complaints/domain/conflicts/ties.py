"""Declared ties against the names in a report, so that nobody reads on about a friend unawares.

A miss costs more than a question too many: part of a name, a slip of the pen or an office in
other words is enough to ask. What is found never decides. The reader reads on, or steps back.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from casework.complaints.domain.conflicts.offices import Office, offices_in, words_of
from crypto.names import PersonId

_SHORTEST_PART: Final = 3
_SHORTEST_WITH_A_SLIP: Final = 5
_BETWEEN: Final = 2  # words that may stand inside a name: an initial, a title
_OF_US_ALL: Final = frozenset({Office.MEMBER, Office.COMMITTEE, Office.DIRECTOR})
_PARTICLES: Final = frozenset({
    "and", "the", "von", "van", "der", "den", "del", "las", "los", "dos", "bin", "ibn", "mrs",
    "miss",
})  # fmt: skip


class TieKind(StrEnum):
    SELF = "self"
    FAMILY = "family"
    WORK = "work"  # reports to them, or has supervised them
    BUSINESS = "business"
    STAKE = "stake"
    FRIEND = "friend"


class How(StrEnum):
    """By what a text may speak of somebody."""

    NAME = "name"
    ALIAS = "alias"
    PART = "part of name"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody whom a member is too close to. Declared once, and read on that member's screen."""

    person: PersonId
    kind: TieKind
    name: str = field(repr=False)
    aliases: tuple[str, ...] = field(default=(), repr=False)
    offices: frozenset[Office] = field(default_factory=frozenset, repr=False)


_SUREST: Final = tuple(How)
SURE: Final = frozenset({How.NAME, How.ALIAS})
"""By these a text speaks of somebody, or of somebody else who is called just the same."""


@dataclass(frozen=True, slots=True)
class Match:
    tie: Tie
    how: How


def matches(text: str, ties: Collection[Tie]) -> tuple[Match, ...]:
    """Return each tie that the text may speak of, with the surest way in which it does."""
    words = words_of(text)
    offices = offices_in(text)
    found = ((tie, _how(tie, words, offices)) for tie in ties)
    return tuple(Match(tie, how) for tie, how in found if how is not None)


def gives_pause(text: str, mine: Collection[Tie]) -> bool:
    """Say whether somebody should choose before they read it. What they all are is no tie."""
    return bool(matches(text, _of_one_alone(mine)))


def may_mean(name: str, ties: Collection[Tie]) -> Mapping[PersonId, How]:
    """Return whom of us a name that somebody writes down may mean, with the surest way."""
    own = _of_one_alone([tie for tie in ties if tie.kind is TieKind.SELF])
    found = sorted(matches(name, own), key=lambda each: _SUREST.index(each.how), reverse=True)
    return {each.tie.person: each.how for each in found}


def _of_one_alone(ties: Collection[Tie]) -> list[Tie]:
    """Drop what all of us are: by “the director” nobody in particular is meant."""
    return [replace(tie, offices=tie.offices - _OF_US_ALL) for tie in ties]


def _how(tie: Tie, words: Sequence[str], offices: frozenset[Office]) -> How | None:
    if _has_name(tie.name, words):
        return How.NAME
    if any(_has_name(alias, words) for alias in tie.aliases):
        return How.ALIAS
    if _has_part(tie.name, words):
        return How.PART
    return How.OFFICE if tie.offices & offices else None


def _has_name(name: str, words: Sequence[str]) -> bool:
    wanted = words_of(name)
    reach = len(wanted) + _BETWEEN
    starts = range(len(words)) if wanted else range(0)
    return any(set(wanted) <= set(words[n : n + reach]) for n in starts) or _runs_on(wanted, words)


def _runs_on(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Some scripts set no space between words: there a name is looked for inside them."""
    name = "".join(wanted)
    return bool(name) and not name.isascii() and any(name in word for word in words)


def _has_part(name: str, words: Sequence[str]) -> bool:
    parts = [
        word for word in words_of(name) if len(word) >= _SHORTEST_PART and word not in _PARTICLES
    ]
    return any(_is_like(part, word) for part in parts for word in set(words))


def _is_like(part: str, word: str) -> bool:
    if part == word:
        return True
    return len(part) >= _SHORTEST_WITH_A_SLIP and _is_one_slip_away(part, word)


def _is_one_slip_away(one: str, other: str) -> bool:
    """Say whether a letter was changed, left out, added, or swapped with the next."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    left, right = one[same:], other[same:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
