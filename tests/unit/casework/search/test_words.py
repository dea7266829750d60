"""What is typed is only ever words; what is shown is the place that says them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.search.domain.asking import LONGEST, Term, terms_in
from casework.search.domain.snippets import snippet_of
from casework.search.domain.tokens import composed, folded, spaced, tokens


def shown(text: str, typed: str) -> tuple[str, list[str]] | None:
    snippet = snippet_of(text, terms_in(typed))
    if snippet is None:
        return None
    return "".join(each.text for each in snippet), [each.text for each in snippet if each.is_found]


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("rebate", [(("rebate",), True)]),
        ("in", [(("in",), False)]),
        ('"kept in a file"', [(("kept", "in", "a", "file"), False)]),
        ("“kept in”", [(("kept", "in"), False)]),
        ('"kept in', [(("kept", "in"), False)]),
        ("gate-log.csv", [(("gate", "log", "csv"), True)]),
        ("a AND NOT (b*", [(("a",), False), (("AND",), True), (("NOT",), True), (("b",), False)]),
        ("?! …", []),
        ('""', []),
        ("東京", [(("東", "京"), False)]),
    ],
)
def test_what_is_typed_is_words_and_phrases(typed: str, terms: list[tuple[object, bool]]) -> None:
    assert [(each.words, each.is_begun) for each in terms_in(typed)] == terms


@given(st.text(max_size=2 * LONGEST))
def test_nothing_that_is_typed_is_more_than_words(typed: str) -> None:
    terms = terms_in(typed)
    assert len(terms) <= 16
    for term in terms:
        assert term.words
        assert all(not set(word) & set('"*^:()+-{} \0') for word in term.words)


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("The Zürich rebates", "ZURICH reb", ["Zürich", "rebates"]),
        ("Die Straße", "strasse", ["Straße"]),
        ("Tokyo is 東京都", "京都", ["京", "都"]),
        ("kept in a file", '"in a"', ["in", "a"]),
        ("rebate rebates", '"rebate"', ["rebate"]),
    ],
)
def test_every_place_that_was_asked_for_is_marked(text: str, typed: str, marked: list[str]) -> None:
    found = shown(text, typed)
    assert found is not None
    assert found[1] == marked


def test_all_of_it_must_be_said() -> None:
    assert shown("kept in a file", "kept drawer") is None
    assert shown("kept in a file", "") is None


def test_a_long_text_is_shown_around_the_place() -> None:
    text = "before " * 300 + "cushion" + " after" * 300
    found = shown(text, "cushion")
    assert found is not None
    assert found[0].startswith("…before ")
    assert found[0].endswith("…")
    assert "cushion after" in found[0]
    assert len(found[0]) < 250


def test_a_place_without_spaces_is_cut_where_it_is() -> None:
    found = shown("x" * 500 + "-cushion", "cushion")
    assert found is not None
    assert found[1] == ["cushion"]


@settings(max_examples=60)
@given(st.text(max_size=300), st.data())
def test_a_text_says_each_of_its_own_words(text: str, data: st.DataObject) -> None:
    words = [each.word for each in tokens(composed(text))]
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    snippet = snippet_of(text, (Term((word,), is_begun=False),))
    if folded(word):
        assert snippet is not None
        marked = [folded(each.text) for each in snippet if each.is_found]
        assert folded(word) in marked


@given(st.text(max_size=200))
def test_the_index_gets_words_and_nothing_else(text: str) -> None:
    words = [each.word for each in tokens(composed(text))]
    assert [each.word for each in tokens(spaced(text))] == words
    assert not set(spaced(text)) & set("_\0")
