"""What was typed about a task. A field keeps its words, and has its fault beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from casework.complaints.domain.case.tasks import Shows
from casework.complaints.forms.deciding import read_day
from casework.complaints.forms.writing import NO_DAY, TypedDay, count, typed_day, words
from casework.complaints.services.watching.tasking import Wanted, Which
from crypto.names import PersonId

NOBODY: Final = "nobody"
LONGEST_WHAT: Final = 200
LONGEST_TEXT: Final = 2_000


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """Everything that a form of the page can hold; `form` says which one was posted."""

    form: str = ""
    what: str = ""
    owner: str = ""
    day: TypedDay = NO_DAY
    shows: str = ""
    how: str = ""
    text: str = field(default="", repr=False)
    due: date | None = None
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """Return what is wrong, each with the id of the box that it is about."""
        return tuple(
            (f"{self.form}-{name}" if name else "", says) for name, says in self.wrong.items()
        )


def read_typed(form: Mapping[str, str]) -> Typed:
    return Typed(
        form=form.get("form", ""),
        what=" ".join(words(form, "what").split()),
        owner=form.get("owner", ""),
        day=typed_day(form, "due"),
        shows=form.get("shows", ""),
        how=words(form, "how"),
        text=words(form, "text"),
        due=read_day(form, "due"),
    )


def which_of(form: Mapping[str, str]) -> Which:
    """Read which task a form is about, from the end of its name, and how it stood then."""
    number = form.get("form", "").rpartition("-")[2]
    return Which(count(number), count(form.get("changes", "")))


def wanted_of(typed: Typed) -> Wanted | None:
    if typed.due is None or not typed.what:
        return None
    owner = None if typed.owner == NOBODY else PersonId(typed.owner)
    shows = Shows(typed.shows) if typed.shows in set(Shows) else None
    how = typed.how if shows is Shows.YES else ""
    return Wanted(typed.what, owner, typed.due, shows, how)


def with_fault(typed: Typed, name: str, says: str) -> Typed:
    return replace(typed, wrong={**typed.wrong, name: says})
