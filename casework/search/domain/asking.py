"""What somebody asked for: words that begin like this, and phrases exactly like that."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from casework.complaints.domain.case.casefile import Standing
from casework.search.domain.tokens import composed, tokens

LONGEST: Final = 200
_MOST_TERMS: Final = 16
_BEGINNING: Final = 3  # letters: fewer would begin half of all words
_QUOTES: Final = str.maketrans("“”„«»‟", '"' * 6)
_PART: Final = re.compile(r'"([^"]*)(?:"|$)|([^\s"]+)')


class Which(StrEnum):
    """Reports of one standing, or of any."""

    ALL = "all"
    NEW = "new"
    US = "us"
    REPORTER = "reporter"
    FINISHED = "finished"

    @property
    def standing(self) -> Standing | None:
        return None if self is Which.ALL else Standing(self.value)


class When(StrEnum):
    """How long ago a report came in, at most."""

    ANY = "any"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def since(self, today: date) -> date | None:
        days = _DAYS.get(self)
        return None if days is None else today - timedelta(days=days)


_DAYS: Final = {When.MONTH: 31, When.QUARTER: 92, When.YEAR: 366}


@dataclass(frozen=True, slots=True, repr=False)
class Term:
    """Words that stand side by side. Of a word that was not quoted, the beginning is enough."""

    words: tuple[str, ...]
    is_begun: bool


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    typed: str
    terms: tuple[Term, ...] = ()
    which: Which = Which.ALL
    when: When = When.ANY


def terms_in(typed: str) -> tuple[Term, ...]:
    """Read what was typed. No sign in it is an order: what is no word is left out."""
    found = []
    for quoted, plain in _PART.findall(composed(typed[:LONGEST]).translate(_QUOTES)):
        words = tuple(each.word for each in tokens(quoted or plain))
        if words:
            is_begun = bool(plain) and len(words[-1]) >= _BEGINNING
            found.append(Term(words, is_begun))
    return tuple(found[:_MOST_TERMS])
