"""The words people write down: one pinned list for each language, the same numbers behind both.

A list is frozen for as long as one mailbox lives: its hash is in the manifest, and a
changed, lost or moved word would lock reporters out. So the bytes are checked when read.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from typing import Final

from crypto.encoding import utf8
from crypto.errors import MalformedError
from crypto.suite import Label

LIST_SIZE: Final = 2_048
START: Final = 4
SHORTEST_WORD: Final = 3
LONGEST_WORD: Final = 7
LANGUAGES: Final = ("en", "es")
_FILE = re.compile(rb"(?:[a-z]{3,7}\n){2048}")
_OUR_FOLDER = "crypto.passcode"
_PINNED = Label("word-lists")


@dataclass(frozen=True, slots=True)
class WordList:
    """2,048 words, and the ways in which a hurried hand may write one of them."""

    language: str
    words: tuple[str, ...] = field(repr=False)
    digest: bytes
    _numbers: Mapping[str, int] = field(repr=False, compare=False)
    _starts: Mapping[str, int] = field(repr=False, compare=False)
    _shortened: Mapping[str, tuple[int, ...]] = field(repr=False, compare=False)
    _shortened_starts: Mapping[str, tuple[int, ...]] = field(repr=False, compare=False)

    def number(self, typed: str) -> int | None:
        """Find a word by its letters, or by its first four and none that differ."""
        found = self._starts.get(typed[:START])
        if found is None or not self.words[found].startswith(typed):
            return None
        return found

    def whole(self, typed: str) -> int | None:
        return self._numbers.get(typed)

    def same_start(self, typed: str) -> int | None:
        """Find the word that begins alike, whatever follows: `margins` and `margarine` too."""
        return self._starts.get(typed[:START])

    def same_letter(self, typed: str) -> range:
        """Find the words that begin with the same letter; they stand together."""
        first = typed[:1]
        return range(bisect_left(self.words, first), bisect_left(self.words, first + "{"))

    def kin(self, typed: str) -> frozenset[int]:
        """Find words that become `typed` when a letter is taken from one and put into the other."""
        return _found(self._shortened, typed)

    def near(self, typed: str) -> frozenset[int]:
        """Find words one slip away: a letter more, less, other, or two neighbours swapped."""
        return frozenset(each for each in self.kin(typed) if slips(self.words[each], typed) <= 1)

    def near_starts(self, typed: str) -> frozenset[int]:
        """Find words whose first four letters are one slip away."""
        found = _found(self._shortened_starts, typed)
        return frozenset(each for each in found if slips(self.words[each][:START], typed) <= 1)


def load(language: str) -> WordList:
    """Read a list from this package. It takes some 20 ms: do it once, and pass it on."""
    if language not in LANGUAGES:
        raise MalformedError("no word list for this language")
    return read(language, files(_OUR_FOLDER).joinpath(f"words-{language}.txt").read_bytes())


def read(language: str, raw: bytes) -> WordList:
    """Check the exact bytes of a list: sorted, lower case, four letters tell every word apart."""
    if not _FILE.fullmatch(raw):
        raise MalformedError("a word list has 2,048 lines of three to seven small letters")
    words = tuple(raw.decode("ascii").split())
    starts = {word[:START]: number for number, word in enumerate(words)}
    if len(starts) != LIST_SIZE or list(words) != sorted(words) or _swallowed(words):
        raise MalformedError("words are sorted, and the first four letters tell them apart")
    return WordList(
        language,
        words,
        sha256(raw).digest(),
        {word: number for number, word in enumerate(words)},
        starts,
        _by_shortened(words),
        _by_shortened(word[:START] for word in words),
    )


def pinned(lists: Iterable[WordList]) -> bytes:
    """Return the one hash by which a manifest pins them all: a changed word locks people out."""
    ordered = sorted(lists, key=lambda each: each.language)
    parts = (part for each in ordered for part in (utf8(each.language), each.digest))
    return sha256(_PINNED.over(*parts)).digest()


def slips(one: str, other: str) -> int:
    """Count letters more, less or other, and neighbours swapped (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for down, letter in enumerate(one, 1):
        older, before, row = before, row, [down]
        for across, beside in enumerate(other, 1):
            cost = min(before[across], row[-1]) + 1
            cost = min(cost, before[across - 1] + (letter != beside))
            if older and across > 1 and letter == other[across - 2] and beside == one[down - 2]:
                cost = min(cost, older[across - 2] + 1)
            row.append(cost)
    return row[-1]


def _swallowed(words: tuple[str, ...]) -> bool:
    """A word of three letters may not begin another, or its start would mean both."""
    threes = {word for word in words if len(word) < START}
    return any(len(word) >= START and word[: START - 1] in threes for word in words)


def _shortened(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _by_shortened(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Index every word under itself and under itself less one letter: no scan of 2,048 words."""
    found: dict[str, tuple[int, ...]] = {}
    for number, word in enumerate(words):
        for key in {word, *_shortened(word)}:
            found[key] = (*found.get(key, ()), number)
    return found


def _found(index: Mapping[str, tuple[int, ...]], typed: str) -> frozenset[int]:
    if len(typed) > LONGEST_WORD + 1:
        return frozenset()
    keys = (typed, *_shortened(typed))
    return frozenset(number for key in keys for number in index.get(key, ()))
