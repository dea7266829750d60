"""What the documents name is there: tests, files, commands."""

import ast
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
DOCUMENTS = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")])
TEST = re.compile(r"(tests/[\w/]+\.py)::(test_\w+)")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
COMMAND = re.compile(r"`make ([a-z]+)`|^ {4}make ([a-z]+)\b", re.MULTILINE)


def name_of(document: Path) -> str:
    return str(document.relative_to(HOUSE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_test_that_is_named_exists(document: Path) -> None:
    for place, name in TEST.findall(document.read_text("utf-8")):
        tree = ast.parse((HOUSE / place).read_text("utf-8"))
        functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert name in functions, f"{place}::{name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text("utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_make_command_exists(document: Path) -> None:
    makefile = (HOUSE / "Makefile").read_text("utf-8")
    for quoted, indented in COMMAND.findall(document.read_text("utf-8")):
        assert f"\n{quoted or indented}: " in makefile, quoted or indented


def test_each_promise_of_the_threat_model_names_a_test() -> None:
    text = (HOUSE / "docs" / "threat-model.md").read_text("utf-8")
    promises = text.partition("## Promises")[2]
    rows = [line for line in promises.splitlines() if line.startswith("| ")]
    held = [line for line in rows if not line.startswith("| promise")]
    assert held
    for line in held:
        assert TEST.search(line), line
