"""Keys of forms live in memory, are made anew every hour, and never outlive their use."""

from pathlib import Path

import pytest

from intake.keys import REPORT, VISIT, KeyFile
from store.errors import UnavailableError


class Clock:
    def __init__(self) -> None:
        self.minute = 1_000_000

    def __call__(self) -> int:
        return self.minute


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(tmp_path: Path, clock: Clock) -> KeyFile:
    return KeyFile(tmp_path / "keys", clock)


def test_a_key_lasts_for_an_hour(keys: KeyFile, clock: Clock) -> None:
    first = keys.now()
    clock.minute += VISIT.seals - 1
    assert keys.now().both == first.both
    clock.minute += 1
    assert keys.now().current != first.current


def test_the_key_before_opens_for_thirty_five_minutes_more(keys: KeyFile, clock: Clock) -> None:
    first = keys.now()
    clock.minute += VISIT.seals
    assert keys.now().previous == first.current
    clock.minute += VISIT.opens - 1
    assert keys.now().previous == first.current
    clock.minute += 1
    assert keys.now().previous is None


def test_a_site_that_slept_forgets_the_key_before(keys: KeyFile, clock: Clock) -> None:
    keys.now()
    clock.minute += VISIT.seals + VISIT.opens
    assert keys.now().previous is None


def test_two_processes_and_a_restart_share_the_keys(tmp_path: Path, clock: Clock) -> None:
    one, other = KeyFile(tmp_path / "keys", clock), KeyFile(tmp_path / "keys", clock)
    first = one.now()
    assert other.now().both == first.both
    clock.minute += VISIT.seals
    assert other.now().both == one.now().both
    assert KeyFile(tmp_path / "keys", clock).now().both == one.now().both


def test_a_clock_that_was_set_back_makes_new_keys(keys: KeyFile, clock: Clock) -> None:
    first = keys.now()
    clock.minute -= 10
    assert first.current not in keys.now().both


def test_a_file_that_was_cut_off_is_replaced(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "keys"
    path.write_bytes(b"short")
    assert KeyFile(path, clock).now().previous is None
    assert len(path.read_bytes()) == 40


def test_nobody_else_may_read_the_file(tmp_path: Path, keys: KeyFile) -> None:
    keys.now()
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_closes_the_site_in_our_words(
    tmp_path: Path, clock: Clock
) -> None:
    with pytest.raises(UnavailableError):
        KeyFile(tmp_path / "nowhere" / "keys", clock).now()


def test_what_seals_reports_opens_after_a_night(tmp_path: Path, clock: Clock) -> None:
    keys = KeyFile(tmp_path / "keys", clock, REPORT)
    first = keys.now()
    clock.minute += 13 * 60
    assert first.current in keys.now().both
    clock.minute += 12 * 60
    assert first.current not in keys.now().both
