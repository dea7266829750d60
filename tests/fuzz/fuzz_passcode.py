"""Hostile text where a passcode is asked for: any characters, and words of both lists."""

from crypto.errors import CryptoError
from crypto.passcode.digits import from_digits, to_digits
from crypto.passcode.issuing import issue, words
from crypto.passcode.outcomes import Choices, Understood
from crypto.passcode.parsing import parse
from crypto.passcode.wordlist import load, read

_LISTS = (load("en"), load("es"))
_FILE = "".join(f"{word}\n" for word in _LISTS[0].words).encode()
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


def fuzz_digits(data: bytes) -> None:
    """Digits of a right passcode with some overwritten, and any text where digits are expected."""
    passcode = issue(lambda size: data[:size].ljust(size, b"\0"))
    text = list(to_digits(passcode))
    for at in range(11, len(data) - 1, 2):
        text[data[at] % len(text)] = chr(data[at + 1])
    for typed in ("".join(text), data.decode("utf-8", "surrogateescape")):
        found = from_digits(typed)
        assert found is None or from_digits(to_digits(found)) == found


def fuzz_word_list(data: bytes) -> None:
    """Lay the data over a right list, at a place that its first two bytes name."""
    at = int.from_bytes(data[:2]) % len(_FILE)
    for raw in (data, (_FILE[:at] + data[2:] + _FILE[at + len(data) - 2 :])[: len(_FILE)]):
        try:
            found = read("en", raw)
        except CryptoError:
            continue
        assert "".join(f"{word}\n" for word in found.words).encode() == raw


def _check(text: str) -> None:
    found = parse(text, _LISTS)
    if isinstance(found, Understood):
        assert from_digits(to_digits(found.passcode)) == found.passcode
        assert len(found.repaired) <= 9
    if isinstance(found, Choices):
        assert found.candidates
