"""What is typed about a file that a member adds, and everything that is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from casework.complaints.domain.case.evidence import (
    LONGEST_LINE,
    Blank,
    Provenance,
    Shape,
    provenance,
)
from casework.complaints.forms.deciding import read_day
from casework.complaints.forms.writing import NO_DAY, TypedDay, too_long, typed_day, words

# Beside which box each is said.
PLACES: Final[Mapping[Blank, str]] = {
    Blank.WHAT: "what",
    Blank.SOURCE: "source",
    Blank.OBTAINED: "obtained",
    Blank.IN_FUTURE: "obtained",
    Blank.SHAPE: "shape",
}


@dataclass(frozen=True, slots=True, repr=False)
class TypedFile:
    """What was typed, kept until nothing is missing. A browser gives no file back."""

    what: str = ""
    source: str = ""
    day: TypedDay = NO_DAY
    shape: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)


NOTHING_TYPED: Final = TypedFile()


def typed_file(fields: Iterable[tuple[str, str]]) -> TypedFile:
    form = dict(fields)
    return TypedFile(
        what=words(form, "what"),
        source=words(form, "source"),
        day=typed_day(form, "obtained"),
        shape=form.get("shape", ""),
    )


def too_long_in(fields: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Say beside each box by how much too much was typed into it."""
    form = dict(fields)
    says = {box: too_long(form, box, LONGEST_LINE) for box in ("what", "source")}
    return {box: each for box, each in says.items() if each}


def read_provenance(
    fields: Iterable[tuple[str, str]], today: date
) -> Provenance | frozenset[Blank]:
    form = dict(fields)
    typed = typed_file(form.items())
    shape = Shape(typed.shape) if typed.shape in set(Shape) else None
    return provenance(typed.what, typed.source, read_day(form, "obtained"), shape, today)
