"""Uploads by somebody slow, and uploads that are large: neither may hold more than its share."""

import itertools
import threading
import time
import tracemalloc
from dataclasses import dataclass

from store.clock import seconds
from store.uploads import Pace, Received, Trouble, What
from tests.unit.store.uploads.bodies import Pieces, Repeating, Stalling, form
from tests.unit.store.uploads.kept import CountedBlobs, KeptBlobs
from tests.unit.store.uploads.lane import FIELDS, LEDGER, PHOTO, Lane


def test_somebody_who_stalls_is_not_waited_for_longer_than_the_grace() -> None:
    lane = Lane(pace=Pace(seconds, grace=0.05, least=10**6))
    stream = Stalling(Pieces(form(FIELDS, [LEDGER, PHOTO])[:-300]))
    assert lane.take(stream) == Trouble(FIELDS, What.TOO_SLOW, "photo.jpg")
    assert lane.blobs.rows == {}
    assert len(_readers()) == 1
    stream.let_go.set()
    for reader in _readers():
        reader.join(20)
    assert _readers() == []


@dataclass(slots=True)
class Trickle:
    body: Pieces

    def read(self, size: int, /) -> bytes:
        time.sleep(0.002)
        return self.body.read(min(size, 1))


def test_somebody_who_sends_less_than_the_least_is_not_waited_for() -> None:
    lane = Lane(pace=Pace(seconds, grace=0.1, least=1_000_000))
    assert lane.take(Trickle(Pieces(form(FIELDS, [LEDGER])))) == Trouble((), What.TOO_SLOW)


def test_whoever_announces_much_must_bring_it_in_by_the_deadline() -> None:
    pace = Pace(seconds)
    assert pace.rate_for(1_000) == pace.rate_for(pace.least * 7_200) == 16_384
    assert pace.rate_for(7_200_000_000) == 1_000_000
    slow = Pace(seconds, grace=0.1, least=1)
    assert Lane(pace=slow).take(Trickle(Pieces(form(FIELDS, [LEDGER]))), 10**12) == Trouble(
        (), What.TOO_SLOW
    )


def test_an_upload_that_keeps_its_pace_still_ends_at_the_deadline() -> None:
    hours = itertools.count()
    lane = Lane(pace=Pace(lambda: next(hours) * 3_600.0, grace=1e9))
    body = form(FIELDS, [("large.bin", bytes(3_000_000))])
    trouble = lane.take(Pieces(body, [1_000]))
    assert isinstance(trouble, Trouble)
    assert trouble.what is What.TOO_SLOW


def test_time_that_a_slow_disk_takes_is_not_held_against_the_sender() -> None:
    clock = [0.0]

    @dataclass(slots=True)
    class SlowBlobs(KeptBlobs):
        def append(self, *row: object) -> None:
            clock[0] += 100
            KeptBlobs.append(self, *row)  # type: ignore[arg-type]  # the same row

    lane = Lane(blobs=SlowBlobs(), pace=Pace(lambda: clock[0], grace=5, least=10**9))
    assert isinstance(lane.take_all(form(FIELDS, [("l.bin", bytes(5_000_000))])), Received)


def test_no_reading_thread_outlives_its_upload() -> None:
    for body in (form(FIELDS, [LEDGER]), b"noise", form(FIELDS, [("large.bin", bytes(900_000))])):
        Lane(no="stale").take_all(body)
        Lane().take_all(body)
    for reader in _readers():
        reader.join(20)
    assert _readers() == []


def _readers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "upload"]


def test_memory_does_not_grow_with_the_upload() -> None:
    peaks = [_peak(times) for times in (100, 100, 400)]
    assert peaks[2] < peaks[1] + 200_000
    assert peaks[2] < 4_000_000


def _peak(times: int) -> int:
    head, end = form(FIELDS, [("large.bin", b"?")]).split(b"?")
    stream = Repeating(head, b"x" * 65_536, times, end)
    lane = Lane(blobs=CountedBlobs())
    tracemalloc.start()
    received = lane.take(stream)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(received, Received)
    assert received.files[0].size == times * 65_536
    return peak
