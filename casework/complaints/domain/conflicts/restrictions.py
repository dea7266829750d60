"""A restriction is put on by one and taken off by two; the reporter's own is never taken off."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, TypeAlias

from crypto.names import PersonId

_VOICES: Final = 2


class Origin(StrEnum):
    REPORTER = "reporter"  # left out when the report was sealed
    STEPPED_BACK = "stepped back"
    TIE = "tie"
    ROUTE = "route"


@dataclass(frozen=True, slots=True)
class Restriction:
    person: PersonId
    origin: Origin
    released_by: frozenset[PersonId] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Released:
    by: frozenset[PersonId]


@dataclass(frozen=True, slots=True)
class OneMore:
    """Somebody else has to say so too. The restriction holds until then."""

    restriction: Restriction


@dataclass(frozen=True, slots=True)
class HoldsForEver:
    """The reporter chose it. It is enforced by keys that were never made."""


@dataclass(frozen=True, slots=True)
class NotYours:
    """Nobody lets themselves in, nobody says it twice, and nobody but a reader says it."""


Release: TypeAlias = Released | OneMore | HoldsForEver | NotYours


def release(restriction: Restriction, by: PersonId, readers: frozenset[PersonId]) -> Release:
    if restriction.origin is Origin.REPORTER:
        return HoldsForEver()
    if by == restriction.person or by not in readers or by in restriction.released_by:
        return NotYours()
    # Whoever stopped being a reader meanwhile has no voice any more.
    voices = (restriction.released_by & readers - {restriction.person}) | {by}
    if len(voices) >= _VOICES:
        return Released(voices)
    return OneMore(replace(restriction, released_by=voices))
