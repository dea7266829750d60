"""Every rule of the house is broken once, in an empty house, and must notice."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.__main__ import offences

HOUSE = Path(__file__).parents[2]
PLANTS = tomllib.loads((Path(__file__).parent / "data" / "habits.toml").read_text())["plant"]
BANNED = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"][
    "flake8-tidy-imports"
]["banned-api"]


def planted(house: Path, place: str, text: str) -> list[str]:
    path = house / place
    path.parent.mkdir(parents=True)
    path.write_text(text.lstrip())
    return [str(offence) for offence in offences(house) if place in str(offence)]


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant['path']}-{plant['says']}")
def test_a_bad_habit_is_caught(plant: dict[str, str], tmp_path: Path) -> None:
    assert any(plant["says"] in said for said in planted(tmp_path, plant["path"], plant["text"]))


@pytest.mark.parametrize(
    ("place", "text", "says"),
    [
        ("store/long.py", '"""Why."""\n' + "x = 1\n" * 300, "over 300 lines"),
        (
            "store/f.py",
            '"""Why."""\ndef f() -> None:\n' + "    f()\n" * 26,
            "over 25 lines of code",
        ),
        ("templates/ui/long.html", "<p>\n" * 121, "over 120 lines"),
        (
            "templates/ui/macro.html",
            "{% macro m() %}\n" + "<p>\n" * 41 + "{% endmacro %}\n",
            "a macro over 40 lines",
        ),
        ("templates/static/ui/long.css", "p { color: inherit }\n" * 601, "over 600 lines"),
    ],
)
def test_what_has_grown_too_large_is_caught(
    place: str, text: str, says: str, tmp_path: Path
) -> None:
    assert any(says in said for said in planted(tmp_path, place, text))


def test_a_folder_with_too_many_modules_is_caught(tmp_path: Path) -> None:
    for number in range(13):
        path = tmp_path / "store" / f"m{number}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text('"""Why."""\n')
    assert any("over 12 modules" in str(offence) for offence in offences(tmp_path))


def test_a_function_may_be_longer_with_a_reason(tmp_path: Path) -> None:
    text = '"""Why."""\ndef f() -> None:  # long: one table\n' + "    f()\n" * 26
    assert not any("lines of code" in said for said in planted(tmp_path, "store/f.py", text))


@pytest.mark.parametrize("name", BANNED)
def test_a_banned_name_is_caught_with_its_reason(name: str) -> None:
    module = name.rpartition(".")[0] if name.count(".") < 2 else name.split(".", maxsplit=1)[0]
    text = f'"""Why."""\n\nimport {module or name}\n\nX = {name}\n'
    ruff = [sys.executable, "-m", "ruff", "check", "--stdin-filename", "casework/planted.py", "-"]
    done = subprocess.run(ruff, cwd=HOUSE, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert BANNED[name]["msg"] in done.stdout
