"""A founded committee for every page, in whatever state a test asks for."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from shutil import copy

import pytest

from tests.sites.intake.founded import Founded, State, found

Found = Callable[..., Founded]


@pytest.fixture
def founding(tmp_path: Path, empty_dropbox: Path) -> Found:
    """Found a committee; settings of the site may be named: CHARTERLINE_ONION="…"."""

    number = count()

    def begin(state: State | None = None, **settings: str) -> Founded:
        folder = tmp_path / str(next(number))
        folder.mkdir()
        copy(empty_dropbox, folder / "dropbox.sqlite")
        return found(folder, state, **settings)

    return begin


@pytest.fixture
def open_site(founding: Found) -> Founded:
    return founding()
