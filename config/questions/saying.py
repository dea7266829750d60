"""Sentences that rules make, and that a page says in its reader's language.

A rule knows what is to be said, and no language. So it returns the words for translators and
what stands in their places. A terminal says them as they are written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

Value: TypeAlias = "str | int | date | Sentence"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`more` are the words for any other number than one, which is the value `num`."""

    text: str
    more: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        is_one = not self.more or self.values["num"] == 1
        words = self.text if is_one else self.more
        return words % {name: _plain(value) for name, value in self.values.items()}


def saying(text: str, more: str = "", **values: Value) -> Sentence:
    """Mark words for translators, one text and perhaps one for several, with their values."""
    return Sentence(text, more, values)


def _plain(value: Value) -> str | int:
    if isinstance(value, date):
        return f"{value:%B} {value.day}, {value.year}"
    return str(value) if isinstance(value, Sentence) else value
