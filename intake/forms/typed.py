"""What was typed, in the one shape that every page and every envelope gives back unchanged.

Browsers send line ends as two characters and drop what HTML cannot carry. A text that
changed on its way through a hidden field would look like another text at Send.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from config.questions.asked import Kind
from config.questions.messages import MESSAGES
from config.questions.report import ANSWERS
from intake.filing import Pairs

TOKEN = "token"  # noqa: S105  # the name of a form field
ADDING = "add_files"  # a button: the page of files has the form's address in a browser's history
_NOT_ANSWERS = {"csrf_token", TOKEN, ADDING}
_LINE_ENDS = re.compile(r"\r\n?")
_LAST_TWO = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
# Controls but for tab and line end, halves of characters, and what is no character at all.
_NOT_TEXT = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_TWO}]")
_OWN_WORDS = {each.name for each in (*ANSWERS, *MESSAGES) if each.kind in {Kind.LINE, Kind.TEXT}}


def clean(text: str) -> str:
    return _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text))


def own_words(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return what can be shown to whoever typed it: no codes, no seals, and no passcode."""
    return tuple(value for name, value in pairs if name in _OWN_WORDS and value.strip())


def answers_in(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Return what somebody answered, without what the page itself sends along."""
    return tuple((name, clean(value)) for name, value in pairs if name not in _NOT_ANSWERS)


def token_in(pairs: Iterable[tuple[str, str]]) -> str:
    return next((clean(value) for name, value in pairs if name == TOKEN), "")


class Posted:
    """Pairs as WTForms wants to read them. Several of one name are several answers."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(clean(value))

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def getlist(self, name: str) -> list[str]:
        return self._values[name]
