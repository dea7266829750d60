"""Two nginxes for all tests of a worker: one before the sites, one before a stand-in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.front import Front, lay_out, running_nginx
from tests.deploy.sites import running_casework, running_intake, running_standin


@pytest.fixture(scope="session")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    laid = lay_out(tmp_path_factory.mktemp("n"))
    onion = running_intake(laid, site="onion")
    with running_intake(laid), running_casework(laid), onion, running_nginx(laid):
        yield laid


@pytest.fixture(scope="session")
def standin_front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    laid = lay_out(tmp_path_factory.mktemp("n"))
    with running_standin(laid), running_standin(laid, "onion"), running_nginx(laid):
        yield laid


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a short name: the path of a socket may have 107 characters."""
    return tmp_path_factory.mktemp("n")
