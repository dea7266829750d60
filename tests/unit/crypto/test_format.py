"""FORMAT.md is enough to write our formats in another language: nothing in the code is left out."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.unit.crypto.committees import vectors

CRYPTO = Path(__file__).parents[3] / "crypto"
PAGE = (CRYPTO / "FORMAT.md").read_text("utf-8")


def labels() -> Iterator[str]:
    for source in sorted(CRYPTO.rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Label"), args=[ast.Constant(value=str() as label)]):
                    yield label
                case _:
                    pass


def test_every_label_has_one_use() -> None:
    assert [label for label, uses in Counter(labels()).items() if uses > 1] == []
    assert len(list(labels())) > 40


@pytest.mark.parametrize("label", sorted(labels()))
def test_every_label_is_on_the_page(label: str) -> None:
    assert f"label({label})" in PAGE or f"`{label}`" in PAGE


def test_the_page_names_no_label_that_is_not_used() -> None:
    named = {label for label in re.findall(r"label\(([a-z][a-z0-9/-]+)\)", PAGE) if len(label) > 1}
    assert named <= set(labels())


@pytest.mark.parametrize("vector", vectors("manifest"), ids=lambda vector: vector["name"])
def test_the_hash_of_a_manifest_follows_from_its_frozen_lines_alone(
    vector: dict[str, list[str]],
) -> None:
    text = "".join(f"{line}\n" for line in vector["lines"])
    assert sha256(text.encode("ascii")).hexdigest() == str(vector["sha256"])
    assert (str(vector["sha256"]) in PAGE) == (str(vector["name"]) == "genesis of three")
