"""From what was typed to what is asked. Nothing that was typed is lost by being refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from casework.search.domain.asking import LONGEST, Asked, When, Which, terms_in


class Problem(Enum):
    NOTHING = "no word at all"
    TOO_LONG = "longer than a question"


@dataclass(frozen=True, slots=True, repr=False)
class Refused:
    problem: Problem
    asked: Asked


def read_asked(form: Mapping[str, str]) -> Asked | Refused:
    typed = " ".join(form.get("words", "").split())
    which, when = form.get("which", ""), form.get("when", "")
    asked = Asked(
        typed,
        terms_in(typed),
        Which(which) if which in set(Which) else Which.ALL,
        When(when) if when in set(When) else When.ANY,
    )
    if len(typed) > LONGEST:
        return Refused(Problem.TOO_LONG, asked)
    return asked if asked.terms else Refused(Problem.NOTHING, asked)


def read_place(text: str) -> int:
    """Read where a page of results begins. What we did not write is the beginning."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000") else 0
