"""One reader's word takes out one other, and no more before somebody else has agreed to it.

A removal takes effect at once, since whoever is in a report may be doing harm right now. It is
also how one reader could get rid of all the others, so nobody does it twice alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from crypto.names import PersonId


@dataclass(frozen=True, slots=True)
class Removal:
    """Who was taken out by whose word, and who else found that right."""

    who: PersonId
    by: PersonId
    on: date
    why: str = field(repr=False)
    agreed: PersonId | None = None

    @property
    def waits(self) -> bool:
        return self.agreed is None


def may_take_out(by: PersonId, before: Iterable[Removal]) -> bool:
    return not any(each.waits and each.by == by for each in before)


def agreed_to(before: Iterable[Removal], who: PersonId, by: PersonId) -> tuple[Removal, ...] | None:
    """Let a second reader agree. Nobody agrees to what they did themselves."""
    removals = tuple(before)
    if not any(_is_open(each, who, by) for each in removals):
        return None
    return tuple(replace(each, agreed=by) if _is_open(each, who, by) else each for each in removals)


def _is_open(removal: Removal, who: PersonId, by: PersonId) -> bool:
    return removal.who == who and removal.waits and removal.by != by
