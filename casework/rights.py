"""Who may do what: one table for roles and rights, with no word about how it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NewType, TypeAlias

from crypto.keyring.presses import Press
from crypto.keyring.seeds import MemberSeeds
from crypto.names import PersonId

SessionId = NewType("SessionId", bytes)  # 32 bytes, the row's; the browser holds what it hashes


class Role(StrEnum):
    """What a person is to the committee. A chair is a member too."""

    CHAIR = "chair"
    MEMBER = "member"
    EXTERNAL = "external"
    COUNSEL = "counsel"  # per case
    INTERNAL_AUDIT = "internal audit"  # per case
    SECRETARY = "secretary"
    ASSISTANT = "assistant"
    AUDITOR = "auditor of record"


class Right(StrEnum):
    """What a view asks of whoever opens it. A view that names none is closed to all."""

    ANYONE = "anyone"
    JOINING = "joining"  # holds an invitation and is being enrolled
    AT_DOOR = "at the door"  # the second factor passed, whatever else is still missing
    SIGNED_IN = "signed in"  # the second factor passed, the key unlocked, the device approved
    MEMBER = "member"
    HOLDER = "holder"  # a member or an external
    CASES = "cases"  # whoever can hold the key of a case; which case, its key alone says
    CHAIR = "chair"
    SECRETARY = "secretary"  # meetings and papers
    ASSISTANT = "assistant"  # dates
    AUDITOR = "auditor"  # verb, day and commitment of the history


HOLDERS_OF_KEYS: Final = frozenset({Role.MEMBER, Role.EXTERNAL, Role.COUNSEL, Role.INTERNAL_AUDIT})
"""Those who stand in the manifest. Their keys come from the ceremony, and from nowhere else."""

OPENS_TO: Final[Mapping[Right, frozenset[Role]]] = {
    Right.SIGNED_IN: frozenset(Role),
    Right.MEMBER: frozenset({Role.MEMBER}),
    Right.HOLDER: frozenset({Role.MEMBER, Role.EXTERNAL}),
    Right.CASES: HOLDERS_OF_KEYS,
    Right.CHAIR: frozenset({Role.CHAIR}),
    Right.SECRETARY: frozenset({Role.MEMBER, Role.SECRETARY}),
    Right.ASSISTANT: frozenset({Role.MEMBER, Role.SECRETARY, Role.ASSISTANT}),
    Right.AUDITOR: frozenset({Role.MEMBER, Role.AUDITOR}),
}


class Standing(StrEnum):
    """How far somebody has come who is not in."""

    LOCKED = "locked"  # the second factor passed; the key is not unlocked, or not any more
    WAITING = "waiting"  # everything passed, on a device that nobody has approved
    JOINING = "joining"  # invited, and not yet enrolled


@dataclass(frozen=True, slots=True)
class AtDoor:
    """Somebody with a session that opens nothing yet, or nothing now."""

    person: PersonId
    initials: str
    session: SessionId
    standing: Standing


@dataclass(frozen=True, slots=True, eq=False)
class SignedIn:
    """Somebody who is in. The keys are in clear for this request and no longer."""

    person: PersonId
    name: str
    roles: frozenset[Role]
    session: SessionId
    seeds: MemberSeeds = field(repr=False)
    lock_minutes: int = 0  # after how long a screen that was left alone is covered
    keys: bool = False  # single keys do something on this device
    press: Press | None = None  # of the button that asks for this, where it adds something


Visitor: TypeAlias = SignedIn | AtDoor | None


def opens(right: Right | None, visitor: Visitor) -> bool:
    """Say whether this right opens to this visitor. What is not said here is no."""
    if right is Right.ANYONE:
        return True
    if isinstance(visitor, SignedIn):
        return right is Right.AT_DOOR or _has_role_for(right, visitor.roles)
    if isinstance(visitor, AtDoor):
        needed = Right.JOINING if visitor.standing is Standing.JOINING else Right.AT_DOOR
        return right is needed
    return False


def _has_role_for(right: Right | None, roles: frozenset[Role]) -> bool:
    allowed = OPENS_TO.get(right) if right else None
    return allowed is not None and not allowed.isdisjoint(roles)
