"""Kill -9 at fifty points of submission and upload.

Some are moments, some are bytes on their way in, and some are calls by which the site
writes to its disk: a moment seldom falls between two of those. The points are drawn from
hashes, so that they are spread at random and the same in every run.
"""

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from socket import socket
from threading import Timer

import pytest

from tests.kill.ground import Ground
from tests.kill.tracer import killed_at_write
from tests.unit.store.uploads.bodies import Files
from tests.wire import Answer, CutOffError, Pairs, Sender, Wire, at_once

_FILES: Files = [("ledger.csv", b"1;2;3\r\n" * 200_000), ("photo.jpg", bytes(range(256)) * 900)]
_SENDING_SECONDS, _STORING_SECONDS = 0.08, 0.25
_SENDING_WRITES, _STORING_WRITES = 140, 1_500


@dataclass(frozen=True, slots=True)
class Point:
    """Where the site dies: `far` tells how far into the submission, from 0 to 1."""

    number: int
    with_files: bool
    how: str

    @property
    def far(self) -> float:
        return int.from_bytes(sha256(f"kill {self.number}".encode()).digest()[:4]) / 2**32

    @property
    def story(self) -> str:
        return f"What was told before kill {self.number}."


_KINDS = [
    *[(False, "moment")] * 3,
    *[(False, "write")] * 2,
    *[(True, "byte")] * 2,
    (True, "moment"),
    *[(True, "write")] * 2,
]
_POINTS = [Point(number, *_KINDS[number % len(_KINDS)]) for number in range(50)]
_AT_A_TIME = 10
_BATCHES = [_POINTS[start : start + _AT_A_TIME] for start in range(0, len(_POINTS), _AT_A_TIME)]


@dataclass(slots=True)
class Attempt:
    """A reporter who presses Send, and will press it again if no answer comes."""

    wire: Wire
    point: Point
    carried: Pairs
    words: tuple[str, ...] = ()

    def send(self, sender: Sender = at_once) -> Answer:
        if not self.point.with_files:
            return self.wire.post("/report/send", self.carried, sender)
        return self.wire.upload("/upload/report", self.carried, _FILES, sender)


@pytest.mark.parametrize("points", _BATCHES, ids=lambda points: f"from-{points[0].number}")
def test_what_was_acknowledged_is_there_and_nothing_is_there_by_half(
    laid: Ground, points: Sequence[Point], tmp_path: Path
) -> None:
    for point in points:
        laid.start()
        there = laid.envelopes()
        attempt = _attempt(laid, point)
        _until_it_dies(laid, attempt, tmp_path)
        _expect_whole_or_not_at_all(laid, attempt, there)
        laid.start()
        _send_again(attempt)
        assert laid.envelopes() == there + 1
    stories = laid.letters()
    assert {point.story for point in points} <= stories.keys()
    assert all(len(stories[point.story].files) == 2 * point.with_files for point in points)


def _attempt(laid: Ground, point: Point) -> Attempt:
    wire = laid.reporter()
    carried = wire.checked(point.story)
    if point.with_files:
        carried = wire.post("/report/files", carried).carried
    return Attempt(wire, point, carried)


def _until_it_dies(laid: Ground, attempt: Attempt, folder: Path) -> None:
    """Send, and kill the site at its point. If the answer is quicker, so much the better."""
    with ExitStack() as at_the_end, suppress(CutOffError):
        at_the_end.callback(laid.kill)
        if attempt.point.how == "write":
            most = _STORING_WRITES if attempt.point.with_files else _SENDING_WRITES
            number = 1 + int(attempt.point.far * most)
            at_the_end.enter_context(killed_at_write(laid.site, number, folder))
            attempt.words = attempt.send().words
        else:
            attempt.words = attempt.send(_killer(laid, attempt.point, at_the_end)).words


def _killer(laid: Ground, point: Point, at_the_end: ExitStack) -> Sender:
    span = _STORING_SECONDS if point.with_files else _SENDING_SECONDS
    moment = Timer(span * point.far, laid.kill)

    def until_a_byte(connection: socket, body: bytes) -> None:
        connection.sendall(body[: int(len(body) * point.far)])
        laid.kill()

    def until_a_moment(connection: socket, body: bytes) -> None:
        connection.sendall(body)
        moment.start()
        at_the_end.callback(moment.join)  # it must not outlive its site and kill the next one
        at_the_end.callback(moment.cancel)

    return until_a_byte if point.how == "byte" else until_a_moment


def _expect_whole_or_not_at_all(laid: Ground, attempt: Attempt, before: int) -> None:
    """Count what is left once the sweep has been. That it is whole is seen when it is opened."""
    laid.sweep()
    after = laid.envelopes()
    assert after == before + 1 or not attempt.words, "acknowledged, and not there"
    assert after - before in (0, 1)
    assert set(laid.rows().values()) == {after}, "an envelope without its blob or its mailbox"


def _send_again(attempt: Attempt) -> None:
    words = attempt.send().words
    assert words, "the second press of Send was not answered"
    assert attempt.words in ((), words)
