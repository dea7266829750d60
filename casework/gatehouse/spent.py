"""What counts once: a challenge that a device answers, a code that an app shows."""

from secrets import token_bytes
from threading import Lock

from crypto.keyring.handles import SiteKey
from crypto.suite import KEY_SIZE, same
from store.clock import Minute

CHALLENGE_LASTS = 30
_NONCE_SIZE = 16
_MINUTE_SIZE = 8
_STEP_SECONDS = 30


def step_at(epoch: int) -> int:
    """Return which half minute this is: the codes of an app are made of its number."""
    return epoch // _STEP_SECONDS


class Challenges:
    """Challenges that prove themselves, so that a stranger's visit leaves nothing to keep."""

    def __init__(self, minute: Minute) -> None:
        self._minute = minute
        self._key = SiteKey(token_bytes(KEY_SIZE))
        self._spent: dict[bytes, int] = {}
        self._lock = Lock()

    def new(self, purpose: bytes) -> bytes:
        fresh = token_bytes(_NONCE_SIZE) + self._minute().to_bytes(_MINUTE_SIZE)
        return fresh + self._mark(fresh, purpose)

    def are_ours(self, challenge: bytes, purpose: bytes) -> bool:
        """Say whether we made it, for this purpose, just now. Nothing is remembered of asking."""
        fresh, mark = challenge[: _NONCE_SIZE + _MINUTE_SIZE], challenge[-KEY_SIZE:]
        made = int.from_bytes(fresh[_NONCE_SIZE:])
        now = self._minute()
        whole = len(challenge) == _NONCE_SIZE + _MINUTE_SIZE + KEY_SIZE
        if not whole or not same(mark, self._mark(fresh, purpose)):
            return False
        return 0 <= now - made <= CHALLENGE_LASTS

    def spend(self, challenge: bytes, purpose: bytes) -> bool:
        """Take one of ours, once. Only for an answer that was checked: it is remembered a while."""
        if not self.are_ours(challenge, purpose):
            return False
        now = self._minute()
        with self._lock:
            self._spent = {
                each: at for each, at in self._spent.items() if now - at <= CHALLENGE_LASTS
            }
            if challenge in self._spent:
                return False
            self._spent[challenge] = now
            return True

    def _mark(self, fresh: bytes, purpose: bytes) -> bytes:
        return self._key.mark(len(purpose).to_bytes(4) + purpose + fresh)


class SpentSteps:
    """One-time codes, each good once. After a restart those that could have been used are not."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._last: dict[str, int] = {}
        self._lock = Lock()

    def spend(self, person: str, step: int) -> bool:
        with self._lock:
            if step <= self._last.get(person, self._first):
                return False
            self._last[person] = step
            return True
