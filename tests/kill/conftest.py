"""One ground for all kills of a test process: the site is what dies, the dropbox what stays."""

from collections.abc import Iterator

import pytest

from tests.kill.ground import Ground, ground


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with ground(tmp_path_factory.mktemp("kill")) as here:
        yield here
