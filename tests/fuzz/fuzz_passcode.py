"""Hostile text where a passcode is asked for: any characters, and words of both lists."""

from crypto.passcode.digits import from_digits, to_digits
from crypto.passcode.issuing import issue, words
from crypto.passcode.outcomes import Choices, Understood
from crypto.passcode.parsing import parse
from crypto.passcode.wordlist import load

_LISTS = (load("en"), load("es"))
_GAPS = ("", " ", "\n", "-", "\u200b", "1. ", "s ", "passcode ")


def fuzz_passcode_text(data: bytes) -> None:
    _check(data.decode("utf-8", "surrogateescape"))
    _check(data.decode("utf-16", "replace"))


def fuzz_passcode_words(data: bytes) -> None:
    """Three bytes choose a list, a word, how much of it, and what follows it."""
    pieces = []
    for at in range(0, len(data) - 2, 3):
        number = int.from_bytes(data[at : at + 2])
        word = _LISTS[number >> 15].words[number & 2047]
        cut = 7 - (data[at + 2] >> 5)
        pieces.append(word[:cut] + _GAPS[data[at + 2] & 7])
    _check("".join(pieces))


def fuzz_passcode_slip(data: bytes) -> None:
    """A right passcode with some of its characters overwritten: it gets past the check word."""
    passcode = issue(lambda size: data[:size].ljust(size, b"\0"))
    text = list(" ".join(words(passcode, _LISTS[len(data) & 1])))
    for at in range(11, len(data) - 1, 2):
        text[data[at] % len(text)] = chr(data[at + 1])
    _check("".join(text))


def _check(text: str) -> None:
    found = parse(text, _LISTS)
    if isinstance(found, Understood):
        assert from_digits(to_digits(found.passcode)) == found.passcode
        assert len(found.repaired) <= 9
    if isinstance(found, Choices):
        assert found.candidates
