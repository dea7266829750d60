"""One name means one person to whoever reads it, since a reporter leaves people out by name."""

from dataclasses import replace

import pytest

from crypto.errors import MalformedError, RefusedError
from crypto.manifest.people import likeness
from tests.unit.crypto.committees import genesis_of, holders

PEOPLE = holders(3, 2)
GENESIS = genesis_of(PEOPLE.values())
MEMBER = PEOPLE["m1"].person
EXTERNAL = PEOPLE["e1"].person


@pytest.mark.parametrize(
    "name",
    [
        "Person M3",
        "PERSON M3",
        "Per\u200dson M3",
        "Person\u200c M3",
        "Person \uff2d3",
        "\u2119erson M\u00b3",
        "Person\u180b M\u180d3\u180f",
    ],
)
def test_a_name_is_one_person(name: str) -> None:
    renamed = tuple(
        replace(each, name=name) if each.id == "m2" else each for each in GENESIS.persons
    )
    with pytest.raises(RefusedError):
        replace(GENESIS, persons=renamed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Strau\u00df", "STRAUSS"),
        ("\u0390", "\u03b9\u200d\u0308\u0301"),
        ("\u0130smet", "I\u200c\u0307smet"),
        ("\ufb01nn", "Finn"),
        ("A\u180cb", "\uff21b"),
    ],
)
def test_two_names_that_look_alike_are_like(one: str, other: str) -> None:
    assert likeness(one) == likeness(other)


def test_names_that_differ_stay_apart() -> None:
    names = ("Ann Lee", "Anne Lee", "AnnLee", "\u00c4nn Lee", "Ann L\u00e9e", "An Lee")
    assert len({likeness(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "name",
    [
        "",
        " Ann",
        "Ann ",
        "Ann  Lee",
        "Ann\tLee",
        "Ann\nLee",
        "Ann\u00a0Lee",
        "Ann\u2028Lee",
        "Ann\u202eLee",
        "Ann\u200bLee",
        "Ann\ud800",
        "Ann\u3164",
        "\u115f",
        "Ann\ufe0f",
        "Ann\ufe00",
        "Ann\U000e0100",
        "Ann\U000e01ef",
        "Ann\u2800",
        "Zoe\u0308",
        "--",
        "\u200d",
        "\u200dAnn",
        "Ann\u200d",
        "Ann\u200c",
        "\u200cAnn",
        "Ann \u200d",
        "Ann\u17b4",
        "Ann\u17b5",
        "Ann\ue000",
        "Ann\U0010fffd",
        "Ann\u0378",
        "Ann\u2065",
        "Ann\uffff",
        "x" * 101,
    ],
)
def test_a_name_cannot_pass_for_another(name: str) -> None:
    for fields in ({"name": name}, {"organisation": name}):
        with pytest.raises(MalformedError):
            replace(EXTERNAL, **fields)  # type: ignore[arg-type]  # the fields are named above
    with pytest.raises(MalformedError):
        replace(GENESIS, company=name)
    with pytest.raises(MalformedError):
        replace(GENESIS, committee=name)


@pytest.mark.parametrize(
    "name",
    [
        "A",
        "x" * 100,
        "Zoë O’Neil-Müller",
        "王 小明",
        "5%",
        "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627",
        "क्\u200dष",
        "a\ufdffb",
        "\u182e\u180b\u1823",
    ],
)
def test_people_have_all_kinds_of_names(name: str) -> None:
    assert replace(MEMBER, name=name).name == name
