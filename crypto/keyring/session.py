"""Keep an unlocked member unlocked, without a seed at rest and without a seed in a cookie.

The box lies in the session's row and its key in the browser. A thief of the
database has half, a thief of the browser's cookies has the other half.
"""

from dataclasses import dataclass, field
from secrets import token_bytes
from typing import NewType

from crypto.encoding import utf8
from crypto.errors import MalformedError
from crypto.keyring.boxes import lock, unlock
from crypto.keyring.seeds import MemberSeeds, read_seeds
from crypto.names import PersonId
from crypto.suite import KEY_SIZE, Label

SessionBox = NewType("SessionBox", bytes)  # 124 bytes, for the row

_LABEL = Label("session-box")


@dataclass(frozen=True, slots=True, eq=False)
class SessionKey:
    """The half for the cookie."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_SIZE:
            raise MalformedError("a session key has 32 bytes")


def box_seeds(
    seeds: MemberSeeds, session_id: bytes, person: PersonId
) -> tuple[SessionBox, SessionKey]:
    """Wrap under a key made for this session alone."""
    key = SessionKey(token_bytes(KEY_SIZE))
    box = lock(bytes(seeds), key.raw, _context(session_id, person))
    return SessionBox(box), key


def unbox_seeds(
    box: SessionBox, key: SessionKey, session_id: bytes, person: PersonId
) -> MemberSeeds:
    return read_seeds(unlock(box, key.raw, _context(session_id, person)))


def _context(session_id: bytes, person: PersonId) -> bytes:
    return _LABEL.over(session_id, utf8(person))
