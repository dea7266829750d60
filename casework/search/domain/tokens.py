"""Words as a reader sees them: without accents and capitals.

Where a script puts no spaces between words, each sign is a word of its own.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# Thai, Lao, Burmese, Khmer, kana and Han: nobody could say where in a line a word begins.
_UNSPACED: Final = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_MARKS: Final = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
_TOKEN: Final = re.compile(f"[{_UNSPACED}]|(?:(?![{_UNSPACED}])(?:[^\\W_]|[{_MARKS}]))+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word and where it stands in its text."""

    start: int
    end: int
    word: str


def composed(text: str) -> str:
    """Return the text as it is shown, with one code for each letter where there is one."""
    return unicodedata.normalize("NFC", text)


def tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        yield Token(match.start(), match.end(), match.group())


def folded(word: str) -> str:
    """Return what two spellings of a word have in common."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def spaced(text: str) -> str:
    """Return the words alone, for an index that parts them at spaces and knows fewer scripts."""
    return " ".join(_TOKEN.findall(composed(text)))
