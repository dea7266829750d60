"""Every import contract is broken once, on a copy of the house, and must notice."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
PLANTS = tomllib.loads((Path(__file__).parent / "data" / "imports.toml").read_text())["plant"]
ROOMS = ("crypto", "store", "config", "intake", "casework")


@pytest.fixture(scope="session")
def plain_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(HOUSE, tmp_path_factory.mktemp("house"))


def copied(house: Path, into: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(
            house / room, into / room, ignore=shutil.ignore_patterns("__pycache__", "*.txt")
        )
    shutil.copy(house / "pyproject.toml", into)
    return into


def broken_contracts(house: Path) -> str:
    """Return what the linter says; in a process of its own, since it imports by name."""
    lint = [sys.executable, "-m", "importlinter.cli", "lint_imports", "--no-logo", "--no-cache"]
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code, *lint[4:]],
        cwd=house,
        env={"PYTHONPATH": str(house), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout if done.returncode else ""


def test_the_house_as_it_stands_keeps_every_contract(plain_house: Path) -> None:
    assert broken_contracts(plain_house) == ""


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant['into']}-{plant['line']}")
def test_a_forbidden_import_is_caught(
    plant: dict[str, str], plain_house: Path, tmp_path: Path
) -> None:
    house = copied(plain_house, tmp_path / "house")
    for extra in filter(None, (plant.get("also"), plant["into"])):
        path = house / extra
        path.parent.mkdir(exist_ok=True)
        path.touch()
    target = house / plant["into"]
    target.write_text(f"{target.read_text()}\n{plant['line']}\n")
    said = broken_contracts(house)
    assert any(
        plant["breaks"] in line and line.rstrip().endswith("BROKEN") for line in said.splitlines()
    ), said


NO_FEATURES = {"gatehouse", "migrations", "shelf"}  # without layers of their own


def test_every_feature_of_casework_stands_in_the_contract_about_features() -> None:
    settings = tomllib.loads((HOUSE / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    [inside] = [it for it in contracts if it["name"].startswith("Inside a feature of casework")]
    features = {
        f"casework.{path.parent.name}"
        for path in (HOUSE / "casework").glob("*/__init__.py")
        if path.parent.name not in NO_FEATURES
    }
    assert set(inside["containers"]) == features


def test_every_contract_is_broken_by_some_plant() -> None:
    settings = tomllib.loads((HOUSE / "pyproject.toml").read_text())
    for contract in settings["tool"]["importlinter"]["contracts"]:
        assert any(plant["breaks"] in contract["name"] for plant in PLANTS), contract["name"]
