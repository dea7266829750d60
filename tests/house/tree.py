"""What a rule looks at, and what it says."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOMS = ("crypto", "store", "config", "intake", "casework", "templates", "tests", "deploy")
_PASSED_OVER = {"__pycache__", "vendor", "vectors", "data"}


@dataclass(frozen=True, slots=True)
class Offence:
    place: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.place}:{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Source:
    """One file, with its place in the house as a path such as intake/views/pages.py."""

    place: str
    text: str

    @property
    def room(self) -> str:
        return self.place.split("/", 1)[0]

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def offends(self, line: int, reason: str) -> Offence:
        return Offence(self.place, line, reason)


Rule = Callable[[Source], Iterator[Offence]]


def sources(root: Path, suffix: str) -> Iterator[Source]:
    for room in ROOMS:
        for path in sorted((root / room).rglob(f"*{suffix}")):
            if not _PASSED_OVER.intersection(path.relative_to(root).parts):
                yield Source(str(path.relative_to(root)), path.read_text("utf-8"))
