"""Which changes went unnoticed, and which of those are explained."""

import ast
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TypedDict

from tests.mutants.alike import alike

EXPLAINED = Path(__file__).parent / "explained.toml"
# How a run ends that noticed: a test failed, pytest broke, time ran out, the process fell over.
# Anything else did not notice: all tests passed, there was none, or none was run.
NOTICED = frozenset({1, 3, 36, 24, -24, 152, 255, -11, -9})
_CLASS_MARK = "ǁ"


@dataclass(frozen=True, slots=True)
class Survivor:
    """One change: where it was made, and its lines, each with - or + before it.

    There is no number in it, so an explanation outlives changes elsewhere in the house.
    """

    place: str
    function: str
    change: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(
            (f"{self.place} in {self.function}", *(f"    {line}" for line in self.change))
        )


class Explained(TypedDict):
    place: str
    function: str
    change: list[str]
    reason: str


def outcomes(house: Path) -> Iterator[tuple[Path, str, int | None]]:
    """Yield every change that was planned: its file, its name, and how the tests ended, if ever."""
    for noted in sorted((house / "mutants" / "crypto").rglob("*.py.meta")):
        for name, code in json.loads(noted.read_text("utf-8"))["exit_code_by_key"].items():
            yield noted.with_suffix(""), name.rpartition(".")[2], code


def survivors(house: Path) -> Iterator[Survivor]:
    """Return the changes that no test noticed, save those that cannot matter."""
    modules: dict[Path, ast.Module] = {}
    for source, name, code in outcomes(house):
        if code not in NOTICED:
            if source not in modules:
                modules[source] = ast.parse(source.read_text("utf-8"))
            place = str(source.relative_to(house / "mutants"))
            yield from _survivor(place, name, modules[source])


def unexplained(found: Iterable[Survivor], known: Iterable[Explained]) -> list[Survivor]:
    """Leave out what is explained. One explanation is good for one change, not for its twin."""
    left = Counter((one["place"], one["function"], *one["change"]) for one in known)
    remaining = []
    for one in found:
        key = (one.place, one.function, *one.change)
        left[key] -= 1
        if left[key] < 0:
            remaining.append(one)
    return remaining


def explained() -> list[Explained]:
    listed: list[Explained] = tomllib.loads(EXPLAINED.read_text("utf-8")).get("survivor", [])
    return listed


def _survivor(place: str, name: str, module: ast.Module) -> Iterator[Survivor]:
    stem = name.rpartition("__mutmut_")[0]
    before, after = _function(module, f"{stem}__mutmut_orig"), _function(module, name)
    if not alike(before, after, module):
        yield Survivor(place, readable(stem), _change(before, after))


def readable(stem: str) -> str:
    """Turn the tool's name of a function, x_f or xǁClassǁf, into ours: f or Class.f."""
    return stem.removeprefix("x" + _CLASS_MARK).removeprefix("x_").replace(_CLASS_MARK, ".")


def _function(module: ast.Module, name: str) -> ast.FunctionDef:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return node
    raise LookupError(name)


def _change(before: ast.FunctionDef, after: ast.FunctionDef) -> tuple[str, ...]:
    # Without the line of the name, which is never the same.
    old, new = (ast.unparse(one).replace(one.name, "it", 1).split("\n") for one in (before, after))
    lines = list(unified_diff(old, new, n=0))
    return tuple(line for line in lines[2:] if line[0] in "+-")
