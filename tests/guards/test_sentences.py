"""What a rule of casework has to say can be said in every language: no sentence is bare English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
MARKED = {"asked", "saying"}
AT_A_TERMINAL = {"plan.py"}
"""Read by whoever keeps the machine, in the language in which the machine's tools are written."""
_SENTENCE = re.compile(r"^[A-Z“%].* .*[.?!]$", re.DOTALL)


def rules() -> Iterator[Path]:
    for feature in sorted((HOUSE / "casework").iterdir()):
        for place in (feature / "domain.py", *sorted((feature / "domain").rglob("*.py"))):
            if place.is_file() and place.name not in AT_A_TERMINAL:
                yield place


def bare_sentences(text: str) -> list[str]:
    """Return the sentences of a module that nobody marked. Errors and docstrings are no page."""
    tree = ast.parse(text)
    kept = {id(part) for node in ast.walk(tree) if _is_no_page(node) for part in ast.walk(node)}
    found = [node for node in ast.walk(tree) if id(node) not in kept and _says(node)]
    return [ast.unparse(node) for node in found]


def _is_no_page(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in MARKED or node.func.id.endswith("Error")
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or isinstance(node, ast.Raise)


def _says(node: ast.AST) -> bool:
    if isinstance(node, ast.JoinedStr):
        parts = [each.value if isinstance(each, ast.Constant) else "%" for each in node.values]
        return bool(_SENTENCE.match("".join(map(str, parts))))
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(_SENTENCE.match(node.value))
    )


@pytest.mark.parametrize("place", list(rules()), ids=lambda place: str(place.relative_to(HOUSE)))
def test_no_rule_speaks_english_alone(place: Path) -> None:
    assert bare_sentences(place.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        'yield "The list runs out. Confirm it."',
        'text = f"{name} leaves today."',
        'line("Nobody has signed yet.")',
    ],
)
def test_a_bare_sentence_is_found(line: str) -> None:
    assert bare_sentences(f"def f(name):\n    {line}")
    assert not bare_sentences('def f():\n    """It says why."""\n    return saying("It is so.")')
