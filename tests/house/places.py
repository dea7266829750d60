"""Rules about the house as a whole: rooms stay small, exceptions stay few, the README short."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import Offence, sources

_MODULES_IN_A_FOLDER = 12
_README_LINES = 120
# Raise it only together with the reason, in one commit.
_EXCEPTIONS_TO_THE_RULES = 20


def rooms_are_small(root: Path) -> Iterator[Offence]:
    counted = Counter(
        source.place.rpartition("/")[0]
        for source in sources(root, ".py")
        if not source.place.endswith("__init__.py")
        and source.room != "tests"
        and "/migrations/" not in source.place
    )
    for folder, modules in counted.items():
        if modules > _MODULES_IN_A_FOLDER:
            yield Offence(folder, 0, f"over {_MODULES_IN_A_FOLDER} modules: make a room within")


def folders_are_packages(root: Path) -> Iterator[Offence]:
    for source in sources(root, ".py"):
        folder = (root / source.place).parent
        if source.room != "deploy" and not (folder / "__init__.py").exists():
            yield Offence(
                source.place, 0, "a folder without __init__.py is invisible to the linter"
            )


def exceptions_are_few(root: Path) -> Iterator[Offence]:
    excuses = sum(
        len(re.findall(r"# noq[a]|# type: ignor[e]", source.text))
        for source in sources(root, ".py")
        if source.room != "tests"
    )
    if excuses > _EXCEPTIONS_TO_THE_RULES:
        yield Offence("the product", 0, f"{excuses} exceptions to the rules: mend some")


def readme_is_short(root: Path) -> Iterator[Offence]:
    readme = root / "README.md"
    if not readme.exists() or len(readme.read_text("utf-8").splitlines()) >= _README_LINES:
        yield Offence("README.md", 0, f"must exist and stay under {_README_LINES} lines")


RULES = (rooms_are_small, folders_are_packages, exceptions_are_few, readme_is_short)
