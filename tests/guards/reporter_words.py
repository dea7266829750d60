"""Everything that the public site can say, gathered from where it is written."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

HOUSE = Path(__file__).parents[2]
_SAYS = {"_", "gettext", "ngettext", "lazy_gettext", "asked"}
_CODE = ("intake", "config/questions")
# Only what the public site draws; the rest of the components belong to the committee's.
_DRAWN = ("templates/intake", "templates/ui")
_NOT_DRAWN = {"audience.html", "casework_frame.html", "figures.html", "matrix.html", "tasks.html"}

Said = dict[str, list[str]]


def everything_said(app: Flask) -> Said:
    """Return the sentences by the file that holds them."""
    return {place: words for place, words in _gathered(app) if words}


def _gathered(app: Flask) -> Iterator[tuple[str, list[str]]]:
    for folder in _DRAWN:
        for path in sorted((HOUSE / folder).glob("*.html")):
            if path.name not in _NOT_DRAWN:
                yield str(path.relative_to(HOUSE)), _of_template(app, path.read_text("utf-8"))
    for folder in _CODE:
        for path in sorted((HOUSE / folder).rglob("*.py")):
            yield str(path.relative_to(HOUSE)), list(_of_code(path.read_text("utf-8")))
    yield "config/data/law.toml", list(_of_law())


def _of_template(app: Flask, source: str) -> list[str]:
    found = app.jinja_env.extract_translations(source)  # type: ignore[attr-defined]  # of an extension
    return [str(words) for _, _, words in found]


def _of_code(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _speaks(node.func):
            given = [each.value for each in node.args if isinstance(each, ast.Constant)]
            yield from (each for each in given if isinstance(each, str))


def _speaks(name: ast.expr) -> bool:
    return isinstance(name, ast.Name) and name.id in _SAYS


def _of_law() -> Iterator[str]:
    found = tomllib.loads((HOUSE / "config" / "data" / "law.toml").read_text("utf-8"))
    for section in found.values():
        if isinstance(section, dict):
            yield section["heading"]
            yield from (each.replace("**", "") for each in section["paragraphs"])
