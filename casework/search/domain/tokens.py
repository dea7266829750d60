"""Words as a reader sees them: without accents and capitals.

Where a script puts no spaces between words, each sign is a word of its own.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

# Thai, Lao, Burmese, Khmer, kana and Han: nobody could say where in a line a word begins.
_UNSPACED: Final = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_MARKS: Final = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
_LETTER: Final = f"(?:(?![{_UNSPACED}])[^\\W_])"
_TOKEN: Final = re.compile(f"[{_UNSPACED}]|{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*")
# The same for text in which no sign stands alone, which is most text, and is read quicker.
_SIGN: Final = re.compile(f"[{_UNSPACED}]")
_SPACED: Final = re.compile(f"[^\\W_]+(?:[{_MARKS}]+[^\\W_]*)*")


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
    for match in _pattern(text).finditer(text):
        yield Token(match.start(), match.end(), match.group())


def folded(word: str) -> str:
    """Return what two spellings of a word have in common."""
    if word.isascii():
        return word.casefold()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def spaced(text: str) -> str:
    """Return the words alone, for an index that parts them at spaces and knows fewer scripts."""
    if text.isascii():
        # Everything but letters and digits parts words there, too; only this sign is one in names.
        return text.replace("_", " ").replace("\0", " ")
    plain = composed(text)
    return " ".join(_pattern(plain).findall(plain))


def may_say(text: str, words: Iterable[str]) -> bool:
    """Say no where a text cannot hold these folded words, without a look at each of its own."""
    plain = folded(text)
    return all(word in plain for word in words)


def _pattern(text: str) -> re.Pattern[str]:
    return _SPACED if text.isascii() or not _SIGN.search(text) else _TOKEN
