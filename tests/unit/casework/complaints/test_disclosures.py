"""What an answer would give away: whoever was named, and what the reporter never wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.case.disclosures import names_in, new_facts
from casework.complaints.domain.case.safety import Worry, worries

REPORT = "ask tom miller about it. He told Anna Berg that 40 pallets went out in May."
NUMBERS = st.integers(100, 10**9).map(str)
PEOPLE = st.from_regex(r"[A-Z][a-z]{4,9}", fullmatch=True)


@pytest.mark.parametrize(
    "words",
    [
        "We spoke to Tom Miller.",
        "Miller was asked.",
        "we asked miller",
        "We know what Berg’s team did.",
        "we heard it from ANNA",
    ],
)
def test_somebody_from_the_report_is_found_in_capitals_and_small_letters(words: str) -> None:
    known = ("Tom Miller",)
    assert Worry.NAMES_SOMEBODY in worries(words, [REPORT], known)


def test_somebody_written_small_in_the_report_is_found_once_the_answer_names_them() -> None:
    assert names_in("We spoke to Miller.", (), REPORT) == ("Miller",)


def test_whoever_stands_in_our_notes_is_no_name_for_the_reporter() -> None:
    notes = "The witness is Pavel, from the night shift."
    assert worries("Thank you. pavel told us more.", [REPORT, notes]) == (Worry.NAMES_SOMEBODY,)


@pytest.mark.parametrize("words", ["Thank you. We look into it.", "The committee reads it."])
def test_words_that_name_nobody_are_left_alone(words: str) -> None:
    assert worries(words, [REPORT], ["Tom Miller"]) == ()
    assert new_facts(words, REPORT) == ()


def test_how_long_we_need_is_no_fact_of_the_matter() -> None:
    assert new_facts("You hear from us within 7 days, or in 2 working days.", REPORT) == ()


@given(number=NUMBERS, person=PEOPLE)
def test_what_the_reporter_did_not_write_is_found(number: str, person: str) -> None:
    words = f"We found that {person} moved {number} dollars with ledger.xlsx on a Tuesday."
    found = new_facts(words, "Look at the ledger.")
    assert {number, person, "ledger.xlsx", "Tuesday"} <= set(found)


@given(number=NUMBERS, person=PEOPLE)
def test_what_the_reporter_wrote_is_no_news(number: str, person: str) -> None:
    words = f"We found that {person} moved {number} dollars with ledger.xlsx on a Tuesday."
    assert new_facts(words, f"{words.casefold()}") == ()


def test_a_number_is_the_same_with_and_without_commas() -> None:
    assert new_facts("It was 1,200 dollars.", "It was 1200 dollars.") == ()
