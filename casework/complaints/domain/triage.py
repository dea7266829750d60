"""What triage asks to be done at once, and what somebody else has until it comes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from casework.complaints.domain.taxonomy import Destination


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
