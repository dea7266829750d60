"""A deed is kept as a commitment, so that the history can be shown to people who may not read it.

What was done, by whom and in which case, stands beside the salt where the
deed was done, under that case's keys. Erase it there, and the line here stays,
proves its place, and says nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType, Protocol

from crypto.log.commitment import COMMITMENT_SIZE, Commitment
from crypto.names import PersonId

DeedId = NewType("DeedId", bytes)  # 16 bytes, random
DEED_ID_SIZE = 16


class Verb(StrEnum):
    COMMITTEE_FOUNDED = "committee founded"
    INVITED = "invited"
    JOINED = "joined"
    SIGNED_IN = "signed in"
    LOCKED = "locked"
    SESSION_ENDED = "session ended"
    DEVICE_APPROVED = "device approved"
    DEVICE_REMOVED = "device removed"
    PASSKEY_ADDED = "passkey added"
    PASSKEY_REMOVED = "passkey removed"
    APP_ADDED = "app added"
    LOCK_CHANGED = "lock time changed"
    CODES_RENEWED = "recovery codes renewed"
    CODE_USED = "recovery code used"
    CHANGE_PROPOSED = "change proposed"
    CHANGE_SIGNED = "change signed"
    CHANGE_WITHDRAWN = "change withdrawn"
    CHANGE_OVERTAKEN = "change overtaken"  # by another, or by two weeks in which nobody finished it
    CHANGE_PUBLISHED = "change published"
    DEVICE_BLOCKED = "device blocked"
    SHEET_RENEWED = "sheet renewed"
    RECOVERY_USED = "recovery used"
    DRILL_HELD = "drill held"
    WRAPS_RENEWED = "wraps renewed"
    IN_CASE = "in a case"  # which deed it was, and in which case, its sealed opening alone says
    ADDRESS_CHANGED = "mail address changed"
    HISTORY_EXPORTED = "history exported"
    NIGHT_LISTED = "night listed"
    TIES_DECLARED = "ties declared"
    STAND_INS_TRIED = "stand-ins tried"
    CHARTER_READ = "charter read"


class MalformedDeedError(ValueError):
    """An id or a commitment of another size than its kind has."""


@dataclass(frozen=True, slots=True)
class Deed:
    id: DeedId
    day: date
    verb: str  # a `Verb`, or the word of a newer release, which is kept and shown as it stands
    commitment: Commitment

    def __post_init__(self) -> None:
        if len(self.id) != DEED_ID_SIZE or len(self.commitment) != COMMITMENT_SIZE:
            raise MalformedDeedError("a deed has an id of 16 bytes and a commitment of 32")


@dataclass(frozen=True, slots=True)
class Said:
    """A deed in words, as whoever does it knows it: what, when, who, and about whom or what."""

    verb: Verb
    day: date
    actor: PersonId | None
    subject: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class CaseLine:
    """A deed of a case, as the case itself tells it to one of its readers."""

    commitment: Commitment
    day: date
    people: frozenset[PersonId]
    says: str


@dataclass(frozen=True, slots=True, repr=False)
class CaseLog:
    """All deeds of one case, newest first, and who had it on a screen: name, right, first day."""

    lines: Sequence[CaseLine]
    seen_by: Sequence[tuple[str, str, str]]


class CaseLogs(Protocol):
    """The cases that one reader opens, for the audit log, which has no key of any. No other is."""

    def names(self) -> Mapping[str, str]:
        """Return what the cases that are due next are called, by the names in their addresses."""

    def of(self, case: str) -> CaseLog | None:
        """Return what one case tells; nothing of one that this reader does not open."""

    def called(self, case: str) -> str:
        """Return its name, or nothing."""
