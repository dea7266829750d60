"""A press has one name, and nobody learns from it what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import MalformedError
from crypto.keyring.casekeys import CASE_ID_SIZE
from crypto.keyring.presses import Once, name_of_press
from crypto.names import ID_SIZE, CaseId

ONCES = st.binary(min_size=ID_SIZE, max_size=ID_SIZE).map(Once)
CASES = st.binary(min_size=CASE_ID_SIZE, max_size=CASE_ID_SIZE).map(CaseId)
TYPED = st.lists(st.binary(max_size=8), max_size=4)


@given(ONCES, CASES, TYPED)
def test_the_same_press_has_the_same_name(once: Once, case: CaseId, typed: list[bytes]) -> None:
    name = name_of_press(once, case, typed)
    assert name == name_of_press(once, case, tuple(typed))
    assert len(name) == ID_SIZE


@given(st.tuples(ONCES, CASES, TYPED), st.tuples(ONCES, CASES, TYPED))
def test_another_page_case_or_word_is_another_press(
    one: tuple[Once, CaseId, list[bytes]], other: tuple[Once, CaseId, list[bytes]]
) -> None:
    assert (name_of_press(*one) == name_of_press(*other)) == (one == other)


@given(ONCES, CASES, st.binary(min_size=2, max_size=8))
def test_words_that_are_cut_elsewhere_are_another_press(
    once: Once, case: CaseId, typed: bytes
) -> None:
    cut = [typed[:1], typed[1:]]
    assert name_of_press(once, case, [typed]) != name_of_press(once, case, cut)


@given(st.binary(max_size=40).filter(lambda raw: len(raw) != ID_SIZE), CASES)
def test_what_no_page_drew_names_nothing(raw: bytes, case: CaseId) -> None:
    with pytest.raises(MalformedError):
        name_of_press(Once(raw), case, ())


@given(ONCES, st.lists(CASES, min_size=2, max_size=2, unique=True), TYPED)
def test_the_same_words_on_the_same_page_are_another_press_in_another_case(
    once: Once, cases: list[CaseId], typed: list[bytes]
) -> None:
    one, other = (name_of_press(once, case, typed) for case in cases)
    assert one != other
