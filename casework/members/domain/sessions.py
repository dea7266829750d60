"""A session is somebody who came in, on a device, until a minute. It locks long before it ends."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from casework.rights import SessionId, Standing
from crypto.keyring.handles import Known
from crypto.keyring.session import SessionBox
from crypto.names import PersonId

LASTS_MINUTES = 12 * 60
NUMBERS = range(100, 1_000)


@dataclass(frozen=True, slots=True)
class Session:
    id: SessionId
    person: PersonId
    device: Known
    ends: int
    seen: int
    box: SessionBox | None = field(default=None, repr=False)

    def is_over(self, minute: int) -> bool:
        return not self.ends - LASTS_MINUTES <= minute < self.ends

    def is_idle(self, minute: int, idle_minutes: int) -> bool:
        """A clock that was set back locks too: it could otherwise keep a screen open for ever."""
        return not 0 <= minute - self.seen < idle_minutes


@dataclass(frozen=True, slots=True)
class Device:
    """A browser, known by a cookie of its own. Its number is what two screens show alike."""

    id: Known
    person: PersonId
    number: int
    first: date
    approved: bool
    vouched: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Approved:
    """The device may be used from now on."""


class Voice(Enum):
    """Whose word it is. A reader from outside speaks for somebody only beside a member."""

    MEMBER = "member"
    OUTSIDE = "outside"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class OneMore:
    """Somebody else has to say so too: a member, if none has yet."""


@dataclass(frozen=True, slots=True)
class NotYours:
    """Nobody says it twice, and nobody without keys of the committee says it for another."""


def approval(
    device: Device, by: PersonId, voice: Voice, earlier: Voice = Voice.NONE
) -> Approved | OneMore | NotYours:
    """Decide what one word for a device is worth: one's own is enough, others' are two.

    Of the two one may come from outside. With members alone, of three of whom one is gone, the
    other two could never help each other back in.
    """
    if by == device.person:
        return Approved()
    if voice is Voice.NONE or by == device.vouched:
        return NotYours()
    is_enough = device.vouched is not None and Voice.MEMBER in {voice, earlier}
    return Approved() if is_enough else OneMore()


def standing(session: Session, device: Device | None, *, joining: bool) -> Standing | None:
    """Return what is still missing, or nothing: then somebody is in."""
    if joining:
        return Standing.JOINING
    if session.box is None:
        return Standing.LOCKED
    if device is None or not device.approved:
        return Standing.WAITING
    return None
