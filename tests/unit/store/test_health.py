"""A database is well when it is there, ready, and the one that was meant."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from store.database import Database, Which
from store.engines import make_sqlite_file
from store.errors import FaultError
from store.health import answers
from store.migrating import create_roles, migrate
from tests.postgres import PostgresServer
from tests.unit.store.conftest import Ground


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/empty.db"
        make_sqlite_file(url)
        yield url
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.new_database()
    create_roles(server.url(name), Which.DROPBOX)
    yield server.url(name)
    server.drop_database(name)


each_engine = pytest.mark.parametrize("empty_url", ["sqlite", "postgresql"], indirect=True)


def _answers(url: str, which: Which) -> bool:
    with closing(Database(url, which)) as database:
        return answers(database)


def test_a_migrated_dropbox_is_well_for_both_sites(ground: Ground) -> None:
    assert answers(ground.intake)
    assert answers(ground.casework)


def test_caseworks_migrated_database_is_well_for_casework(casework_ground: Ground) -> None:
    assert answers(casework_ground.casework)


def test_the_dropbox_is_not_caseworks_own_database(ground: Ground) -> None:
    assert not _answers(ground.casework_url, Which.CASEWORK)


def test_caseworks_own_database_is_not_the_dropbox(casework_ground: Ground) -> None:
    assert not _answers(casework_ground.casework_url, Which.DROPBOX)


def test_not_even_with_steps_of_the_same_number(ground: Ground, casework_ground: Ground) -> None:
    for mistaken, other in ((ground, Which.CASEWORK), (casework_ground, Which.DROPBOX)):
        with closing(Database(mistaken.casework_url, other)) as wrong:
            with mistaken.owner.transaction() as tx:
                to_that = text("UPDATE alembic_version SET version_num = :step")
                tx.execute(to_that, {"step": wrong.newest_step})
            assert not answers(wrong)
            with pytest.raises(FaultError, match="the other one"):
                migrate(mistaken.owner_url, other)


@each_engine
@pytest.mark.parametrize("which", list(Which))
def test_an_empty_database_is_not_well(empty_url: str, which: Which) -> None:
    assert not _answers(empty_url, which)


@each_engine
@pytest.mark.parametrize("which", list(Which))
def test_a_database_of_another_age_is_not_well(empty_url: str, which: Which) -> None:
    migrate(empty_url, which, upto="0001")
    assert not _answers(empty_url, which)
    migrate(empty_url, which)
    assert _answers(empty_url, which)
    with closing(Database(empty_url, which)) as database:
        with database.transaction() as tx:
            tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        assert not answers(database)


@pytest.mark.parametrize("which", list(Which))
def test_a_database_that_is_not_there_is_not_well(
    postgres: PostgresServer, tmp_path: Path, which: Which
) -> None:
    assert not _answers(f"sqlite:///{tmp_path}/none.db", which)
    assert not _answers(postgres.url("nowhere"), which)
    assert list(tmp_path.iterdir()) == []
