"""What triage came to: who is in it, how serious it is, and who else has it now."""

from dataclasses import dataclass, field

from casework.complaints.domain.conflicts.named import Named
from casework.complaints.domain.conflicts.restrictions import Restriction
from casework.complaints.domain.severity import Grade
from casework.complaints.domain.triage import Referral
from crypto.names import PersonId


@dataclass(frozen=True, slots=True)
class HandOver:
    """What was handed to whom, word for word, and what came back."""

    referral: Referral
    by: PersonId
    to_whom: str = field(repr=False)
    text: str = field(repr=False)
    came_of_it: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Words for the reporter that a second reader must agree to, for they could expose somebody."""

    by: PersonId
    id: bytes
    text: str = field(repr=False)
    asks: bool
    seen: int  # how far their writer had read


@dataclass(frozen=True, slots=True)
class SecondWord:
    """Whether a second reader agrees before words go out. One alone can ask for it."""

    is_on: bool | None = None  # nobody has said: it follows from how exposed the reporter is
    off_by: PersonId | None = None  # who would do without it, on one word so far

    def is_needed(self, *, is_exposed: bool) -> bool:
        return is_exposed if self.is_on is None else self.is_on


@dataclass(frozen=True, slots=True)
class Assessed:
    named: tuple[Named, ...] = ()
    people_list: int = 1
    """Its number. A name that is added makes every statement about the list before stale."""
    restrictions: tuple[Restriction, ...] = ()
    grade: Grade | None = None
    hand_overs: tuple[HandOver, ...] = ()
    waiting: Waiting | None = None
    second_word: SecondWord = SecondWord()

    @property
    def restricted(self) -> frozenset[PersonId]:
        return frozenset(each.person for each in self.restrictions)

    @property
    def waiting_on_others(self) -> int:
        """How many of those who took something over have not said what came of it."""
        return sum(not each.referral.is_settled for each in self.hand_overs)
