"""Whoever tries the demo can sign in as its committee, with what a command prints."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from casework.wsgi import create_app
from config.settings import CaseworkSettings, read_settings
from deploy.demo import Demo, Environment, prepare
from deploy.door.__main__ import main
from deploy.door.seating import WALLETS, open_door
from tests.browser import Visitor
from tests.running import HOUSE, free_port

_TOLD = re.compile(r"Name: +(.+)\nCode: +(\d{6}) .*\nPassphrase: +(.+)\nFor an app: +([A-Z2-7]+)\n")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return Demo(tmp_path_factory.mktemp("demo"), free_port(), free_port())


@pytest.fixture(scope="module")
def settings(demo: Demo) -> Environment:
    return prepare(demo)["casework"]


def told(demo: Demo, *who: str) -> list[tuple[str, str, str, str]]:
    """Return what the command prints: name, code, passphrase, and the letters for an app."""
    command = [sys.executable, "-m", "deploy.door", *who, "--var", str(demo.var)]
    said = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True)
    return _TOLD.findall(said.stdout)


def test_the_demo_s_chair_signs_in_with_what_is_printed(demo: Demo, settings: Environment) -> None:
    app = create_app(read_settings(CaseworkSettings, settings))
    visitor = Visitor(app.test_client(), f"http://localhost:{demo.casework_port}")
    [(name, code, passphrase, _)] = told(demo, "maria-alvarez")
    visitor.fill_in("/", "/sign-in/code", name=name, code=code)
    with open_door(demo.var, read_settings(CaseworkSettings, settings)) as door:
        door.approve_new_devices()
    visitor.fill_in("/", "/unlock", passphrase=passphrase)
    assert "Northfield Audit Committee" in visitor.get("/you").text


def test_everybody_of_the_demo_has_a_way_in_and_keeps_it_at_the_next_start(
    demo: Demo, settings: Environment
) -> None:
    before = [(name, words, app) for name, _, words, app in told(demo)]
    with open_door(demo.var, read_settings(CaseworkSettings, settings)) as door:
        door.seat_everybody()
    assert [name for name, *_ in before] == [
        "Maria Alvarez",
        "Thomas Okafor",
        "June Park",
        "David Reyes",
        "Helen Grant",
        "Samuel Osei",
        "Nora Stein",
        "Ruth Bell",
    ]
    assert [(name, words, app) for name, _, words, app in told(demo)] == before


def test_what_the_demo_s_people_carry_is_for_its_owner_alone(
    demo: Demo, settings: Environment
) -> None:
    assert settings
    assert (demo.var / WALLETS).stat().st_mode & 0o077 == 0


def test_before_the_demo_has_started_nobody_can_sign_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--var", str(tmp_path)]) == 1
    assert capsys.readouterr().err.endswith("Start the demo first: make run\n")
