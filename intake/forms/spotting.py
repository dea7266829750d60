"""Find a passcode that was pasted into an answer, where everybody who reads it would have it."""

import re
from collections.abc import Iterator, Sequence

from crypto.passcode.cleaning import without_labels, words_in
from crypto.passcode.digits import DIGITS, digits_in, from_digits
from crypto.passcode.issuing import WORDS, fits
from crypto.passcode.wordlist import LONGEST_WORD, SHORTEST_WORD, START, WordList

# A word can often be read in two ways: “car” and “pet”. A text made for it has very many.
_MOST_WAYS = 64
# As few as this many decimals may stand in a row of a table; only all of them are a passcode.
_NUMBER = re.compile(rf"\d(?:[\s.\-]?\d){{{DIGITS - 1}}}")


def holds_passcode(text: str, lists: Sequence[WordList]) -> bool:
    """Look for nine words in a row that fit together. Other people's prose does so never."""
    typed = without_labels(words_in(text))
    return any(_fitting(typed, of) or _run_together(typed, of) for of in lists) or _in_digits(text)


def _fitting(typed: Sequence[str], of: WordList) -> bool:
    return any(fits(nine) for nine in _nines([of.number(word) for word in typed]))


def _run_together(typed: Sequence[str], of: WordList) -> bool:
    """Read nine words that were written as one: whole, or their first four letters."""
    lengths = range(WORDS * SHORTEST_WORD, WORDS * LONGEST_WORD + 1)
    return any(fits(nine) for each in typed if len(each) in lengths for nine in _split(each, of))


def _split(letters: str, of: WordList) -> Iterator[Sequence[int]]:
    ways: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for _ in range(WORDS):
        longer = [
            (end, (*read, number))
            for at, read in ways
            for end, number in _words_from(at, letters, of)
        ]
        ways = longer[:_MOST_WAYS]
    return (read for at, read in ways if at == len(letters))


def _words_from(at: int, letters: str, of: WordList) -> Iterator[tuple[int, int]]:
    for end in range(at + SHORTEST_WORD, min(at + LONGEST_WORD, len(letters)) + 1):
        word = letters[at:end]
        number = of.number(word) if len(word) == START else of.whole(word)
        if number is not None:
            yield end, number


def _nines(numbers: Sequence[int | None]) -> Iterator[Sequence[int]]:
    """Return every nine neighbours that are all on the list."""
    row: list[int] = []
    for number in numbers:
        row = [] if number is None else [*row[1 - WORDS :], number]
        if len(row) == WORDS:
            yield row


def _in_digits(text: str) -> bool:
    found = _NUMBER.finditer(text)
    return any(from_digits(digits_in(each.group())) is not None for each in found if _alone(each))


def _alone(found: re.Match[str]) -> bool:
    """Tell a number of exactly this length from a piece of a longer one."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    return not before[-1:].isdecimal() and not after[:1].isdecimal()
