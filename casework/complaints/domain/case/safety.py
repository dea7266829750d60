"""Look over words to a reporter before they go: what could expose somebody, or be hard to read.

It warns and never refuses. A person decides, who knows what the machine does not.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from casework.complaints.domain.case.disclosures import names_in

EASY_ENOUGH: Final = 8.0


class Worry(StrEnum):
    NAMES_SOMEBODY = "names somebody"
    EXACT_TIME = "exact time"
    ASKS_WHO_THEY_ARE = "asks who they are"
    HARD_TO_READ = "hard to read"


_TIME: Final = re.compile(
    r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b|\b(?:1[0-2]|[1-9])\s?[ap]\.?m\b", re.IGNORECASE
)
_WHO: Final = re.compile(
    r"\b(?:your (?:\w+ )?(?:name|phone|number|e-?mail|address|employee|badge|job title|department)"
    r"|who (?:are you|you are)|identify yourself|call us|meet us)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_END: Final = re.compile(r"[.!?]+(?:\s|$)")
_SOUNDS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"[^aeiouyl]e$|[^aeiouytd]ed$")


def worries(words: str, told: Iterable[str], known: Iterable[str] = ()) -> tuple[Worry, ...]:
    """`told` is what may name somebody, from the reporter or about them; `known` are people."""
    return tuple(_worries(words, "\n".join(told), tuple(known)))


def grade(words: str) -> float:
    """Return how many years of school it takes, as Flesch and Kincaid counted."""
    found = _WORD.findall(words)
    if not found:
        return 0.0
    sentences = max(1, len(_END.findall(words)))
    sounds = sum(_syllables(each) for each in found)
    return 0.39 * len(found) / sentences + 11.8 * sounds / len(found) - 15.59


def _worries(words: str, told: str, known: tuple[str, ...]) -> Iterator[Worry]:
    if names_in(words, known, told):
        yield Worry.NAMES_SOMEBODY
    if _TIME.search(words):
        yield Worry.EXACT_TIME
    if _WHO.search(words):
        yield Worry.ASKS_WHO_THEY_ARE
    if grade(words) > EASY_ENOUGH:
        yield Worry.HARD_TO_READ


def _syllables(word: str) -> int:
    plain = word.casefold()
    heard = len(_SOUNDS.findall(plain)) - bool(_SILENT.search(plain))
    return max(1, heard)
