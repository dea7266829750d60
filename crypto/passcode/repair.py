"""Nine words with a slip in them: say which passcode was meant, or which word to look at.

Accepted without a question only if the check word fits, one reading alone does, and
few were tried: a list word fits by chance once in 2,048. Everything else is asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, product
from math import prod
from typing import Final

from crypto.passcode.issuing import SECRET_WORDS, WORDS, Passcode, fits
from crypto.passcode.outcomes import (
    Candidate,
    Change,
    Choices,
    DoesNotFit,
    NotOnList,
    Reading,
    Understood,
    Unknown,
)
from crypto.passcode.wordlist import START, WordList, slips

MOST_TRIED_SILENTLY: Final = 16
_MOST_TRIED = 64
_MOST_SUGGESTIONS = 3
_MOST_SLIPS = 2
_ROW = 3
# What handwriting, print and fonts turn into each other.
_LOOK_ALIKES = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("nn", "m"), ("li", "h"), ("ri", "n"))

Nine = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    """What was typed, and the list that it is compared with."""

    typed: tuple[str, ...] = field(repr=False)
    of: WordList

    def change(self, at: int, number: int) -> Change:
        return Change(at + 1, self.typed[at], self.of.words[number])

    def candidate(self, nine: Nine) -> Candidate:
        changes = (self.change(at, number) for at, number in self.differing(nine))
        return Candidate(Passcode(nine[:SECRET_WORDS]), self.of.language, tuple(changes))

    def differing(self, nine: Nine) -> Iterator[tuple[int, int]]:
        return (
            (at, number)
            for at, number in enumerate(nine)
            if self.of.number(self.typed[at]) != number
        )

    @property
    def only_starts(self) -> bool:
        return all(len(word) <= START for word in self.typed)


def settle(typed: Sequence[str], of: WordList) -> Reading:
    """Read nine words with a slip in them, if there is one."""
    copy = _Copy(tuple(typed), of)
    numbers = [of.number(word) for word in copy.typed]
    known = tuple(number for number in numbers if number is not None)
    if len(known) == WORDS:
        return _all_known(copy, known)
    sure = [_sure(copy, at) if number is None else (number,) for at, number in enumerate(numbers)]
    found = _fitting(_readings(sure))
    if len(found) == 1 and prod(map(len, sure)) <= MOST_TRIED_SILENTLY:
        candidate = copy.candidate(found[0])
        return Understood(candidate.passcode, candidate.changes)
    wide = [
        (*one, *_likely(copy, at, one)) if number is None else one
        for at, (number, one) in enumerate(zip(numbers, sure, strict=True))
    ]
    found = found or _fitting(_readings(wide))
    return _choices(copy, found) if found else _name_them(copy, wide)


def _all_known(copy: _Copy, nine: Nine) -> Reading:
    if fits(nine):
        return Understood(Passcode(nine[:SECRET_WORDS]))
    found = _fitting(dict.fromkeys(chain(_reordered(nine), _one_replaced(copy, nine))))
    found = found or list(_one_corrected(copy, nine))
    return _choices(copy, found) if found else DoesNotFit()


def _choices(copy: _Copy, found: Sequence[Nine]) -> Choices:
    return Choices(tuple(copy.candidate(nine) for nine in found))


def _name_them(copy: _Copy, wide: Sequence[Sequence[int]]) -> NotOnList:
    return NotOnList(
        tuple(
            Unknown(at + 1, typed, tuple(copy.of.words[n] for n in wide[at][:_MOST_SUGGESTIONS]))
            for at, typed in enumerate(copy.typed)
            if copy.of.number(typed) is None
        )
    )


def _fitting(readings: Iterable[Nine]) -> list[Nine]:
    return [nine for nine in readings if fits(nine)]


def _readings(each: Sequence[Sequence[int]]) -> Iterable[Nine]:
    """Combine what every word may be, unless that is so much that something fits by chance."""
    return product(*each) if prod(map(len, each)) <= _MOST_TRIED else ()


def _sure(copy: _Copy, at: int) -> tuple[int, ...]:
    """List words that one slip of the hand explains, for a word that is not on the list."""
    typed, of = copy.typed[at], copy.of
    alike = (of.whole(variant) for variant in _look_alikes(typed))
    begun = of.same_start(typed)
    sure = {number for number in (begun, *alike) if number is not None} | of.near(typed)
    # Four letters have many neighbours; they count only if the whole copy is in four letters.
    return tuple(sorted(sure | of.near_starts(typed) if copy.only_starts else sure))


def _likely(copy: _Copy, at: int, beside: Sequence[int]) -> tuple[int, ...]:
    """List words that resemble it: good enough to ask about, not to accept."""
    typed, of = copy.typed[at], copy.of
    return tuple(sorted((of.kin(typed) | of.near_starts(typed)) - set(beside)))


def _one_replaced(copy: _Copy, nine: Nine) -> Iterator[Nine]:
    """Auto-correct may have made one list word of another."""
    for at in range(WORDS):
        for number in _likely(copy, at, nine[at : at + 1]):
            yield (*nine[:at], number, *nine[at + 1 :])


def _one_corrected(copy: _Copy, nine: Nine) -> Iterator[Nine]:
    """Look further for what auto-correct did: the same first letter, and two slips at most."""
    for at in range(WORDS):
        for number in copy.of.same_letter(copy.typed[at]):
            other = (*nine[:at], number, *nine[at + 1 :])
            # Few others fit, so that only few are compared letter by letter.
            if fits(other) and slips(copy.of.words[number], copy.typed[at]) <= _MOST_SLIPS:
                yield other


def _reordered(nine: Nine) -> Iterator[Nine]:
    """Two words swapped; rows of three in another order; columns read for rows."""
    for one, other in combinations(range(WORDS), 2):
        swapped = list(nine)
        swapped[one], swapped[other] = nine[other], nine[one]
        yield tuple(swapped)
    rows = [nine[at : at + _ROW] for at in range(0, WORDS, _ROW)]
    for first, second, third in ((1, 0, 2), (0, 2, 1), (2, 1, 0), (1, 2, 0), (2, 0, 1)):
        yield (*rows[first], *rows[second], *rows[third])
    yield tuple(chain.from_iterable(zip(*rows, strict=True)))


def _look_alikes(typed: str) -> Iterator[str]:
    for one, other in (*_LOOK_ALIKES, *((b, a) for a, b in _LOOK_ALIKES)):
        at = typed.find(one)
        while at >= 0:
            yield typed[:at] + other + typed[at + len(one) :]
            at = typed.find(one, at + 1)
