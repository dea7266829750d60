"""A case's name says nothing, and never counts."""

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.casenames import FIRST, SECOND, CaseName, new_name


def test_a_name_is_two_words() -> None:
    assert re.fullmatch("[A-Z][a-z]+ [A-Z][a-z]+", new_name(()))


def test_no_word_stands_twice_so_that_no_two_names_look_alike() -> None:
    words = [*FIRST, *SECOND]
    assert len(words) == len(set(words))
    assert all(re.fullmatch("[A-Z][a-z]{2,9}", word) for word in words)


def test_there_are_tens_of_thousands_of_names() -> None:
    assert len(FIRST) * len(SECOND) > 40_000


def test_names_come_in_no_order() -> None:
    names = [new_name(()) for _ in range(400)]
    assert names != sorted(names)
    assert len(set(names)) > 380
    assert len(Counter(name.split()[0] for name in names)) > 100


@given(st.sets(st.sampled_from([f"{one} {two}" for one in FIRST[:9] for two in SECOND[:9]])))
def test_no_name_is_given_that_its_readers_know_already(known: set[str]) -> None:
    taken = {CaseName(name) for name in known}
    assert new_name(taken) not in taken


def test_when_every_pair_is_taken_names_get_a_third_word() -> None:
    taken = frozenset(CaseName(f"{one} {two}") for one in FIRST for two in SECOND)
    assert len(new_name(taken).split()) == 3
