"""Read whatever stands in the box as a passcode, and never fail on it.

Rows are never read as columns, nor words in another order, on our own account:
such readings are only ever offered.
"""

from collections.abc import Sequence
from typing import Final

from crypto.passcode.cleaning import without_labels, words_in
from crypto.passcode.digits import digits_in, from_digits
from crypto.passcode.issuing import SECRET_WORDS, WORDS, Passcode, fits
from crypto.passcode.outcomes import (
    Candidate,
    Choices,
    DigitsDoNotFit,
    NotOnList,
    Reading,
    TooLong,
    Understood,
    WrongCount,
)
from crypto.passcode.repair import MOST_TRIED_SILENTLY, settle
from crypto.passcode.respacing import Nine, respaced, windows
from crypto.passcode.wordlist import WordList

LONGEST_TEXT: Final = 4_096
MOST_WORDS: Final = 40
_MOST_CHOICES = 5


def parse(text: str, lists: Sequence[WordList]) -> Reading:
    """Read a passcode in the words of any of these lists, or in digits."""
    if len(text) > LONGEST_TEXT:
        return TooLong()
    typed = words_in(text)
    digits = digits_in(text)
    if digits and not typed:
        passcode = from_digits(text)
        return Understood(passcode) if passcode else DigitsDoNotFit(len(digits))
    if not 0 < len(typed) <= MOST_WORDS:
        return WrongCount(len(typed))
    close = _closest(typed, lists)
    return _best([(of, _in_one_language(typed, of)) for of in close])


def _closest(typed: Sequence[str], lists: Sequence[WordList]) -> list[WordList]:
    """Keep the languages that know most of the words: a passcode is in one language as a whole."""
    known = [sum(of.number(word) is not None for word in typed) for of in lists]
    return [of for of, count in zip(lists, known, strict=True) if count == max(known)]


def _best(readings: Sequence[tuple[WordList, Reading]]) -> Reading:
    """Prefer the language that understood; where two may be meant, ask."""
    understood = [each for _, each in readings if isinstance(each, Understood)]
    if len(understood) == 1:
        return understood[0]
    offered = [candidate for of, each in readings for candidate in _offered(each, of)]
    if offered:
        return Choices(tuple(offered))
    named = [each for _, each in readings if isinstance(each, NotOnList)]
    return min(named, key=_suggestions, default=readings[0][1])


def _offered(reading: Reading, of: WordList) -> tuple[Candidate, ...]:
    if isinstance(reading, Choices):
        return reading.candidates
    if isinstance(reading, Understood):
        return (Candidate(reading.passcode, of.language, reading.repaired),)
    return ()


def _in_one_language(typed: tuple[str, ...], of: WordList) -> Reading:
    kept = _without_text_around(typed, of)
    reading = settle(kept, of) if len(kept) == WORDS else WrongCount(len(kept))
    if isinstance(reading, Understood | Choices):
        return reading
    bare = without_labels(typed)
    return _pick([*windows(bare, of), *respaced(bare, of)], of) or reading


def _without_text_around(typed: tuple[str, ...], of: WordList) -> tuple[str, ...]:
    """Take away what people write before it, and words at the ends that nothing resembles."""
    if len(typed) == WORDS:
        return typed
    typed = without_labels(typed)
    first, last = 0, len(typed)
    while last - first > WORDS and not _resembles(typed[first], of):
        first += 1
    while last - first > WORDS and not _resembles(typed[last - 1], of):
        last -= 1
    kept = typed[first:last]
    return kept if sum(_resembles(word, of) for word in kept) > WORDS // 2 else typed


def _resembles(word: str, of: WordList) -> bool:
    return of.same_start(word) is not None or bool(of.near(word))


def _pick(found: Sequence[Nine], of: WordList) -> Reading | None:
    fitting = [Passcode(nine[:SECRET_WORDS]) for nine in dict.fromkeys(found) if fits(nine)]
    if len(fitting) == 1 and len(found) <= MOST_TRIED_SILENTLY:
        return Understood(fitting[0])
    candidates = tuple(Candidate(each, of.language, ()) for each in fitting[:_MOST_CHOICES])
    return Choices(candidates) if candidates else None


def _suggestions(named: NotOnList) -> int:
    """Fewer words without a suggestion first: that is the language that was meant."""
    return sum(not each.suggestions for each in named.words)
