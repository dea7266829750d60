"""A deed is kept as a commitment, so that the history can be shown to people who may not read it.

What was done, by whom and in which case, stands beside the salt where the
deed was done, under that case's keys. Erase it there, and the line here stays,
proves its place, and says nothing.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from crypto.log.commitment import COMMITMENT_SIZE, Commitment

DeedId = NewType("DeedId", bytes)  # 16 bytes, random
DEED_ID_SIZE = 16


class Verb(StrEnum):
    COMMITTEE_FOUNDED = "committee founded"


class MalformedDeedError(ValueError):
    """An id or a commitment of another size than its kind has."""


@dataclass(frozen=True, slots=True)
class Deed:
    id: DeedId
    day: date
    verb: Verb
    commitment: Commitment

    def __post_init__(self) -> None:
        if len(self.id) != DEED_ID_SIZE or len(self.commitment) != COMMITMENT_SIZE:
            raise MalformedDeedError("a deed has an id of 16 bytes and a commitment of 32")
