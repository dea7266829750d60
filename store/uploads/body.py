"""The bytes of an upload, from somebody who may be slow, or gone, or slow on purpose.

The server's `read` returns only when all that was asked for is there, and it knows no
deadline: with a byte every nine seconds one piece would take a week, and eight such
senders would close the lane. So a thread of its own reads, and the request waits for
that thread no longer than the pace allows. A thread that is left behind ends when its
connection does, which is soon: the answer has been sent.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Thread
from typing import Protocol

from werkzeug.exceptions import HTTPException

from store.clock import Seconds

PIECE = 256 * 1024
_IN_ADVANCE = 2  # pieces that wait in memory while one is being sealed
# What the server raises when nothing more can be read, or nothing more may be.
_NO_MORE = (OSError, ValueError, HTTPException)


class TooSlowError(Exception):
    """The sender has used up the time of all, or sends less than the least."""


class Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Pace:
    """How long one upload may hold its place. Tor is slow, so the least is little."""

    seconds: Seconds
    deadline: float = 2 * 3_600
    grace: float = 30
    least: int = 16 * 1_024  # bytes a second, once the grace is over

    def rate_for(self, length: int) -> float:
        """Ask for what brings all of it in by the deadline: less would only hold a place."""
        return max(self.least, length / self.deadline)


class Body:
    """next_piece until it is empty, or leave it; then `drain`, whatever happened."""

    def __init__(self, stream: Stream, most: int, pace: Pace) -> None:
        """Read `most` bytes at most: what was announced, or what the site takes at all."""
        self._stream = stream
        self._left = most
        self._pace = pace
        self._rate = pace.rate_for(most)
        self._began = pace.seconds()
        self._waited = 0.0
        self._taken = 0
        self._ended = False
        self._is_left = Event()
        self._arrived: Queue[bytes] = Queue(_IN_ADVANCE)
        self._reader = Thread(target=self._read_on, name="upload", daemon=True)

    def next_piece(self) -> bytes:
        """Return what came next; nothing once there is nothing more."""
        if self._ended:
            return b""
        piece = self._wait()
        self._taken += len(piece)
        self._ended = not piece
        return piece

    def drain(self) -> None:
        """Take what is left and keep none of it: a browser hears no answer while it sends."""
        with suppress(TooSlowError):
            while self.next_piece():
                pass
        self._leave()

    def _wait(self) -> bytes:
        if self._reader.ident is None:
            self._reader.start()
        before = self._pace.seconds()
        overall = self._began + self._pace.deadline - before
        in_pace = self._pace.grace + self._taken / self._rate - self._waited
        piece = self._arrival(min(overall, in_pace))
        self._waited += self._pace.seconds() - before
        return piece

    def _arrival(self, patience: float) -> bytes:
        try:
            if patience > 0:  # without patience the queue would still give what lies in it
                return self._arrived.get(timeout=patience)
        except Empty:
            pass
        self._ended = True
        raise TooSlowError

    def _read_on(self) -> None:
        try:
            while not self._is_left.is_set() and (piece := self._read()):
                self._arrived.put(piece)
        finally:
            self._arrived.put(b"")

    def _read(self) -> bytes:
        try:
            piece = self._stream.read(min(PIECE, self._left))
        except _NO_MORE:
            return b""
        self._left -= len(piece)
        return piece

    def _leave(self) -> None:
        """Let the reading thread go: it may be about to hand over a piece that nobody takes."""
        self._is_left.set()
        for _ in _all_of(self._arrived):
            pass


def _all_of(arrived: Queue[bytes]) -> Iterator[bytes]:
    with suppress(Empty):
        while True:
            yield arrived.get_nowait()
