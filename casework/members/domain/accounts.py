"""An account says who somebody is. It never says what they may read: keys decide that."""

import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from casework.rights import HOLDERS_OF_KEYS, Role
from crypto.manifest.people import check_id, check_name
from crypto.names import PersonId

HANDLE_SIZE = 16
TOTP_BOX_SIZE = 48
SHORTEST_IDLE, LONGEST_IDLE, USUAL_IDLE = 2, 30, 10
_LONGEST_TYPED = 200


class MalformedAccountError(ValueError):
    """An account that could not be told from another, or that has no role."""


class State(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Account:
    person: PersonId
    name: str
    roles: frozenset[Role]
    state: State
    handle: bytes  # what a passkey knows this person by
    idle_minutes: int = USUAL_IDLE
    totp: bytes | None = field(default=None, repr=False)  # sealed to the site's own key

    def __post_init__(self) -> None:
        check_id(self.person)
        check_name(self.name)
        if not self.roles or not self.name_key:
            raise MalformedAccountError("an account has a role, and a name that can be typed")
        if Role.CHAIR in self.roles and Role.MEMBER not in self.roles:
            raise MalformedAccountError("a chair is a member")
        if len(self.handle) != HANDLE_SIZE:
            raise MalformedAccountError("a handle has 16 bytes")
        if not SHORTEST_IDLE <= self.idle_minutes <= LONGEST_IDLE:
            raise MalformedAccountError("the screen locks after 2 to 30 minutes")

    @property
    def name_key(self) -> str:
        return name_key(self.name)

    @property
    def initials(self) -> str:
        """Return all that a locked screen shows."""
        return "".join(word[0] for word in self.name.split() if word[0].isalnum())[:3].upper()

    @property
    def keys_come_from_the_ceremony(self) -> bool:
        return not self.roles.isdisjoint(HOLDERS_OF_KEYS)

    def invited_anew(self) -> Self:
        return replace(self, state=State.INVITED, totp=None)

    def joined(self) -> Self:
        return replace(self, state=State.ACTIVE)

    def locking_after(self, minutes: int) -> Self:
        return replace(self, idle_minutes=minutes)


def name_key(typed: str) -> str:
    """Return what two ways to type one name have in common: letters and digits, plain and small."""
    plain = unicodedata.normalize("NFKD", typed[:_LONGEST_TYPED]).casefold()
    return "".join(each for each in plain if each.isalnum())[:100]
