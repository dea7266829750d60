"""Find a passcode that was pasted into an answer, where everybody who reads it would have it."""

import re
from collections.abc import Iterator, Sequence

from crypto.passcode.cleaning import without_labels, words_in
from crypto.passcode.digits import DIGITS, digits_in, from_digits
from crypto.passcode.issuing import WORDS, fits
from crypto.passcode.wordlist import WordList

# As few as this many decimals may stand in a row of a table; only all of them are a passcode.
_NUMBER = re.compile(rf"\d(?:[\s.\-]?\d){{{DIGITS - 1}}}")


def holds_passcode(text: str, lists: Sequence[WordList]) -> bool:
    """Look for nine words in a row that fit together. Other people's prose does so never."""
    typed = without_labels(words_in(text))
    return any(_fitting(typed, of) for of in lists) or _in_digits(text)


def _fitting(typed: Sequence[str], of: WordList) -> bool:
    return any(fits(nine) for nine in _nines([of.number(word) for word in typed]))


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
