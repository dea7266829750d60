"""The committee's site, empty or with people, for tests without a browser."""

import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from casework.rights import Role
from deploy.standin.committee import Committee as Founded
from store.database import Which
from tests.channel import Channel, channel_at
from tests.members import House, Somebody, house_at
from tests.sites.casework.board import Board, board_at

_LONG = 60.0


@pytest.fixture
def house(tmp_path: Path, empty_casework: Path) -> Iterator[House]:
    shutil.copy(empty_casework, tmp_path / "casework.sqlite")
    house = house_at(tmp_path)
    yield house
    house.desk.database.close()
    house.desk.dropbox.close()


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = board_at(tmp_path)
    yield made
    made.close()


@pytest.fixture
def maria(house: House) -> Somebody:
    return house.joined("m1", "Maria Alvarez", Role.CHAIR, Role.MEMBER)


@pytest.fixture
def thomas(house: House) -> Somebody:
    return house.joined("m2", "Thomas Okafor", Role.MEMBER)


@pytest.fixture
def june(house: House) -> Somebody:
    return house.joined("m3", "June Park", Role.MEMBER)


@pytest.fixture
def channel(
    tmp_path: Path, empty_dropbox: Path, empty_casework: Path, founded_today: Founded
) -> Iterator[Channel]:
    """Both sites, and the committee whose keys the reports are sealed to."""
    empty = {Which.DROPBOX: empty_dropbox, Which.CASEWORK: empty_casework}
    with channel_at(tmp_path, empty, founded_today) as channel:
        yield channel


@pytest.fixture(autouse=True)
def _in_no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page open all that came in before it is drawn, however busy this machine is."""
    for name in ("parts.meanwhile", "conversation"):
        page = import_module(f"casework.complaints.views.{name}")
        monkeypatch.setattr(page, "AT_ONCE", _LONG)
    monkeypatch.setattr("casework.today.views.AT_ONCE", _LONG)
    monkeypatch.setattr("casework.search.views.searching._AT_ONCE", _LONG)
