"""Names are taken out of words: whole in any case, in parts as names are written, in any script."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casework.export.domain.masking import Named, mask_of

COMMITTEE = [Named("Maria Alvarez", "Member 1"), Named("Will O’Brien-Grant", "Member 2")]
MASK = mask_of(COMMITTEE, "[somebody]")


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("Maria Alvarez said so.", "Member 1 said so."),
        ("maria  ALVAREZ said so.", "Member 1 said so."),
        ("Maria\nAlvarez said so.", "Member 1 said so."),
        ("Maria’s note, by ALVAREZ", "Member 1’s note, by Member 1"),
        ("Mariana and Alvarezes stay.", "Mariana and Alvarezes stay."),
        ("It will do. Will it? O’Brien-Grant knows.", "It will do. Member 2 it? Member 2 knows."),
        ("M\u00adar\u200bia", "Member 1"),
        ("Nobody is here.", "Nobody is here."),
    ],
)
def test_a_name_is_found_however_it_is_written(words: str, masked: str) -> None:
    assert MASK.over(words) == masked


def test_an_accent_that_was_typed_apart_hides_no_name() -> None:
    mask = mask_of([Named("Zoë Müller", "Member 1")], "[somebody]")
    assert mask.over(unicodedata.normalize("NFD", "Zoë Müller, Müller")) == "Member 1, Member 1"


def test_a_script_without_spaces_hides_no_name() -> None:
    mask = mask_of([Named("李明", "[Person 1]")], "[somebody]")
    assert mask.over("我看见李明说谎") == "我看见[Person 1]说谎"


def test_a_part_that_two_share_points_to_neither() -> None:
    mask = mask_of([Named("Ann Lee", "Member 1"), Named("Bob Lee", "Member 2")], "[somebody]")
    assert mask.over("Ann Lee, Bob, Lee") == "Member 1, Member 2, [somebody]"


def test_without_names_nothing_is_changed() -> None:
    assert mask_of([], "[somebody]").over("Maria\u00ad") == "Maria\u00ad"
    assert mask_of([Named(" ", "Member 1")], "[somebody]").over("a b") == "a b"


def test_a_name_with_a_letter_that_folds_into_two_is_found_either_way() -> None:
    mask = mask_of([Named("Jo Groß", "Member 1")], "[somebody]")
    assert mask.over("Ask Jo Groß, JO GROSS or Jo Gross.") == "Ask Member 1, Member 1 or Member 1."


@settings(max_examples=150, deadline=None)
@example(["ß"], "", 0)
@given(
    st.lists(st.text(max_size=12), max_size=4),
    st.text(max_size=60),
    st.integers(0, 3),
)
def test_no_whole_name_that_was_told_stays_in_any_words(
    names: list[str], words: str, at: int
) -> None:
    mask = mask_of([Named(name, "\x00") for name in names], "\x00")
    told = names[at % len(names)] if names else ""
    masked = mask.over(f"{words} {told} {words}")
    for name in filter(
        None, (" ".join(unicodedata.normalize("NFC", each).split()) for each in names)
    ):
        if name.isalpha():
            assert not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", masked), name
