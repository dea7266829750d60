"""Recovery shares that are being typed in, by several people, until there are enough.

They lie in this process's memory for half an hour at most, and nowhere else. Whoever types
one shows it to nobody: the pages say how many are still missing, and no more.
"""

from threading import Lock
from typing import Final

from crypto.manifest.signed import KeyId
from crypto.recovery import RecoveryShare
from store.clock import Minute

LASTS_MINUTES: Final = 30


class Sitting:
    """One for the process. Time runs from the first share."""

    def __init__(self, minute: Minute) -> None:
        self._minute = minute
        self._lock = Lock()
        self._shares: dict[tuple[KeyId, bool, int], RecoveryShare] = {}
        self._ends = 0

    def add(self, key: KeyId, share: RecoveryShare) -> None:
        """Take a share of one recovery key; the same sheet again changes nothing."""
        with self._lock:
            self._forget_if_over()
            if not self._shares:
                self._ends = self._minute() + LASTS_MINUTES
            self._shares[key, share.of_members, share.number] = share

    def shares(self, key: KeyId) -> tuple[RecoveryShare, ...]:
        with self._lock:
            self._forget_if_over()
            return tuple(share for (of, _, _), share in self._shares.items() if of == key)

    def forget(self) -> None:
        with self._lock:
            self._shares.clear()

    def tidy(self) -> None:
        """Forget what nobody came back for: without being asked it would lie here for ever."""
        with self._lock:
            self._forget_if_over()

    def _forget_if_over(self) -> None:
        if self._minute() >= self._ends:
            self._shares.clear()
