"""One history for each test, with somebody who kept an export of it."""

import pytest

from casework.history.commands import export
from tests.unit.casework.ground import House
from tests.unit.casework.history.keeping import NIGHTS, Kept, live_a_day


@pytest.fixture
def kept(house: House) -> Kept:
    for _ in range(NIGHTS):
        live_a_day(house)
    file = house.folder / "history.txt"
    assert export.main([str(file), "--with-words"], house.desk) == 0
    return Kept(house, file)
