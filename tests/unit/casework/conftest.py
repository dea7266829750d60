"""A house for each test of casework, copied from one that was migrated once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.standin.committee import Committee as Founded
from store.database import Which
from store.migrating import migrate
from tests.unit.casework.ground import House, Templates, laid


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    folder = tmp_path_factory.mktemp("migrated")
    for which in Which:
        migrate(f"sqlite:///{folder / which}", which)
    return lambda which: folder / which


@pytest.fixture
def house(tmp_path: Path, migrated: Templates, founded_today: Founded) -> Iterator[House]:
    with laid(tmp_path, migrated, founded_today) as made:
        yield made
