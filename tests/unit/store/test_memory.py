"""What the site remembers outlives the dropbox's word, and tells of days alone."""

import json
from datetime import date
from pathlib import Path

import pytest

from crypto.manifest.chain import Chain
from crypto.names import ManifestHash
from store.errors import DamagedError, UnavailableError
from store.seen.memory import Memory, Remembered
from tests.unit.crypto.committees import genesis_of, holders, link_of

TODAY = date(2026, 7, 1)
CHAIN = Chain((link_of(genesis_of(holders().values())),))


def test_a_first_start_remembers_nothing(tmp_path: Path) -> None:
    assert Memory(tmp_path / "memory.json").recall() == Remembered()


def test_what_was_kept_is_recalled(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory.json")
    seen = Remembered().having_seen(CHAIN, date(2026, 6, 30), TODAY)
    memory.keep(seen, TODAY)
    assert memory.recall() == seen
    assert seen.trusted(ManifestHash(bytes(32))).newest == CHAIN.newest.hash
    assert memory.recall().first_seen == {CHAIN.newest.hash: TODAY}


def test_a_link_keeps_the_day_on_which_it_was_first_seen() -> None:
    seen = Remembered().having_seen(CHAIN, None, TODAY)
    assert seen.having_seen(CHAIN, None, date(2026, 8, 1)).first_seen[CHAIN.newest.hash] == TODAY


def test_the_newest_notice_is_never_forgotten_for_an_older_one() -> None:
    seen = Remembered().having_seen(CHAIN, date(2026, 6, 30), TODAY)
    assert seen.having_seen(CHAIN, date(2026, 6, 1), TODAY).notice == date(2026, 6, 30)


def test_the_file_tells_no_moment(tmp_path: Path) -> None:
    path = tmp_path / "memory.json"
    Memory(path).keep(Remembered().having_seen(CHAIN, None, TODAY), TODAY)
    assert path.stat().st_mtime % 86_400 == 0
    assert ":" not in "".join(json.loads(path.read_text())["first_seen"].values())
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"version": 1, "newest": "00"}', "7"])
def test_a_damaged_memory_is_a_fault_and_not_a_first_start(tmp_path: Path, text: str) -> None:
    path = tmp_path / "memory.json"
    path.write_text(text)
    with pytest.raises(DamagedError):
        Memory(path).recall()


def test_a_memory_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError):
        Memory(tmp_path / "nowhere" / "memory.json").keep(Remembered(), TODAY)
