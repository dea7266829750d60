"""A site starts with settings that cannot be wrong, or says everything that is."""

import secrets
import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from config.parsing import SettingsError
from config.settings import (
    PREFIX,
    CaseworkSettings,
    IntakeSettings,
    Mode,
    SiteSettings,
    read_settings,
)
from tests.running import casework_environment, intake_environment

HOUSE = Path(__file__).parents[3]
INTAKE = intake_environment("https://report.example.com", "unix:/run/x.sock", "sqlite:////x/y.db")
CASEWORK = casework_environment(
    "https://committee.example.com", "127.0.0.1:8002", "sqlite:////x/y.db", "sqlite:////x/z.db"
)


def changed(**values: str) -> dict[str, str]:
    return INTAKE | {PREFIX + name.upper(): value for name, value in values.items()}


def mistakes_in(env: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings(IntakeSettings, env)
    return str(caught.value)


def test_good_settings_are_read_into_their_types() -> None:
    settings = read_settings(IntakeSettings, INTAKE)
    assert settings.mode is Mode.DEVELOPMENT
    assert settings.host == "report.example.com"
    assert settings.over_tls
    assert settings.neutral_site == "https://www.weather.gov/"
    assert read_settings(CaseworkSettings, CASEWORK).database_url == "sqlite:////x/z.db"


def test_a_site_that_says_nothing_is_in_production() -> None:
    env = {name: value for name, value in INTAKE.items() if not name.endswith("MODE")}
    assert not read_settings(IntakeSettings, env).in_development


def test_settings_cannot_be_changed_later() -> None:
    settings = read_settings(IntakeSettings, INTAKE)
    with pytest.raises(FrozenInstanceError):
        settings.company = "Other"  # type: ignore[misc]  # the point of the test


def test_all_mistakes_are_reported_together() -> None:
    env = changed(mode="demo", address="report.example.com", cookie_secret="short", company=" ")
    del env["CHARTERLINE_TELEPHONE"]
    said = mistakes_in(env)
    for name in ("MODE", "ADDRESS", "COOKIE_SECRET", "COMPANY", "TELEPHONE"):
        assert said.count(f"{PREFIX}{name} ") == 1
    assert len(said.splitlines()) == 5


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("address", "http://report.example.com", "https://"),
        ("address", "https://report.example.com/form", "an address such as"),
        ("listen", "8001", "a host and a port"),
        ("cookie_secret", "A" * 43, "random"),
        ("dropbox_url", "mysql://x/y", "sqlite:////"),
        ("neutral_site", "http://weather.example", "https://"),
    ],
)
def test_a_mistake_is_named_in_words(name: str, value: str, says: str) -> None:
    said = mistakes_in(changed(**{name: value}))
    assert said.startswith(f"{PREFIX}{name.upper()} must")
    assert says in said


def test_a_misspelt_setting_is_not_quietly_ignored() -> None:
    assert "CHARTERLINE_TELEFONE is not a setting of this site" in mistakes_in(
        changed(telefone="1")
    )


def test_the_public_site_refuses_the_address_of_the_committees_database() -> None:
    said = mistakes_in(changed(database_url="postgresql://casework@/casework"))
    assert "CHARTERLINE_DATABASE_URL is not a setting of this site" in said


def test_a_secret_may_come_in_a_file(tmp_path: Path) -> None:
    value, secret = secrets.token_urlsafe(32), tmp_path / "secret"
    secret.write_text(value + "\n")
    env = changed(cookie_secret="", cookie_secret_file=str(secret))
    assert read_settings(IntakeSettings, env).cookie_secret == value


def test_a_setting_that_is_given_twice_is_a_mistake(tmp_path: Path) -> None:
    """Whichever won, somebody would believe in the other."""
    secret = tmp_path / "secret"
    secret.write_text(secrets.token_urlsafe(32))
    said = mistakes_in(changed(cookie_secret_file=str(secret)))
    assert said.startswith("CHARTERLINE_COOKIE_SECRET is set twice")
    assert "CHARTERLINE_COOKIE_SECRET_FILE" in said


def test_a_file_that_cannot_be_read_is_a_mistake_without_its_path(tmp_path: Path) -> None:
    said = mistakes_in(changed(cookie_secret="", cookie_secret_file=str(tmp_path / "gone")))
    assert said == "CHARTERLINE_COOKIE_SECRET is in a file that cannot be read"


def test_no_secret_is_printed() -> None:
    env = changed(dropbox_url="postgresql://role:hunter2@host/db")
    assert env["CHARTERLINE_COOKIE_SECRET"] not in repr(read_settings(IntakeSettings, env))
    assert "hunter2" not in repr(read_settings(IntakeSettings, env))
    assert "hunter2" not in mistakes_in(env | {"CHARTERLINE_DROPBOX_URL": "mysql://r:hunter2@h/d"})


@pytest.mark.parametrize("site", ["intake", "casework"])
def test_a_site_with_wrong_settings_says_so_and_stops_with_code_2(site: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", site], cwd=HOUSE, env={}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Charterline cannot start. Please set these right:\n")
    assert "CHARTERLINE_ADDRESS is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_that_no_database_has_stops_the_start_with_code_2() -> None:
    env = CASEWORK | {"CHARTERLINE_DROPBOX_URL": "postgresql://role:hunter2@host:port/db"}
    started = [sys.executable, "-m", "casework"]
    done = subprocess.run(
        started, cwd=HOUSE, env=env, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[1].startswith("CHARTERLINE_DROPBOX_URL must be sqlite:////")
    assert "hunter2" not in done.stderr


@pytest.mark.parametrize(
    ("site", "kind"), [("intake", IntakeSettings), ("casework", CaseworkSettings)]
)
def test_the_example_explains_every_setting_and_is_valid(
    site: str, kind: type[SiteSettings], tmp_path: Path
) -> None:
    lines = (HOUSE / "config" / "examples" / f"{site}.env").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    named = {name.removesuffix("_FILE") for name in given}
    assert named == {PREFIX + field.name.upper() for field in fields(kind)}
    for number, line in enumerate(lines):
        if line.startswith(PREFIX) and not lines[number - 1].startswith(PREFIX):
            assert lines[number - 1].startswith("#"), f"{line} is not explained"
    secret = tmp_path / "secret"
    secret.write_text(secrets.token_urlsafe(32))
    in_files = {name: str(secret) for name in given if name.endswith("_FILE")}
    read_settings(kind, given | in_files)
