"""What triage asks to be done at once, and what somebody else has until it comes back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from casework.complaints.domain.outcomes import Allegation, next_number
from casework.complaints.domain.taxonomy import (
    Category,
    CategoryCode,
    Destination,
    Scope,
    Taxonomy,
    may_go_elsewhere,
)

CANNOT_TELL: Final = "cannot-tell"
"""The answer that leaves open whose a report is. Until there is another it stays with us."""


class Danger(StrEnum):
    """What may happen before anybody has looked into it."""

    PERSON = "person"
    EVIDENCE = "evidence"
    SOON = "soon"


class Precaution(StrEnum):
    NOTE_TO_COUNSEL = "preserve-evidence note to counsel"
    CALL_LIST = "call list"


@dataclass(frozen=True, slots=True)
class Referral:
    """A matter somebody else has. It stays ours to ask after until they say what came of it."""

    to: Destination
    handed_on: date
    accepted: date | None = None
    returned: date | None = None

    @property
    def is_settled(self) -> bool:
        return self.accepted is not None and self.returned is not None


_NOTED: Final = frozenset({Danger.EVIDENCE, Danger.SOON})


def precautions(found: frozenset[Danger]) -> frozenset[Precaution]:
    """Return what cannot wait for the other questions."""
    return frozenset(_precautions(found))


def _precautions(found: frozenset[Danger]) -> Iterator[Precaution]:
    if found & _NOTED:
        yield Precaution.NOTE_TO_COUNSEL
    if found:
        yield Precaution.CALL_LIST


def alleged_by(answer: Category | None, so_far: Sequence[Allegation]) -> tuple[Allegation, ...]:
    """Return what is alleged once “Is it ours?” is answered; with nothing, nobody can tell.

    What an earlier answer put there follows the new one, unless somebody sorted it since or wrote
    what was found. Then it stays as they left it, and what is answered now stands beside it.
    """
    made = next((each for each in so_far if each.of_triage and each.finding is None), None)
    if made is not None:
        moved = _moved(made, answer)
        return tuple(moved if each.id == made.id else each for each in so_far)
    if answer is None or answer.code in {each.category for each in so_far}:
        return tuple(so_far)
    new = Allegation(next_number(so_far), answer.code, answer.scope(), of_triage=True)
    return (*so_far, new)


def _moved(made: Allegation, answer: Category | None) -> Allegation:
    if answer is None:
        return replace(made, scope=Scope.OPEN)
    return replace(made, category=answer.code, scope=answer.scope())


def contradicts(choice: str, alleged: Sequence[Allegation], taxonomy: Taxonomy) -> bool:
    """Say whether “Is it ours?” was answered so that what is alleged could not go elsewhere."""
    code = CategoryCode(choice)
    if not choice or code in {each.category for each in alleged}:
        return False
    answer = taxonomy.categories.get(code)
    return answer is None or not may_go_elsewhere([answer.scope()])
