"""The keys of forms and cookies: in memory alone, and soon made anew.

Shared by a file that never reaches a disk (/run and /dev/shm are memory), so that
a restart of the site loses nobody's open page, and a seized disk yields no key.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes
from threading import Lock

from crypto.mailbox.token import ServerKeys
from crypto.suite import KEY_SIZE
from store.clock import Minute
from store.errors import UnavailableError


@dataclass(frozen=True, slots=True)
class Life:
    """For how many minutes a key seals, and for how many more it opens."""

    seals: int
    opens: int


VISIT = Life(60, 35)
# A report whose answer was lost may be sent again after a night, and still not be doubled.
REPORT = Life(12 * 60, 12 * 60)
_MINUTE_SIZE = 8
_MODE = 0o600


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    since: int
    current: bytes = field(repr=False)
    previous: bytes | None = field(repr=False)

    def is_fresh(self, minute: int, life: Life) -> bool:
        return 0 <= minute - self.since < life.seals

    def at(self, minute: int, life: Life) -> ServerKeys:
        usable = minute - self.since < life.opens
        return ServerKeys(self.current, self.previous if usable else None)

    def renewed(self, minute: int, life: Life) -> "_Kept":
        """Make a new key. The old one stays for a while, if pages may still carry it."""
        recent = 0 <= minute - self.since < life.seals + life.opens
        return _Kept(minute, token_bytes(KEY_SIZE), self.current if recent else None)


class KeyFile:
    """One for the process; several processes of one site share the file."""

    def __init__(self, path: Path, minute: Minute, life: Life = VISIT) -> None:
        self._path = path
        self._life = life
        self._minute = minute
        self._lock = Lock()
        self._kept: _Kept | None = None

    def now(self) -> ServerKeys:
        minute = self._minute()
        with self._lock:
            if self._kept is None or not self._kept.is_fresh(minute, self._life):
                self._kept = self._shared(minute)
            return self._kept.at(minute, self._life)

    def _shared(self, minute: int) -> _Kept:
        try:
            with _alone(self._path.with_name(f"{self._path.name}.lock")):
                kept = _read(self._path)
                if kept is None:
                    kept = _Kept(minute, token_bytes(KEY_SIZE), None)
                elif kept.is_fresh(minute, self._life):
                    return kept
                else:
                    kept = kept.renewed(minute, self._life)
                _write(self._path, kept)
                return kept
        except OSError:
            raise UnavailableError("the keys of forms and cookies cannot be kept") from None


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _read(path: Path) -> _Kept | None:
    raw = path.read_bytes() if path.exists() else b""
    since, keys = raw[:_MINUTE_SIZE], raw[_MINUTE_SIZE:]
    if len(keys) not in {KEY_SIZE, 2 * KEY_SIZE}:
        return None  # the first start, or a file that was cut off: old pages are stale then
    return _Kept(int.from_bytes(since), keys[:KEY_SIZE], keys[KEY_SIZE:] or None)


def _write(path: Path, kept: _Kept) -> None:
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    new.touch(_MODE)
    new.write_bytes(kept.since.to_bytes(_MINUTE_SIZE) + kept.current + (kept.previous or b""))
    new.replace(path)
