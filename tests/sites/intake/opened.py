"""A public site on any day of a committee's life, and the names under which its readers stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from flask import Flask

from config.settings import IntakeSettings, read_settings
from crypto.passcode.wordlist import LANGUAGES, load
from intake.trust import Word
from intake.wsgi import create_app
from store.clock import utc_today
from store.database import Which
from store.migrating import migrate
from tests.committee import Committee, founded, sitting_at
from tests.conftest import INTAKE, PRODUCTION
from tests.running import intake_environment, of_committee

LISTS = tuple(load(language) for language in LANGUAGES)

MEMBERS = ("Maria Alvarez (chair)", "David Reyes", "June Park", "Thomas Okafor")
EXTERNALS = ("Helen Grant (Lee & Grant LLP)", "Samuel Osei (Fairway Ombuds Office)")

# Without a word of its herald, a committee of so many days ago is in its grace, or too old.
IN_GRACE, TOO_OLD = 10, 40


@contextmanager
def seated(folder: Path, *, days_ago: int = 0) -> Iterator[Committee]:
    """Seat a committee that has not given notice yet."""
    url = _dropbox(folder)
    migrate(url, Which.DROPBOX)
    with sitting_at(url, founded(utc_today() - timedelta(days=days_ago))) as committee:
        yield committee


@contextmanager
def site_of(folder: Path, committee: Committee) -> Iterator[Flask]:
    settings = intake_environment(INTAKE, "127.0.0.1:8001", _dropbox(folder))
    settings |= PRODUCTION | of_committee(committee.genesis)
    app = create_app(read_settings(IntakeSettings, settings))
    yield app
    app.extensions["desk"].dropbox.close()


@contextmanager
def site_since(folder: Path, days_ago: int) -> Iterator[Flask]:
    """Open a site that has heard nothing since then."""
    with seated(folder, days_ago=days_ago) as committee, site_of(folder, committee) as app:
        yield app


@contextmanager
def site_today(folder: Path) -> Iterator[Flask]:
    with seated(folder) as committee, site_of(folder, committee) as app:
        committee.notice()
        yield app


def word_of(app: Flask) -> Word:
    said = app.extensions["desk"].trust.now()
    assert isinstance(said, Word)
    return said


def _dropbox(folder: Path) -> str:
    return f"sqlite:///{folder}/dropbox.sqlite"
