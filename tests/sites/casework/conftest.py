"""The committee's site, empty or with people, for tests without a browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.rights import Role
from tests.members import House, Somebody, house_at
from tests.sites.casework.board import Board, board_at


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
