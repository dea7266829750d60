"""How hard a page is to read, counted as Flesch and Kincaid did.

The counter leans to the strict side: a syllable too many makes a page look harder
than it is, and nobody is hurt by a sentence that was made simpler for nothing.
"""

import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from tests.browser import parsed

LONGEST_SENTENCE = 25
HARDEST_PAGE = 8.0
HARDEST_ON_AVERAGE = 6.0
_HTML = "{http://www.w3.org/1999/xhtml}"
_BLOCKS = {
    "p",
    "li",
    "dd",
    "dt",
    "summary",
    "legend",
    "label",
    "h1",
    "h2",
    "h3",
    "button",
    "td",
    "th",
}
# Names, addresses, keys and somebody's own words are not our prose.
_NOT_OURS = {"code", "address", "footer", "header", "script"}
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9’'.-]*")
_END = re.compile(r"(?<=[.!?])(?<!^\d\.)[”)]?\s+(?=[“(A-Z%])")
_SPEAKS = re.compile(r"[.!?:][”)]?$")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
_SOUNDS = re.compile(r"[aeiouy]+")
# What the rule below hears one syllable too many in, or too few.
_KNOWN = {
    "someone": 2,
    "anyone": 3,
    "people": 2,
    "area": 3,
    "idea": 3,
    "being": 2,
    "sometimes": 2,
    "created": 3,
}


def blocks_of(page: str) -> list[str]:
    """Return each paragraph, item and heading of a page's main part, in one line each."""
    [main] = parsed(page).iter(f"{_HTML}main")
    return [words for element in main.iter() if (words := _block(element))]


def sentences_of(blocks: Iterable[str]) -> list[str]:
    return [each.strip() for block in blocks for each in _END.split(block) if each.strip()]


def prose_of(blocks: Iterable[str]) -> list[str]:
    """Return what is said in sentences: a heading or the name of a button is none."""
    return [block for block in blocks if _SPEAKS.search(block)]


def words_in(text: str) -> list[str]:
    """Count a placeholder as one word, and a web address as one too."""
    return _WORD.findall(_PLACEHOLDER.sub("Northfield", text))


def grade(prose: Sequence[str]) -> float:
    sentences = [words for each in sentences_of(prose) if (words := words_in(each))]
    if not sentences:
        return 0.0
    words = [word for sentence in sentences for word in sentence]
    sounds = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * sounds / len(words) - 15.59


def too_long(blocks: Iterable[str]) -> list[str]:
    return [each for each in sentences_of(blocks) if len(words_in(each)) > LONGEST_SENTENCE]


def syllables(word: str) -> int:
    plain = re.sub(r"[’']s$|[^a-z]", "", word.casefold())
    if plain in _KNOWN or not plain:
        return _KNOWN.get(plain, 1)
    heard = len(_SOUNDS.findall(plain))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyscxzgh]es$|[aeiouy]le$", plain)
    return max(1, heard - bool(silent))


def _block(element: Element) -> str:
    if element.tag.removeprefix(_HTML) not in _BLOCKS or _holds_blocks(element):
        return ""
    return " ".join(_text(element).split())


def _holds_blocks(element: Element) -> bool:
    inside = list(element.iter())[1:]
    return any(each.tag.removeprefix(_HTML) in _BLOCKS for each in inside)


def _text(element: Element) -> str:
    if element.tag.removeprefix(_HTML) in _NOT_OURS or "verbatim" in element.get("class", ""):
        return ""
    return (element.text or "") + "".join(_text(each) + (each.tail or "") for each in element)
