"""How people miscopy nine words: the classes of error that the repair is measured against."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from crypto.passcode.issuing import WORDS, Passcode, issue, words
from crypto.passcode.wordlist import WordList, slips

DATA = Path(__file__).parent / "data"
_Thing = TypeVar("_Thing")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LOOK_ALIKES = (
    *(("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("i", "l"), ("l", "i"), ("i", "1")),
    *(("l", "1"), ("o", "0"), ("e", "c"), ("c", "e"), ("u", "v"), ("n", "h"), ("h", "n")),
)


def lines(name: str) -> list[str]:
    """Read a data file, without its remarks."""
    text = (DATA / name).read_text(encoding="ascii")
    return [line for line in text.splitlines() if not line.startswith("#")]


@dataclass(slots=True)
class Dice:
    """The same throws on every machine and in every run: SHA-256 of a counter."""

    seed: str
    _thrown: int = field(default=0, init=False)

    def entropy(self, size: int) -> bytes:
        self._thrown += 1
        return sha256(f"{self.seed}/{self._thrown}".encode()).digest()[:size]

    def below(self, bound: int) -> int:
        return int.from_bytes(self.entropy(8)) % bound

    def one_of(self, things: Sequence[_Thing]) -> _Thing:
        return things[self.below(len(things))]


@dataclass(frozen=True, slots=True)
class Slip:
    """A passcode, what somebody wrote in its place, and where the error is."""

    passcode: Passcode
    wrong: tuple[str, ...]
    positions: tuple[int, ...]


Change = Callable[[str, Dice], str]


def adjacent_key(word: str, dice: Dice) -> str:
    at = dice.below(len(word))
    row = next(row for row in _ROWS if word[at] in row)
    key = row.index(word[at])
    near = row[max(0, key - 1) : key] + row[key + 1 : key + 2]
    return word[:at] + dice.one_of(near) + word[at + 1 :]


def look_alike(word: str, dice: Dice) -> str:
    able = [(one, other) for one, other in _LOOK_ALIKES if one in word]
    if not able:
        return word
    one, other = dice.one_of(able)
    return word.replace(one, other, 1)


def missed(word: str, dice: Dice) -> str:
    at = dice.below(len(word))
    return word[:at] + word[at + 1 :]


def doubled(word: str, dice: Dice) -> str:
    at = dice.below(len(word))
    return word[:at] + word[at] + word[at:]


def swapped(word: str, dice: Dice) -> str:
    at = dice.below(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def plural(word: str, _dice: Dice) -> str:
    return word + "s"


LETTER_SLIPS = (adjacent_key, look_alike, missed, doubled, swapped, plural)


@dataclass(frozen=True, slots=True)
class Telephone:
    """What a telephone's auto-correct makes of a slip: an ordinary word that resembles it."""

    by_part: dict[str, list[str]]

    def correct(self, word: str, dice: Dice) -> str:
        slip = dice.one_of(LETTER_SLIPS)(word, dice)
        alike = {each for part in _parts(slip) for each in self.by_part.get(part, ())} - {word}
        close = sorted(each for each in alike if slips(each, slip) <= 1)
        return dice.one_of(close or sorted(alike) or [word])


def telephone(of: WordList) -> Telephone:
    ordinary = {*of.words, *lines(f"ordinary-{of.language}.txt")}
    by_part: dict[str, list[str]] = {}
    for word in sorted(ordinary):
        for part in _parts(word):
            by_part.setdefault(part, []).append(word)
    return Telephone(by_part)


def _parts(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def letter_errors(change: Change, of: WordList, count: int) -> Iterator[Slip]:
    """Change one word of each passcode, and only ever to something else."""
    dice = Dice(f"{of.language}/{getattr(change, '__name__', 'telephone')}")
    while count:
        passcode, right = _fresh(dice, of)
        at = dice.below(WORDS)
        wrong = change(right[at], dice)
        if wrong != right[at]:
            count -= 1
            yield Slip(passcode, (*right[:at], wrong, *right[at + 1 :]), (at + 1,))


def left_out(of: WordList, count: int) -> Iterator[Slip]:
    dice = Dice(f"{of.language}/left out")
    for _ in range(count):
        passcode, right = _fresh(dice, of)
        at = dice.below(WORDS)
        yield Slip(passcode, right[:at] + right[at + 1 :], (at + 1,))


def words_swapped(of: WordList, count: int) -> Iterator[Slip]:
    dice = Dice(f"{of.language}/words swapped")
    while count:
        passcode, right = _fresh(dice, of)
        one, other = sorted((dice.below(WORDS), dice.below(WORDS)))
        if right[one] != right[other]:
            count -= 1
            middle = right[one + 1 : other]
            wrong = (*right[:one], right[other], *middle, right[one], *right[other + 1 :])
            yield Slip(passcode, wrong, (one + 1, other + 1))


def rows_swapped(of: WordList, count: int) -> Iterator[Slip]:
    dice = Dice(f"{of.language}/rows swapped")
    orders = ((1, 0, 2), (0, 2, 1), (2, 1, 0), (1, 2, 0), (2, 0, 1))
    for _ in range(count):
        passcode, right = _fresh(dice, of)
        order = dice.one_of(orders)
        wrong = tuple(right[row * 3 + column] for row in order for column in range(3))
        yield Slip(passcode, wrong, tuple(range(1, WORDS + 1)))


def _fresh(dice: Dice, of: WordList) -> tuple[Passcode, tuple[str, ...]]:
    passcode = issue(dice.entropy)
    return passcode, words(passcode, of)
