"""Steps are numbered, go forward only, and are taken whole or not at all."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from store.database import Which
from store.engines import make_sqlite_file, new_engine
from store.errors import FaultError, ForwardOnlyError, StoreError, UnavailableError
from store.migrating import migrate, steps_of
from tests import postgres as servers
from tests.migrations.conftest import NewUrl


def _run(url: str, statement: str) -> None:
    make_sqlite_file(url)
    engine = new_engine(url)
    with engine.begin() as tx:
        tx.execute(text(statement))
    engine.dispose()


def _tables(url: str) -> set[str]:
    engine = new_engine(url)
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
    engine.dispose()
    return names


def test_steps_are_numbered_without_gaps(which: Which) -> None:
    steps = list(ScriptDirectory.from_config(steps_of(which)).walk_revisions())[::-1]
    expected = [f"{number:04}" for number in range(1, len(steps) + 1)]
    assert [step.revision for step in steps] == expected
    assert [Path(step.path).name[:4] for step in steps] == expected


def test_no_step_goes_back(which: Which) -> None:
    for step in ScriptDirectory.from_config(steps_of(which)).walk_revisions():
        with pytest.raises(ForwardOnlyError):
            step.module.downgrade()


def test_migrating_again_changes_nothing(new_url: NewUrl, which: Which) -> None:
    url = new_url()
    migrate(url, which)
    before = _tables(url)
    migrate(url, which)
    assert _tables(url) == before


def test_a_step_that_fails_leaves_nothing(new_url: NewUrl) -> None:
    """`notices` is among the last tables of its step; the ones before it are undone with it."""
    url = new_url()
    _run(url, "CREATE TABLE notices (other integer)")
    with pytest.raises(StoreError):
        migrate(url, Which.DROPBOX)
    assert _tables(url) == {"notices"}


def test_a_newer_database_is_left_alone(new_url: NewUrl, which: Which) -> None:
    url = new_url()
    migrate(url, which)
    _run(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(FaultError, match="does not know"):
        migrate(url, which)


def test_without_roles_postgresql_is_not_migrated(tmp_path: Path) -> None:
    """Roles belong to a server, so this one needs a server where nobody made them."""
    server = servers.start(tmp_path)
    try:
        with pytest.raises(UnavailableError, match="create-roles"):
            migrate(server.url("postgres"), Which.DROPBOX)
    finally:
        server.stop()
