"""What sessions hold while they are unlocked: in this process, and nowhere else.

From unlock to lock, and no longer. Whoever runs the machine could read it here meanwhile, and
the threat model says so. What lies here is checked against the key store by its count of
changes, so that a key whose wrap was taken away opens no further page.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import NewType, Protocol, TypeVar

from casework.rights import SessionId, SignedIn
from casework.shelf.looking import Look
from crypto.keyring.grants import Granted
from crypto.names import CaseId, ManifestHash, PersonId

Cleared = NewType("Cleared", int)


@dataclass(frozen=True, slots=True)
class Tried:
    """What somebody's keys made of the newest wraps of a case: mostly nothing is no news."""

    change: int  # what the key store had seen when this was looked at last
    generation: int
    manifest: ManifestHash
    granted: Granted | None = field(repr=False)


class Kept(Protocol):
    """Something made of what a session may read, which goes when the session's keys go."""

    def forget(self) -> None: ...


K = TypeVar("K", bound=Kept)


class _Held:
    """Of one session."""

    def __init__(self, person: PersonId) -> None:
        self.person = person
        self.tried: dict[CaseId, Tried] = {}
        self.look = Look()
        self.kept: dict[type[Kept], Kept] = {}


class Shelf:
    """One for the process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: dict[SessionId, _Held] = {}
        self._cleared = 0

    def cleared(self) -> Cleared:
        """Return what `add` and `keep` want to know: how often something was forgotten so far."""
        with self._lock:
            return Cleared(self._cleared)

    def known(self, session: SessionId, cases: Iterable[CaseId]) -> dict[CaseId, Tried]:
        """Return what is known of these cases, without a look at the others."""
        with self._lock:
            held = self._held.get(session)
            tried = {} if held is None else held.tried
            return {case: tried[case] for case in cases if case in tried}

    def add(self, me: SignedIn, tried: Mapping[CaseId, Tried], since: Cleared) -> None:
        """Keep keys, unless anything was forgotten since they were looked for: perhaps these."""
        with self._lock:
            if self._cleared == since:
                self._of(me).tried.update(tried)

    def look(self, me: SignedIn) -> Look:
        """Return how far this session has looked through what came in."""
        with self._lock:
            return self._of(me).look

    def keep(self, me: SignedIn, kept: K, since: Cleared) -> K:
        """Keep one thing of a kind, and return the one that counts: the first, if two came."""
        with self._lock:
            if self._cleared != since:
                return kept
            mine = self._of(me).kept
            there = mine.setdefault(type(kept), kept)
            return there if isinstance(there, type(kept)) else kept

    def kept(self, session: SessionId, kind: type[K]) -> K | None:
        with self._lock:
            held = self._held.get(session)
            there = None if held is None else held.kept.get(kind)
            return there if isinstance(there, kind) else None

    def drop(self, session: SessionId, kind: type[Kept]) -> None:
        """Forget one thing that was made, and nothing else."""
        with self._lock:
            held = self._held.get(session)
            gone = None if held is None else held.kept.pop(kind, None)
        if gone is not None:
            gone.forget()

    def clear(self, session: SessionId) -> None:
        self._forget({session})

    def clear_of(self, person: PersonId) -> None:
        """Forget all that somebody's sessions hold, whichever they are."""
        with self._lock:
            mine = {session for session, held in self._held.items() if held.person == person}
        self._forget(mine)

    def clear_all_but(self, sessions: Collection[SessionId]) -> None:
        with self._lock:
            others = self._held.keys() - set(sessions)
        self._forget(others)

    def _forget(self, sessions: Collection[SessionId]) -> None:
        with self._lock:
            self._cleared += 1
            gone = [self._held.pop(each) for each in sessions if each in self._held]
        for held in gone:
            for kept in held.kept.values():
                kept.forget()

    def _of(self, me: SignedIn) -> _Held:
        return self._held.setdefault(me.session, _Held(me.person))
