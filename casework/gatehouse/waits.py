"""Who must wait after wrong tries. An outsider can fill only what outsiders stand in."""

from dataclasses import dataclass, replace
from secrets import token_bytes
from threading import Lock

from crypto.keyring.handles import SiteKey
from crypto.suite import KEY_SIZE
from store.clock import Minute

TRIES = 6
FIRST_WAIT = 10
LONGEST_WAIT = 24 * 60
_SLOTS = 65_536


@dataclass(frozen=True, slots=True)
class Tries:
    """How many are left before a wait, and how long that wait will be."""

    left: int
    wait: int


@dataclass(frozen=True, slots=True)
class MustWait:
    minutes: int


@dataclass(frozen=True, slots=True)
class _Slot:
    spent: int = 0
    waits: int = 0
    until: int = 0


class Waits:
    """Counts wrong tries, in as many places as there are and no more.

    A place is found by a keyed hash, of names that exist and names that do not alike. So a
    flood of names pushes nobody out, and a wait does not tell whether there is such a name.
    """

    def __init__(self, minute: Minute) -> None:
        self._minute = minute
        self._key = SiteKey(token_bytes(KEY_SIZE))
        self._slots: dict[int, _Slot] = {}
        self._lock = Lock()

    def spend(self, *who: bytes) -> Tries | MustWait:
        """Take one try before anything is compared, so that many at once are counted too."""
        place, now = self._place(who), self._minute()
        with self._lock:
            slot = self._slots.get(place, _Slot())
            if now < slot.until:
                return MustWait(slot.until - now)
            spent = slot.spent + 1
            wait = min(FIRST_WAIT * 2**slot.waits, LONGEST_WAIT)
            if spent < TRIES:
                self._slots[place] = _Slot(spent, slot.waits, 0)
            else:
                # The exponent stops growing once the wait has: 10 minutes doubled 8 times.
                self._slots[place] = _Slot(0, min(slot.waits + 1, 8), now + wait)
            return Tries(TRIES - spent, wait)

    def give_back(self, *who: bytes) -> None:
        """Undo a try that never came to be: others were being served."""
        with self._lock:
            slot = self._slots.get(self._place(who), _Slot())
            if slot.spent:
                self._slots[self._place(who)] = replace(slot, spent=slot.spent - 1)

    def clear(self, *who: bytes) -> None:
        """Forget what went wrong, since it went right."""
        with self._lock:
            self._slots.pop(self._place(who), None)

    def _place(self, who: tuple[bytes, ...]) -> int:
        told_apart = b"".join(len(part).to_bytes(4) + part for part in who)
        return int.from_bytes(self._key.mark(told_apart)) % _SLOTS


@dataclass(frozen=True, slots=True)
class Lane:
    """Where somebody's mistakes are counted."""

    waits: Waits
    who: tuple[bytes, ...]

    def spend(self) -> Tries | MustWait:
        return self.waits.spend(*self.who)

    def give_back(self) -> None:
        self.waits.give_back(*self.who)

    def clear(self) -> None:
        self.waits.clear(*self.who)
