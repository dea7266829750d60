"""Hold back a flood without knowing anybody: no address, no account, no puzzle.

What is rare in life and dear to the machine is counted for the whole site. People
who come back have a lane of their own, so that a flood of reports never keeps a
reporter from an answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock, Semaphore

from store.clock import Seconds
from store.errors import BusyError

_HOUR = 3_600
_GIGABYTE = 1_000_000_000
_BURST = 120
_RETURNS_A_SECOND = 20
_RETURNS_AT_ONCE = 240
_AT_A_TIME = 2
_IN_THE_QUEUE = 12
_PATIENCE_SECONDS = 20
_MANY = "many people are using this form right now"


class Bucket:
    """Fills by so much a second up to what it holds; whoever finds too little in it must wait."""

    def __init__(self, a_second: float, holds: float, seconds: Seconds) -> None:
        self._a_second = a_second
        self._holds = holds
        self._seconds = seconds
        self._level = holds
        self._filled = seconds()
        self._lock = Lock()

    def take(self, amount: float = 1) -> None:
        with self._lock:
            now = self._seconds()
            filled = self._level + (now - self._filled) * self._a_second
            self._level, self._filled = min(self._holds, filled), now
            if amount > self._level:
                raise BusyError(_MANY)
            self._level -= amount


class Gates:
    def __init__(self, hourly_reports: int, hourly_gigabytes: int, seconds: Seconds) -> None:
        self._reports = Bucket(hourly_reports / _HOUR, max(_BURST, hourly_reports / 10), seconds)
        self._messages = Bucket(hourly_reports / _HOUR, max(_BURST, hourly_reports / 10), seconds)
        self._returns = Bucket(_RETURNS_A_SECOND, _RETURNS_AT_ONCE, seconds)
        hourly = hourly_gigabytes * _GIGABYTE
        self._bytes = Bucket(hourly / _HOUR, hourly, seconds)
        self._queue = BoundedSemaphore(_AT_A_TIME + _IN_THE_QUEUE)
        self._at_work = Semaphore(_AT_A_TIME)

    def submission(self) -> None:
        """Let one report through."""
        self._reports.take()

    def message(self) -> None:
        """Let one message of somebody who came back through: its lane is neither of the others."""
        self._messages.take()

    def coming_back(self) -> None:
        """Let one try of a passcode through, in a lane that reports cannot fill."""
        self._returns.take()

    def upload(self, size: int) -> None:
        self._bytes.take(size)

    @contextmanager
    def derivation(self) -> Iterator[None]:
        """Hold one of two places for argon2id: each takes 19 MiB and a core while it lasts."""
        if not self._queue.acquire(blocking=False):
            raise BusyError(_MANY)
        try:
            if not self._at_work.acquire(timeout=_PATIENCE_SECONDS):
                raise BusyError(_MANY)
            try:
                yield
            finally:
                self._at_work.release()
        finally:
            self._queue.release()
