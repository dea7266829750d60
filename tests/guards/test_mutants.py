"""Mutation testing lists every change that went unnoticed, and forgives none without a reason."""

import ast
import json
from pathlib import Path

import pytest

from tests.mutants.survivors import (
    EXPLAINED,
    NOTICED,
    Explained,
    Survivor,
    explained,
    survivors,
    unexplained,
)

HOUSE = Path(__file__).parents[2]
# A module as the tool leaves it: each function as it was, then each of its changed forms.
CHANGED = """
from crypto.suite import KEY_SIZE, TAG_SIZE

OUR_SIZE = 32


def x_open__mutmut_orig(box, key):
    if len(box) < 12:
        raise CannotOpenError("too short")
    return unlock(box, key.encode("ascii"), token_bytes(KEY_SIZE), token_bytes(OUR_SIZE))


def x_open__mutmut_1(box, key):
    if len(box) <= 12:
        raise CannotOpenError("too short")
    return unlock(box, key.encode("ascii"), token_bytes(KEY_SIZE), token_bytes(OUR_SIZE))


def x_open__mutmut_2(box, key):
    if len(box) < 12:
        raise CannotOpenError("XXtoo shortXX")
    return unlock(box, key.encode("ascii"), token_bytes(KEY_SIZE), token_bytes(OUR_SIZE))


def x_open__mutmut_3(box, key):
    if len(box) < 12:
        raise CannotOpenError("too short")
    return unlock(box, key.encode("ASCII"), token_bytes(KEY_SIZE), token_bytes(OUR_SIZE))


def x_open__mutmut_4(box, key):
    if len(box) < 12:
        raise CannotOpenError("too short")
    return unlock(box, key.encode("ascii"), token_bytes(None), token_bytes(OUR_SIZE))


def x_open__mutmut_5(box, key):
    if len(box) < 12:
        raise CannotOpenError("too short")
    return unlock(box, key.encode("ascii"), token_bytes(KEY_SIZE), token_bytes(None))


class Box:
    def xǁBoxǁtag__mutmut_orig(self):
        first = token_bytes(TAG_SIZE)
        return first + token_bytes(TAG_SIZE)

    def xǁBoxǁtag__mutmut_1(self):
        first = token_bytes(None)
        return first + token_bytes(TAG_SIZE)

    def xǁBoxǁtag__mutmut_2(self):
        first = token_bytes(TAG_SIZE)
        return first + token_bytes(None)

    def xǁBoxǁwait__mutmut_orig(self):
        pause()
        listen()
        pause()

    def xǁBoxǁwait__mutmut_1(self):
        pause(1)
        listen()
        pause()

    def xǁBoxǁwait__mutmut_2(self):
        pause()
        listen()
        pause(1)
"""
BOUNDARY = Survivor(
    "crypto/boxes.py", "open", ("-    if len(box) < 12:", "+    if len(box) <= 12:")
)
FIRST_TAG = Survivor(
    "crypto/boxes.py",
    "Box.tag",
    ("-    first = token_bytes(TAG_SIZE)", "+    first = token_bytes(None)"),
)
SECOND_TAG = Survivor(
    "crypto/boxes.py",
    "Box.tag",
    ("-    return first + token_bytes(TAG_SIZE)", "+    return first + token_bytes(None)"),
)
PAUSE = Survivor("crypto/boxes.py", "Box.wait", ("-    pause()", "+    pause(1)"))


def tried(house: Path, **ended: int | None) -> list[Survivor]:
    """Leave a tree as the tool does, in which each change had this outcome; read it."""
    rooms = house / "mutants" / "crypto"
    rooms.mkdir(parents=True)
    (rooms / "boxes.py").write_text(CHANGED, "utf-8")
    codes = {f"crypto.boxes.{name}": code for name, code in ended.items()}
    meta = json.dumps({"exit_code_by_key": codes})
    (rooms / "boxes.py.meta").write_text(meta, "utf-8")
    return list(survivors(house))


def reason_for(one: Survivor) -> Explained:
    return Explained(
        place=one.place, function=one.function, change=list(one.change), reason="It cannot matter."
    )


@pytest.mark.parametrize("ended", [0, 2, 5, 33, 34, 35, None])
def test_a_change_is_listed_if_tests_passed_or_never_ran(tmp_path: Path, ended: int | None) -> None:
    assert tried(tmp_path, x_open__mutmut_1=ended) == [BOUNDARY]


@pytest.mark.parametrize("ended", sorted(NOTICED))
def test_a_change_is_noticed_if_a_test_failed_or_never_ended(tmp_path: Path, ended: int) -> None:
    assert tried(tmp_path, x_open__mutmut_1=ended) == []


def test_a_change_of_a_method_is_listed_under_its_class(tmp_path: Path) -> None:
    found = tried(tmp_path, xǁBoxǁtag__mutmut_1=0, xǁBoxǁtag__mutmut_2=0)
    assert found == [FIRST_TAG, SECOND_TAG]


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_words_of_errors_capitals_of_codecs_and_default_sizes_do_not_matter(
    tmp_path: Path, number: int
) -> None:
    assert tried(tmp_path, **{f"x_open__mutmut_{number}": 0}) == []


def test_an_explanation_is_for_one_change_alone() -> None:
    assert unexplained([BOUNDARY, FIRST_TAG], [reason_for(FIRST_TAG)]) == [BOUNDARY]
    assert unexplained([FIRST_TAG], [reason_for(SECOND_TAG)]) == [FIRST_TAG]
    elsewhere = reason_for(BOUNDARY) | Explained(place="crypto/suite.py")  # type: ignore[typeddict-item]  # the rest stays
    assert unexplained([BOUNDARY], [elsewhere]) == [BOUNDARY]


def test_of_two_changes_that_look_the_same_each_needs_its_own_explanation(tmp_path: Path) -> None:
    twins = tried(tmp_path, xǁBoxǁwait__mutmut_1=0, xǁBoxǁwait__mutmut_2=0)
    assert twins == [PAUSE, PAUSE]
    assert unexplained(twins, [reason_for(PAUSE)]) == [PAUSE]
    assert unexplained(twins, [reason_for(PAUSE)] * 2) == []


@pytest.mark.parametrize(
    "one", explained(), ids=lambda one: f"{one['place']} {one['function']} {one['change'][-1]}"
)
def test_every_explanation_has_a_reason_and_speaks_of_code_that_is_there(one: Explained) -> None:
    assert one.keys() == {"place", "function", "change", "reason"}, EXPLAINED
    assert one["reason"].endswith(".")
    lines = _lines_of((HOUSE / one["place"]).read_text("utf-8"), one["function"].split("."))
    removed = [line for line in one["change"] if line.startswith("-")]
    assert removed
    assert {line[1:].strip() for line in removed} <= lines


def _lines_of(source: str, path: list[str]) -> set[str]:
    node: ast.AST = ast.parse(source)
    for name in path:
        [node] = [
            each
            for each in ast.iter_child_nodes(node)
            if isinstance(each, ast.FunctionDef | ast.ClassDef) and each.name == name
        ]
    return {line.strip() for line in ast.unparse(node).split("\n")}
