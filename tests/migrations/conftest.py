"""Databases on both engines that nobody has migrated yet."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.database import Which
from store.migrating import create_roles
from tests.postgres import PostgresServer, shared_server

NewUrl = Callable[[], str]


@pytest.fixture(scope="session")
def postgres(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> PostgresServer:
    return shared_server(request.config, tmp_path_factory.getbasetemp())


@pytest.fixture(params=list(Which))
def which(request: pytest.FixtureRequest) -> Which:
    return Which(request.param)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewUrl]:
    """Addresses of as many empty databases as a test wants, all on one engine."""
    if request.param == "sqlite":
        numbers = iter(range(1_000))
        yield lambda: f"sqlite:///{tmp_path}/{next(numbers)}.db"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    made: list[str] = []

    def new() -> str:
        made.append(server.new_database())
        create_roles(server.url(made[-1]), Which.DROPBOX)
        return server.url(made[-1])

    yield new
    for name in made:
        server.drop_database(name)
