"""Who may read what a reporter sends, and who never may: the same two lists wherever they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from crypto.errors import MalformedError
from crypto.names import PersonId

FEWEST_HOLDERS = 2
FEWEST_EXTERNALS = 1


@dataclass(frozen=True, slots=True, repr=False)
class Readers:
    """A person stands in one list at most. No repr: neither list belongs in a traceback."""

    admitted: tuple[PersonId, ...]
    left_out: tuple[PersonId, ...] = ()

    def __post_init__(self) -> None:
        everyone = self.admitted + self.left_out
        if len(set(everyone)) != len(everyone):
            raise MalformedError("a person is named twice")

    def without(self, persons: Iterable[PersonId]) -> "Readers":
        """Leave persons out for good: a later list cannot bring them back."""
        gone = set(persons)
        stay = tuple(person for person in self.admitted if person not in gone)
        return Readers(stay, self.left_out + tuple(sorted(gone - set(self.left_out))))

    def joined_by(self, persons: Iterable[PersonId]) -> "Readers":
        new = tuple(sorted(set(persons) - set(self.admitted)))
        return Readers(self.admitted + new, self.left_out)


def are_enough(holders: int, externals: int) -> bool:
    """Tell if so many holders, so many of them external, may be all who read a message.

    Nobody reads alone, and nobody from the company reads unseen: two, one of them from outside.
    """
    return holders >= FEWEST_HOLDERS and externals >= FEWEST_EXTERNALS
