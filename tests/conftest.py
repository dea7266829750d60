"""The few things that every kind of test needs. Anything rarer lives beside its test."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from casework.wsgi import create_app as create_casework
from config.settings import CaseworkSettings, IntakeSettings, read_settings
from deploy.standin.committee import Committee as Founded
from intake.wsgi import create_app as create_intake
from store.clock import utc_today
from store.database import Which
from store.migrating import migrate
from tests.browser import Visitor
from tests.committee import Committee, founded, sitting_at
from tests.running import casework_environment, intake_environment, of_committee

# No test asserts a time: a busy machine is not a broken promise.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Thousands of changed copies are tried, each with a few examples: see tests/mutants.
settings.register_profile("mutants", settings.get_profile("house"), max_examples=8)
# A night's worth of sequences, for whoever changes who reads what: --hypothesis-profile=long.
settings.register_profile(
    "long",
    deadline=None,
    suppress_health_check=list(HealthCheck),
    max_examples=200,
    stateful_step_count=40,
)
settings.load_profile("house")


class _Compiled(BytecodeCache):
    """Keep what templates were compiled to: every site of a run draws from the same ones."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_MEMORY = Path("/dev/shm")  # noqa: S108  # pytest makes a folder of its own there, closed to others
_ROOM = 4 * 1024**3

# Most tests would wait for a disk that they do not ask about. What a crash leaves is asked where
# processes are killed, and there memory keeps what a disk would.
if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))  # noqa: TID251  # read by pytest

# What one site takes a second to compile, each of a thousand sites would take a second for.
Flask.jinja_options["bytecode_cache"] = _Compiled()


def pytest_collection_finish() -> None:
    """Look for garbage more rarely: what was imported and collected never is any.

    Half a million objects would be walked every second, an eighth of the whole run.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


INTAKE = "https://report.example.com"
CASEWORK = "https://committee.example.com"
PRODUCTION = {"CHARTERLINE_MODE": "production"}


@pytest.fixture
def intake(tmp_path: Path, empty_dropbox: Path) -> Flask:
    """The public site with an empty dropbox: nobody has founded a committee yet."""
    dropbox = f"sqlite:///{tmp_path}/dropbox.sqlite"
    shutil.copy(empty_dropbox, tmp_path / "dropbox.sqlite")
    settings = intake_environment(INTAKE, "127.0.0.1:8001", dropbox)
    return create_intake(read_settings(IntakeSettings, settings | PRODUCTION))


@pytest.fixture(scope="session")
def empty_dropbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated dropbox, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "dropbox.sqlite"
    migrate(f"sqlite:///{path}", Which.DROPBOX)
    return path


@pytest.fixture(scope="session")
def founded_today() -> Founded:
    return founded(utc_today())


@pytest.fixture
def committee(tmp_path: Path, empty_dropbox: Path, founded_today: Founded) -> Iterator[Committee]:
    """The committee before a dropbox of its own, with today's notice given."""
    dropbox = shutil.copy(empty_dropbox, tmp_path / "dropbox.sqlite")
    with sitting_at(f"sqlite:///{dropbox}", founded_today) as sitting:
        sitting.notice()
        yield sitting


@pytest.fixture
def open_intake(committee: Committee, tmp_path: Path) -> Iterator[Flask]:
    """The public site, ready to take reports for that committee."""
    dropbox = f"sqlite:///{tmp_path}/dropbox.sqlite"
    settings = intake_environment(INTAKE, "127.0.0.1:8001", dropbox)
    settings |= PRODUCTION | of_committee(committee.genesis)
    app = create_intake(read_settings(IntakeSettings, settings))
    yield app
    app.extensions["desk"].dropbox.close()


@pytest.fixture
def open_reporter(open_intake: Flask) -> Visitor:
    """Somebody who visits a site that takes reports."""
    return Visitor(open_intake.test_client(), INTAKE)


@pytest.fixture(scope="session")
def empty_casework(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Casework's own database, migrated, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "casework.sqlite"
    migrate(f"sqlite:///{path}", Which.CASEWORK)
    return path


@pytest.fixture
def casework(tmp_path: Path, empty_casework: Path) -> Flask:
    shutil.copy(empty_casework, tmp_path / "casework.sqlite")
    dropbox, own = f"sqlite:///{tmp_path}/dropbox.sqlite", f"sqlite:///{tmp_path}/casework.sqlite"
    settings = casework_environment(CASEWORK, "127.0.0.1:8002", dropbox, own)
    return create_casework(read_settings(CaseworkSettings, settings | PRODUCTION))


@pytest.fixture
def reporter(intake: Flask) -> Visitor:
    return Visitor(intake.test_client(), INTAKE)


@pytest.fixture
def member(casework: Flask) -> Visitor:
    return Visitor(casework.test_client(), CASEWORK)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A skipped test proves nothing, so a run that skipped one says so and fails."""
    if terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("Some tests were skipped: install what they need.", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if isinstance(reporter, pytest.TerminalReporter) and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
