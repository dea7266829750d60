"""The index finds each word of what it learnt, and is no larger than it may be."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.complaints.domain.case.casefile import Standing
from casework.search.domain.asking import Asked, Term, When, Which, terms_in
from casework.search.domain.tokens import composed, tokens
from casework.search.records import index as records
from casework.search.records.index import Doc, Facts, Index, Learnt
from crypto.names import CaseId

TODAY = date(2026, 11, 21)
FACTS = Facts(Standing.NEW, date(2026, 11, 1))
ROOM = 4_000_000


@pytest.fixture
def index() -> Iterator[Index]:
    index = Index(ROOM)
    yield index
    index.forget()


def case(number: int) -> CaseId:
    return CaseId(number.to_bytes(32))


def learnt(number: int, *said: str, facts: Facts = FACTS, after: int = 0) -> Learnt:
    docs = [Doc(place.to_bytes(16), text) for place, text in enumerate(said, start=after)]
    return Learnt(case(number), facts, docs)


def found(index: Index, typed: str, which: Which = Which.ALL, when: When = When.ANY) -> set[CaseId]:
    return set(index.find(Asked(typed, terms_in(typed), which, when), TODAY, 10, 0))


def test_words_must_stand_in_one_entry(index: Index) -> None:
    index.learn([learnt(1, "kept in a file", "called the cushion"), learnt(2, "a file cushion")])
    assert found(index, "file cushion") == {case(2)}
    assert found(index, "cush") == {case(1), case(2)}
    assert found(index, '"cush"') == set()


def test_what_is_new_in_a_case_is_added_to_what_is_there(index: Index) -> None:
    index.learn([learnt(1, "one")])
    index.learn([learnt(1, "two", "", after=1)])
    assert index.find(Asked("", terms_in("one")), TODAY, 10, 0) == [case(1)]
    assert found(index, "two") == {case(1)}
    assert len(index.entries_of(case(1))) == 3
    assert index.entries_of(case(2)) == frozenset()


def test_a_case_is_chosen_by_how_it_stands_now(index: Index) -> None:
    index.learn([learnt(1, "word")])
    assert found(index, "word", Which.FINISHED) == set()
    index.learn([learnt(1, facts=Facts(Standing.FINISHED, date(2024, 1, 1)))])
    assert found(index, "word", Which.FINISHED) == {case(1)}
    assert found(index, "word", Which.NEW) == set()
    assert found(index, "word", when=When.YEAR) == set()


@pytest.mark.parametrize("many", [2, 1_000])
def test_pages_follow_each_other_without_gap_or_repetition(
    index: Index, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """Also where so many say it that nobody puts them in order."""
    monkeypatch.setattr(records, "_MANY", many)
    index.learn([learnt(number, "same word", "the word again") for number in range(25)])
    asked = Asked("", terms_in("word"))
    pages = [index.find(asked, TODAY, 10, at) for at in (0, 10, 20, 30)]
    assert [len(each) for each in pages] == [10, 10, 5, 0]
    assert len({each for page in pages for each in page}) == 25


def test_of_many_that_say_it_some_are_chosen_like_of_few(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_MANY", 1)
    finished = Facts(Standing.FINISHED, date(2024, 1, 1))
    index.learn([learnt(1, "word"), learnt(2, "word", facts=finished)])
    assert found(index, "word", Which.FINISHED) == {case(2)}
    assert found(index, "word", when=When.YEAR) == {case(1)}


def test_what_has_no_room_is_not_learnt_by_half() -> None:
    index = Index(100_000)
    long = " ".join(f"word{number}" for number in range(4_000))
    for number in range(4):
        index.learn([learnt(number, long)])
    assert index.is_full
    assert found(index, "word7") == index.mine
    assert 0 < len(index.mine) < 4


def test_an_index_that_was_forgotten_knows_nothing_and_takes_nothing(index: Index) -> None:
    index.learn([learnt(1, "word")])
    index.forget()
    assert found(index, "word") == set()
    index.learn([learnt(1, "word")])
    assert found(index, "word") == set()
    index.forget()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.data())
def test_each_word_of_a_text_finds_it(text: str, data: st.DataObject) -> None:
    index = Index(ROOM)
    index.learn([learnt(1, text)])
    words = [each.word for each in tokens(composed(text))]
    if words:
        at = data.draw(st.integers(0, len(words) - 1))
        end = data.draw(st.integers(at + 1, len(words)))
        term = Term(tuple(words[at:end]), is_begun=False)
        assert index.find(Asked("", (term,)), TODAY, 1, 0) == [case(1)]
    index.forget()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_question_is_a_fault(typed: str) -> None:
    index = Index(ROOM)
    index.learn([learnt(1, "a file")])
    found(index, typed)
    index.forget()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.integers(1, 6), min_size=1), min_size=1, max_size=6))
def test_new_and_known_cases_are_learnt_together_and_none_is_taken_for_another(
    rounds: list[set[int]],
) -> None:
    index = Index(ROOM)
    for at, together in enumerate(rounds):
        index.learn([learnt(each, f"round{at} case{each}", after=at) for each in together])
    for at, together in enumerate(rounds):
        assert found(index, f"round{at}") == {case(each) for each in together}
        assert all(found(index, f'"round{at} case{each}"') == {case(each)} for each in together)
    index.forget()
