"""A flood is held back for everybody alike, and never keeps a reporter from an answer."""

from threading import Event, Thread

import pytest

from intake.throttle import Bucket, Gates
from store.errors import BusyError


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_bucket_gives_what_it_holds_and_fills_again(clock: Clock) -> None:
    bucket = Bucket(a_second=2, holds=3, seconds=clock)
    for _ in range(3):
        bucket.take()
    with pytest.raises(BusyError):
        bucket.take()
    clock.now += 0.5
    bucket.take()
    with pytest.raises(BusyError):
        bucket.take()


def test_a_bucket_never_holds_more_than_it_can(clock: Clock) -> None:
    bucket = Bucket(a_second=100, holds=2, seconds=clock)
    clock.now += 1_000
    bucket.take(2)
    with pytest.raises(BusyError):
        bucket.take()


def test_a_try_that_is_refused_takes_nothing(clock: Clock) -> None:
    bucket = Bucket(a_second=1, holds=2, seconds=clock)
    with pytest.raises(BusyError):
        bucket.take(3)
    bucket.take(2)


def test_a_flood_of_reports_leaves_the_way_back_open(clock: Clock) -> None:
    gates = Gates(hourly_reports=10, hourly_gigabytes=1, seconds=clock)
    for _ in range(120):
        gates.submission()
    with pytest.raises(BusyError):
        gates.submission()
    gates.coming_back()


def test_the_bytes_of_an_hour_are_counted(clock: Clock) -> None:
    gates = Gates(hourly_reports=10, hourly_gigabytes=1, seconds=clock)
    gates.upload(600_000_000)
    with pytest.raises(BusyError):
        gates.upload(600_000_000)
    clock.now += 3_600
    gates.upload(600_000_000)


def test_two_derive_at_a_time_twelve_wait_and_the_next_is_told(clock: Clock) -> None:
    gates = Gates(hourly_reports=10, hourly_gigabytes=1, seconds=clock)
    go, inside = Event(), []

    def derive() -> None:
        with gates.derivation():
            inside.append(1)
            go.wait(10)

    threads = [Thread(target=derive) for _ in range(14)]
    for thread in threads:
        thread.start()
    while len(inside) < 2 or gates._queue._value:  # noqa: SLF001  # until all have come
        pass
    assert len(inside) == 2
    with pytest.raises(BusyError), gates.derivation():
        raise AssertionError
    go.set()
    for thread in threads:
        thread.join()
    assert len(inside) == 14
    with gates.derivation():
        pass


def test_messages_reports_and_returns_have_a_lane_each(clock: Clock) -> None:
    gates = Gates(hourly_reports=10, hourly_gigabytes=1, seconds=clock)
    for _ in range(120):
        gates.message()
    with pytest.raises(BusyError):
        gates.message()
    gates.submission()
    gates.coming_back()
    clock.now += 360
    gates.message()
