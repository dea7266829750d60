"""The commands do what they say on a machine that is not ours, and notice what they exist for."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.running import HOUSE, free_port

_SETTINGS = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
_PIN = re.compile(
    r"^([a-z0-9-]+)==([^\s;]+)(?: ;[^\n]*?)? \\\n(?=    --hash=sha256:)", re.MULTILINE
)
_SET_UP = ("-o", ".venv/.ready")  # as if it were newer than the pins
_NOT_THE_HOUSE = shutil.ignore_patterns(
    ".git", ".venv", "var", "mutants", "__pycache__", ".hypothesis", ".pytest_cache"
)
# One bad habit for each tool of `make check`: where, what, and what that tool says of it.
_PLANTS = {
    "config/plant_form.py": ('"""Why."""\n\nX = {1 :2}\n', "unformatted: "),
    "config/plant_lint.py": ('"""Why."""\n\nimport random\n\nX = random\n', "TID251 "),
    "config/plant_type.py": ('"""Why."""\n\nX: int = "one"\n', "plant_type.py:3: error: "),
    "crypto/plant_import.py": ('"""Why."""\n\nimport flask\n\nX = flask\n', "crypto.plant_import "),
    "templates/ui/plant.html": ("<p>\n  <b>x</p>\n", "H025 "),
    "config/plant_habit.py": ("X = 1\n", "plant_habit.py:1: the module's first words"),
}
_SKIPPING = "from pytest import skip\n\n\ndef test_planted():\n    skip('planted')\n"


def _make(where: Path, *arguments: str, path: str = os.defpath) -> subprocess.CompletedProcess[str]:
    """Run make with nothing of the make that runs these tests."""
    return subprocess.run(
        ["make", *arguments],
        cwd=where,
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the house to a folder with an awkward name, with the same environment."""
    copy = tmp_path_factory.mktemp("a house’s #1 & only") / "copy of it"
    shutil.copytree(HOUSE, copy, ignore=_NOT_THE_HOUSE)
    (copy / ".venv").symlink_to(Path(sys.prefix))
    return copy


def _stand_ins(folder: Path, **programs: str) -> str:
    """Put small programs before all others, and return the path on which they are found."""
    folder.mkdir()
    for name, script in programs.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    return f"{folder}:{os.defpath}"


def test_make_check_notices_what_each_of_its_tools_is_for(house: Path) -> None:
    for place, (text, _) in _PLANTS.items():
        (house / place).write_text(text)
    told = _make(house, *_SET_UP, "--ignore-errors", "check")
    stopped = _make(house, *_SET_UP, "check")
    for place in _PLANTS:
        (house / place).unlink()
    said = told.stdout + told.stderr
    for place, (_, complaint) in _PLANTS.items():
        assert complaint in said, place
    assert told.stderr.count("check] Error 1 (ignored)") == len(_PLANTS)
    assert stopped.returncode == 2


