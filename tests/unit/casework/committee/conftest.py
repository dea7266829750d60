"""A machine for each test, and nothing founded on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.casework.committee.cases import Cases
from tests.unit.casework.committee.papers import Papers, papers_of
from tests.unit.casework.committee.seats import Seats
from tests.unit.casework.committee.table import Table


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    made = Table(tmp_path)
    yield made
    made.close()


@pytest.fixture
def seats(table: Table) -> Iterator[Seats]:
    made = Seats(table)
    yield made
    made.close()


@pytest.fixture
def papers(seats: Seats) -> Papers:
    return papers_of(seats)


@pytest.fixture
def cases(seats: Seats) -> Cases:
    return Cases(seats)
