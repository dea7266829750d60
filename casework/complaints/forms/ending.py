"""Answers of the closing list, wishes to let a line go, and holds, read from a form once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from casework.complaints.domain.finishing import Item, Outsider, Telling
from casework.complaints.domain.severity import Level
from casework.complaints.forms.writing import words
from casework.complaints.services.ending.closing import Passing
from casework.complaints.services.moving import MENDED

TICKED: Final = ("unreachable", "saw", "special")
ANSWERS: Final = (*TICKED, "by", "basis", "level", "mended", *(each.value for each in Outsider))
_SHORT = 300


def read_answers(form: Mapping[str, str], by: Sequence[str], today: date) -> dict[str, str]:
    """Read what the list before closing asks. Only what is one of our choices is kept."""
    kept = {name: "yes" for name in TICKED if form.get(name)}
    kept |= {"by": " ".join(by), "basis": words(form, "basis")}
    kept |= _chosen(form)
    if kept["by"] and kept["basis"]:
        kept["day"] = today.isoformat()
    return kept


def read_passing(form: Mapping[str, str], chosen: Sequence[str]) -> Passing:
    """Read which lines are to be let go, by their names in the code, and why."""
    items = frozenset(item for item in Item if item.name in chosen)
    return Passing(items, words(form, "reason")[:_SHORT])


def _chosen(form: Mapping[str, str]) -> dict[str, str]:
    choices = {each.value: set(Telling) for each in Outsider}
    ways: dict[str, set[str]] = {name: {*some} for name, some in choices.items()}
    ways |= {"level": {str(each.value) for each in Level}, "mended": {*MENDED}}
    return {name: form[name] for name, some in ways.items() if form.get(name, "") in some}
