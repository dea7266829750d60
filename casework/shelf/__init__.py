"""The keys of cases that sessions hold while they are unlocked: in this process, and nowhere else.

From unlock to lock, and no longer. Whoever runs the machine could read them here meanwhile, and
the threat model says so. What lies here is checked against the key store by its count of
changes, so that a key whose wrap was taken away opens no further page.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from threading import Lock

from casework.rights import SessionId
from crypto.keyring.grants import Granted
from crypto.names import CaseId, ManifestHash, PersonId


@dataclass(frozen=True, slots=True)
class Tried:
    """What somebody's keys made of the newest wraps of a scope: mostly nothing is no news."""

    generation: int
    manifest: ManifestHash
    granted: Granted | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keys:
    """All that one session could open when the key store had seen so many changes."""

    person: PersonId
    change: int
    tried: Mapping[bytes, Tried] = field(repr=False)

    def of(self, case: CaseId) -> Granted | None:
        found = self.tried.get(case)
        return None if found is None else found.granted

    @property
    def cases(self) -> frozenset[CaseId]:
        return frozenset(CaseId(scope) for scope, each in self.tried.items() if each.granted)


class Shelf:
    """One for the process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._keys: dict[SessionId, Keys] = {}

    def of(self, session: SessionId) -> Keys | None:
        with self._lock:
            return self._keys.get(session)

    def put(self, session: SessionId, keys: Keys) -> None:
        with self._lock:
            self._keys[session] = keys

    def clear(self, session: SessionId) -> None:
        with self._lock:
            self._keys.pop(session, None)

    def clear_of(self, person: PersonId) -> None:
        """Forget all that somebody's sessions hold, whichever they are."""
        with self._lock:
            mine = [session for session, keys in self._keys.items() if keys.person == person]
            for each in mine:
                del self._keys[each]

    def clear_all_but(self, sessions: Collection[SessionId]) -> None:
        with self._lock:
            for each in self._keys.keys() - set(sessions):
                del self._keys[each]
