"""What is dear is done one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Semaphore

from store.errors import BusyError

_IN_THE_QUEUE = 4
_PATIENCE_SECONDS = 30
_BUSY = "another member is unlocking"


class Turnstile:
    """One at a time, a few in a short queue, and a plain word for the rest."""

    def __init__(self) -> None:
        self._queue = BoundedSemaphore(1 + _IN_THE_QUEUE)
        self._at_work = Semaphore(1)

    @contextmanager
    def __call__(self) -> Iterator[None]:
        if not self._queue.acquire(blocking=False):
            raise BusyError(_BUSY)
        try:
            if not self._at_work.acquire(timeout=_PATIENCE_SECONDS):
                raise BusyError(_BUSY)
            try:
                yield
            finally:
                self._at_work.release()
        finally:
            self._queue.release()
