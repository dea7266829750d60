"""What somebody has taken on in a case: what to do, who does it, until when, what came of it.

What is to be done stands in entries of the case, which are never changed. Here is which entry
counts, so that the list stays small however much is written about it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self

from crypto.names import PersonId

MOST_OPEN: Final = 50
MOST: Final = 400
"""More is no list that anybody works through, and the case has one field for all of it."""


class Shows(StrEnum):
    """Whether a task could show somebody that there is a report."""

    NO = "no"
    YES = "yes"  # and its words say how it is done all the same


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Task:
    number: int  # its place in the case, never given again
    words: int  # the entry that says what is to be done
    owner: PersonId | None
    since: date
    due: date
    shows: Shows | None = None  # nobody was asked: the exposure was not high
    had: PersonId | None = None  # who had it until they could not read the case any more
    state: State = State.OPEN
    came: int = 0  # the entry that says what came of it
    ended: date | None = None
    ended_by: PersonId | None = None
    changes: int = 0  # whoever saw an older one is told

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN


@dataclass(frozen=True, slots=True)
class Tasks:
    each: tuple[Task, ...] = ()

    @property
    def open(self) -> tuple[Task, ...]:
        """Return those that are still to be done, the next due first."""
        found = (each for each in self.each if each.is_open)
        return tuple(sorted(found, key=lambda each: (each.due, each.number)))

    @property
    def over(self) -> tuple[Task, ...]:
        """Return those that came to an end, the newest end first."""
        found = (each for each in self.each if not each.is_open)
        return tuple(sorted(found, key=lambda each: each.came, reverse=True))

    @property
    def next(self) -> Task | None:
        return next(iter(self.open), None)

    @property
    def is_full(self) -> bool:
        return len(self.open) >= MOST_OPEN or len(self.each) >= MOST

    @property
    def next_number(self) -> int:
        return max((each.number for each in self.each), default=0) + 1

    def of(self, number: int, changes: int) -> Task | None:
        """Return a task as somebody saw it, unless it has changed since."""
        found = (each for each in self.each if each.number == number)
        return next((each for each in found if each.changes == changes), None)

    def with_(self, task: Task) -> Self:
        """Return them with this one, changed, in its place."""
        others = (each for each in self.each if each.number != task.number)
        return replace(self, each=(*others, replace(task, changes=task.changes + 1)))

    def kept_by(self, people: Collection[PersonId]) -> Self:
        """Take what is open from whoever is none of these. It waits for somebody to take it."""
        left = [each for each in self.open if each.owner and each.owner not in people]
        after = self
        for each in left:
            after = after.with_(replace(each, owner=None, had=each.owner))
        return after

    @property
    def due(self) -> Mapping[PersonId, date]:
        """Return who has something to do, and the first day on which any of it is due."""
        return {each.owner: each.due for each in reversed(self.open) if each.owner is not None}

    @property
    def untaken(self) -> date | None:
        """Return the first day on which something is due that nobody has taken."""
        return next((each.due for each in self.open if each.owner is None), None)
