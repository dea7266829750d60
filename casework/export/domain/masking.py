"""Take names out of words. A machine finds those that it is told; a person looks over the rest."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_FEWEST_LETTERS: Final = 3  # of a part of a name: an initial stands in half of all words
_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


@dataclass(frozen=True, slots=True, repr=False)
class Named:
    """Somebody's name, and what stands in its place."""

    name: str
    stand_in: str


@dataclass(frozen=True, slots=True, repr=False)
class Mask:
    """Replaces each whole name in any case, and each part of one as names are written."""

    pattern: re.Pattern[str] | None
    whole: Mapping[str, str]
    parts: Mapping[str, str]

    def over(self, words: str) -> str:
        if self.pattern is None:
            return words
        return self.pattern.sub(self._stand_in, _plain(words))

    def _stand_in(self, found: re.Match[str]) -> str:
        words = found.group()
        folded = " ".join(words.casefold().split())
        return self.whole.get(folded) or self.parts[words.casefold()]


def mask_of(people: Iterable[Named], somebody: str) -> Mask:
    """`somebody` stands for a part of a name that several people share."""
    named = [Named(_plain(each.name).strip(), each.stand_in) for each in people]
    whole = {" ".join(each.name.casefold().split()): each.stand_in for each in named if each.name}
    parts: dict[str, str] = {}
    written: list[str] = []
    for part, stand_in in _parts(named):
        folded = part.casefold()
        parts[folded] = stand_in if parts.get(folded, stand_in) == stand_in else somebody
        written += [part, part.upper()]
    # Folded, “Groß” is written with two letters more: a text may have it either way.
    spelt = {*whole, *(" ".join(each.name.split()) for each in named if each.name)}
    found = [
        *(f"(?i:{_whole(each)})" for each in sorted(spelt, key=len, reverse=True)),
        *(_bounded(part) for part in sorted(set(written), key=len, reverse=True)),
    ]
    return Mask(re.compile("|".join(found)) if found else None, whole, parts)


def _parts(named: Iterable[Named]) -> Iterator[tuple[str, str]]:
    for each in named:
        for part in re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", each.name):
            if len(part) >= _FEWEST_LETTERS:
                yield part, each.stand_in


def _whole(name: str) -> str:
    """Spaces and line ends between the parts of a name are all one."""
    return _bounded(name, r"\s+".join(map(re.escape, name.split())))


def _bounded(name: str, pattern: str = "") -> str:
    """Scripts without capitals write a name and its neighbours in one, so no edge is asked for."""
    pattern = pattern or re.escape(name)
    is_cased = all(letter.lower() != letter.upper() for letter in name if letter.isalpha())
    return rf"(?<!\w){pattern}(?!\w)" if is_cased else pattern


def _plain(words: str) -> str:
    """Bring a name to one spelling, and take out what is there without being seen."""
    return unicodedata.normalize("NFC", words.translate(_UNSEEN))
