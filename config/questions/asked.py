"""The shape of a question, so that forms, check pages and casework need not know each one."""

from dataclasses import dataclass
from enum import Enum


def asked(text: str) -> str:
    """Mark words for translators. Whoever shows them asks gettext for the reader's language."""
    return text


class Kind(Enum):
    LINE = "one line"
    TEXT = "as many lines as they like"
    ONE = "one of these"
    SEVERAL = "any of these"


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """The answer that makes a question worth asking. Without it, there is no answer to it."""

    name: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """`asks` stands over the field, `short` beside the answer. Either may name the company."""

    name: str
    kind: Kind
    asks: str
    short: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    longest: int = 0
    only_if: OnlyIf | None = None

    def text_of(self, code: str) -> str:
        """Return the words of a code; an unknown one says itself, so that nothing is hidden."""
        return next((option.text for option in self.options if option.code == code), code)


@dataclass(frozen=True, slots=True)
class Step:
    """What is asked together. `change` ends the sentence “Change …” for those who hear it."""

    id: str
    heading: str
    short: str
    change: str
    questions: tuple[Question, ...]
    optional: bool = True
