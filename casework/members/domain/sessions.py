"""A session is somebody who came in, on a device, until a minute. It locks long before it ends."""

from dataclasses import dataclass, field
from datetime import date

from casework.rights import SessionId, Standing
from crypto.keyring.handles import Known
from crypto.keyring.session import SessionBox
from crypto.names import PersonId

LASTS_MINUTES = 12 * 60
NUMBERS = range(100, 1_000)
APPROVALS_BY_OTHERS = 2


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


@dataclass(frozen=True, slots=True)
class OneMore:
    """Another member has to say so too."""


@dataclass(frozen=True, slots=True)
class NotYours:
    """Nobody says it twice, and nobody but a member says it for somebody else."""


def approval(device: Device, by: PersonId, *, is_member: bool) -> Approved | OneMore | NotYours:
    """Decide what one word for a device is worth: one's own is enough, others' are two."""
    if by == device.person:
        return Approved()
    if not is_member or by == device.vouched:
        return NotYours()
    return OneMore() if device.vouched is None else Approved()


def standing(session: Session, device: Device | None, *, joining: bool) -> Standing | None:
    """Return what is still missing, or nothing: then somebody is in."""
    if joining:
        return Standing.JOINING
    if session.box is None:
        return Standing.LOCKED
    if device is None or not device.approved:
        return Standing.WAITING
    return None
