"""The place in a text where something was found, and a few words around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from casework.search.domain.asking import Term
from casework.search.domain.tokens import Token, composed, folded, may_say, tokens

_BEFORE: Final = 60
_LONGEST: Final = 240
_LOOKED_THROUGH: Final = 200_000  # characters: as much as a book's chapter


@dataclass(frozen=True, slots=True, repr=False)
class Piece:
    text: str
    is_found: bool


Snippet = tuple[Piece, ...]


def snippet_of(text: str, terms: Sequence[Term]) -> Snippet | None:
    """Return the first place that says one of the terms, if all of them are said."""
    shown = composed(text[:_LOOKED_THROUGH])
    if not may_say(shown, [folded(word) for term in terms for word in term.words]):
        return None
    listed = list(tokens(shown))
    words = [folded(each.word) for each in listed]
    spans = [list(_spans(term, words)) for term in terms]
    if not spans or not all(spans):
        return None
    found = sorted({at for each in spans for span in each for at in span})
    return tuple(_pieces(shown, [listed[at] for at in found]))


def _spans(term: Term, words: Sequence[str]) -> Iterator[range]:
    wanted = [folded(each) for each in term.words]
    for at in range(len(words) - len(wanted) + 1):
        here = words[at : at + len(wanted)]
        ends = here[-1].startswith(wanted[-1]) if term.is_begun else here[-1] == wanted[-1]
        if ends and here[:-1] == wanted[:-1]:
            yield range(at, at + len(wanted))


def _pieces(text: str, found: Sequence[Token]) -> Iterator[Piece]:
    start = _start(text, found[0].start)
    end = min(len(text), start + _LONGEST)
    at = start
    yield Piece("…" if start else "", is_found=False)
    for token in found:
        if token.start >= end:
            break
        yield Piece(text[at : token.start], is_found=False)
        yield Piece(text[token.start : token.end], is_found=True)
        at = token.end
    yield Piece(text[at:end] + ("…" if end < len(text) else ""), is_found=False)


def _start(text: str, found: int) -> int:
    """Begin a little before, at a space if there is one."""
    if found <= _BEFORE:
        return 0
    space = text.find(" ", found - _BEFORE, found)
    return found - _BEFORE if space < 0 else space + 1
