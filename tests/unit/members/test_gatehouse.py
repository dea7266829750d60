"""The door remembers just enough, and an outsider can make nobody wait who is known here."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.gatehouse import Challenges, Gatehouse, MustWait, SpentSteps, Tries, Waits
from casework.gatehouse.spent import CHALLENGE_LASTS
from casework.gatehouse.waits import LONGEST_WAIT, TRIES
from store.errors import BusyError
from tests.members import Clock


def spend_all(waits: Waits, *who: bytes) -> list[Tries | MustWait]:
    return [waits.spend(*who) for _ in range(TRIES)]


def test_six_tries_and_then_ten_minutes() -> None:
    clock = Clock()
    waits = Waits(clock.minute)
    assert spend_all(waits, b"maria") == [Tries(left, 10) for left in (5, 4, 3, 2, 1, 0)]
    assert waits.spend(b"maria") == MustWait(10)
    clock.at += 9
    assert waits.spend(b"maria") == MustWait(1)
    clock.at += 1
    assert waits.spend(b"maria") == Tries(5, 20)


def test_each_wait_is_twice_the_last_and_never_over_a_day() -> None:
    clock = Clock()
    waits, seen = Waits(clock.minute), []
    for _ in range(12):
        last = spend_all(waits, b"maria")[-1]
        assert isinstance(last, Tries)
        seen.append(last.wait)
        clock.at += last.wait
    assert seen == [10, 20, 40, 80, 160, 320, 640, 1280, *[LONGEST_WAIT] * 4]


def test_what_goes_right_is_forgotten_and_what_never_was_is_given_back() -> None:
    waits = Waits(Clock().minute)
    spend_all(waits, b"maria")
    waits.clear(b"maria")
    assert waits.spend(b"maria") == Tries(5, 10)
    waits.give_back(b"maria")
    waits.give_back(b"maria")
    assert waits.spend(b"maria") == Tries(5, 10)


def test_another_waits_for_nobody_else() -> None:
    waits = Waits(Clock().minute)
    spend_all(waits, b"new", b"maria")
    assert waits.spend(b"known", b"maria") == Tries(5, 10)
    assert waits.spend(b"newm", b"aria") == Tries(5, 10)


def test_tries_at_once_are_counted_one_by_one() -> None:
    waits = Waits(Clock().minute)
    with ThreadPoolExecutor(8) as many:
        outcomes = list(many.map(lambda _: waits.spend(b"maria"), range(40)))
    assert sum(isinstance(each, Tries) for each in outcomes) == TRIES


def test_a_flood_of_names_fills_no_memory_and_frees_nobody() -> None:
    waits = Waits(Clock().minute)
    spend_all(waits, b"maria")
    for number in range(2_000):
        waits.spend(number.to_bytes(4))
    assert waits.spend(b"maria") == MustWait(10)


def test_a_challenge_counts_once_for_its_purpose_and_for_half_an_hour() -> None:
    clock = Clock()
    challenges = Challenges(clock.minute)
    one, late, early = (challenges.new(b"sign-in") for _ in range(3))
    assert not challenges.spend(one, b"unlock")
    assert challenges.spend(one, b"sign-in")
    assert not challenges.spend(one, b"sign-in")
    clock.at += CHALLENGE_LASTS
    assert challenges.spend(early, b"sign-in")
    clock.at += 1
    assert not challenges.spend(late, b"sign-in")
    assert not challenges.spend(one, b"sign-in")
    clock.at -= CHALLENGE_LASTS + 2
    assert not challenges.spend(late, b"sign-in"), "a clock set back makes nothing young again"


@given(forged=st.binary(max_size=80))
@settings(max_examples=50)
def test_nobody_else_makes_a_challenge(forged: bytes) -> None:
    clock = Clock()
    challenges = Challenges(clock.minute)
    assert not challenges.spend(forged, b"sign-in")
    other = Challenges(clock.minute)
    assert not challenges.spend(other.new(b"sign-in"), b"sign-in")
    real = challenges.new(b"sign-in")
    assert not challenges.spend(real[:-1], b"sign-in")
    assert not challenges.spend(real + b"\0", b"sign-in")


def test_a_code_counts_once_also_over_a_restart() -> None:
    steps = SpentSteps(first=100)
    assert not steps.spend("m1", 100)
    assert steps.spend("m1", 101)
    assert not steps.spend("m1", 101)
    assert not steps.spend("m1", 100)
    assert steps.spend("m2", 101)
    assert not SpentSteps(first=101).spend("m1", 101)


def test_one_key_is_stretched_at_a_time_and_few_wait() -> None:
    house = Gatehouse(Clock().minute, lambda: 0)
    inside, leave, at_work = Event(), Event(), []

    def stretch(_: int) -> bool:
        try:
            with house.derivation():
                at_work.append(1)
                assert len(at_work) == 1
                inside.set()
                leave.wait(10)
                at_work.pop()
        except BusyError:
            return False
        return True

    with ThreadPoolExecutor(7) as many:
        first = many.submit(stretch, 0)
        assert inside.wait(10)
        others = [many.submit(stretch, number) for number in range(1, 7)]
        refused = [each for each in others[4:] if not each.result(10)]
        leave.set()
        assert first.result(10)
    assert len(refused) == 2
    with house.derivation():
        pass


def test_a_place_is_free_again_after_a_fault() -> None:
    house = Gatehouse(Clock().minute, lambda: 0)
    for _ in range(10):
        with pytest.raises(ZeroDivisionError), house.derivation():
            _ = 1 / 0
    with house.derivation():
        pass