def test_make_run_works_in_a_folder_with_an_awkward_name(house: Path) -> None:
    ports = [free_port(), free_port()]
    running = subprocess.Popen(
        ["make", *_SET_UP, "run", f"PORTS={ports[0]} {ports[1]}"],
        cwd=house,
        env={"PATH": os.defpath},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stdout is not None
    greeting = [running.stdout.readline() for _ in range(6)]
    os.killpg(running.pid, signal.SIGINT)
    said = running.communicate(timeout=30)[1]
    assert f"  For reporters:      http://localhost:{ports[0]}\n" in greeting, said
    assert "Traceback" not in said


def test_without_the_right_python_one_line_says_what_to_do(tmp_path: Path) -> None:
    shutil.copy(HOUSE / "Makefile", tmp_path)
    shutil.copytree(HOUSE / "requirements", tmp_path / "requirements")
    for command in ("run", "test"):
        done = _make(tmp_path, command, "PYTHON=false")
        assert done.returncode == 2
        assert done.stdout.startswith("Please install Python 3.11 ")
        assert len(done.stdout.splitlines()) == 1
        assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("command", ["test", "bench"])
def test_who_is_not_root_is_told_in_one_line_what_to_install(command: str, tmp_path: Path) -> None:
    path = _stand_ins(tmp_path / "bin", id="echo 1000", apt_get="exit 99")
    done = _make(HOUSE, *_SET_UP, command, "DEBIAN=no-such-one no-such-other", path=path)
    assert done.returncode == 2
    assert done.stdout == (
        "Please install what is missing: sudo apt-get install no-such-one no-such-other\n"
    )


def test_root_is_told_in_one_line_why_something_could_not_be_installed(tmp_path: Path) -> None:
    refusal = "echo 'Reading lists' ; echo 'E: Unable to locate it' ; exit 100"
    path = _stand_ins(tmp_path / "bin", id="echo 0", apt_get=refusal)
    done = _make(HOUSE, *_SET_UP, "machine", "DEBIAN=no-such-one", path=path)
    assert done.returncode == 2
    assert done.stdout == "apt-get could not install no-such-one. E: Unable to locate it\n"


def test_root_installs_what_is_missing_and_nothing_else(tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    installed = '[ "$4" = there ] && echo installed || echo not-installed'
    path = _stand_ins(
        tmp_path / "bin", id="echo 0", dpkg_query=installed, apt_get=f"echo $* >> {asked}"
    )
    done = _make(HOUSE, *_SET_UP, "machine", "DEBIAN=there missing", path=path)
    assert (done.returncode, done.stdout) == (0, "")
    assert asked.read_text().splitlines() == [
        "update -qq",
        "install -qq -y --no-install-recommends missing",
    ]
    assert _make(HOUSE, *_SET_UP, "machine", "DEBIAN=there", path=path).returncode == 0
    assert len(asked.read_text().splitlines()) == 2


def test_where_there_is_no_debian_the_programs_are_asked_for(tmp_path: Path) -> None:
    bare = tmp_path / "bin"
    bare.mkdir()
    for program in ("make", "sh", "python3"):
        (bare / program).symlink_to(shutil.which(program) or program)
    done = _make(HOUSE, *_SET_UP, "machine", "PROGRAMS=sh no-such-one", path=str(bare))
    assert done.stdout == "Please install what is missing: no-such-one\n"
    assert _make(HOUSE, *_SET_UP, "machine", "PROGRAMS=sh make", path=str(bare)).returncode == 0


def _pins(name: str) -> dict[str, str]:
    text = (HOUSE / "requirements" / name).read_text("utf-8")
    pins = dict(_PIN.findall(text))
    assert len(pins) == len(re.findall(r"^\S+==", text, re.MULTILINE)), "every pin has a hash"
    return pins


def test_every_dependency_is_pinned_to_a_version_that_was_asked_for() -> None:
    run, dev = _pins("run.txt"), _pins("dev.txt")
    needed = [Requirement(one) for one in _SETTINGS["project"]["dependencies"]]
    tools = [Requirement(one) for one in _SETTINGS["dependency-groups"]["dev"]]
    for one, pins in [(one, run) for one in needed] + [(one, dev) for one in needed + tools]:
        assert one.name in pins, one.name
        assert one.specifier.contains(pins[one.name]), one.name


def test_what_is_tested_is_what_runs() -> None:
    assert _pins("run.txt").items() <= _pins("dev.txt").items()


def test_make_lock_renews_every_file_of_pins() -> None:
    files = {path.name for path in (HOUSE / "requirements").iterdir()}
    renewed = re.findall(
        r"--output-file requirements/(\S+)", _make(HOUSE, *_SET_UP, "-n", "lock").stdout
    )
    assert sorted(renewed) == sorted(files)


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "uv.txt"])
def test_pins_name_no_server(name: str) -> None:
    assert _pins(name)
    text = (HOUSE / "requirements" / name).read_text("utf-8")
    assert not re.search("://|index-url|find-links|autogenerated", text)


def _planted_skip(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_planted.py").write_text(_SKIPPING)
    (folder / "pytest.ini").touch()
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options],
        cwd=folder,
        env={"PATH": os.defpath, "PYTHONPATH": str(HOUSE)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("workers", ["-n0", "-n1"])
def test_a_run_that_skips_a_test_fails_and_says_so(workers: str, tmp_path: Path) -> None:
    done = _planted_skip(tmp_path, "-p", "tests.conftest", workers)
    assert done.returncode == 1
    assert "1 skipped" in done.stdout
    assert "Some tests were skipped: install what they need." in done.stdout


def test_without_the_rule_of_the_house_a_skipped_test_would_pass(tmp_path: Path) -> None:
    assert _planted_skip(tmp_path, "-n0").returncode == 0
