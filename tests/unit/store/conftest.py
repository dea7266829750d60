"""Every test of the store runs on both engines, each time in a database of its own.

On PostgreSQL each site works under its own role, so that every test also shows
that the role's rights are enough for what its site does.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.database import Database, Which
from store.migrating import OWNER, create_roles, migrate
from tests.postgres import PostgresServer, shared_server

ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Ground:
    """One migrated database, seen by each who may connect to it."""

    engine: str
    owner_url: str
    intake_url: str
    casework_url: str
    intake: Database
    casework: Database
    owner: Database


@pytest.fixture(scope="session")
def postgres(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> PostgresServer:
    return shared_server(request.config, tmp_path_factory.getbasetemp())


Templates = Callable[[Which], str]


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> Templates:
    made: dict[Which, str] = {}

    def template(which: Which) -> str:
        if which not in made:
            name = postgres.new_database()
            create_roles(postgres.url(name), which)
            migrate(postgres.url(name), which)
            made[which] = name
        return made[which]

    return template


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Which], Path]:
    directory = tmp_path_factory.mktemp("templates")
    for which in Which:
        migrate(f"sqlite:///{directory / which}", which)
    return lambda which: directory / which


@pytest.fixture(params=ENGINES)
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    """A dropbox."""
    yield from _ground(request, Which.DROPBOX)


@pytest.fixture(params=ENGINES)
def casework_ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    """Casework's own database."""
    yield from _ground(request, Which.CASEWORK)


def _ground(request: pytest.FixtureRequest, which: Which) -> Iterator[Ground]:
    engine = request.param
    urls = _sqlite(request, which) if engine == "sqlite" else _postgresql(request, which)
    databases = [Database(url, which) for url in urls]
    owner, intake, casework = databases
    yield Ground(engine, *urls, intake=intake, casework=casework, owner=owner)
    for database in databases:
        database.close()
    if engine == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        server.drop_database(urls[0].split("/")[3].split("?")[0])


def _sqlite(request: pytest.FixtureRequest, which: Which) -> tuple[str, str, str]:
    template: Callable[[Which], Path] = request.getfixturevalue("sqlite_template")
    path = request.getfixturevalue("tmp_path") / f"{which}.db"
    shutil.copy(template(which), path)
    url = f"sqlite:///{path}"
    return url, url, url


def _postgresql(request: pytest.FixtureRequest, which: Which) -> tuple[str, str, str]:
    server: PostgresServer = request.getfixturevalue("postgres")
    template: Templates = request.getfixturevalue("postgres_template")
    name = server.new_database(template(which), OWNER)
    intake = "charterline_intake" if which is Which.DROPBOX else "charterline_audit"
    return (
        server.url(name),
        server.url(name, intake),
        server.url(name, "charterline_casework"),
    )
