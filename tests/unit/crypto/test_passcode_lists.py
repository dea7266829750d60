"""A list that was just read knows its words, and what a hurried hand makes of them."""

import pytest

from crypto.errors import MalformedError
from crypto.passcode.wordlist import LANGUAGES, WordList, load, read, slips
from tests.unit.crypto.passcode_fixtures import EN


@pytest.fixture(params=LANGUAGES)
def fresh(request: pytest.FixtureRequest) -> WordList:
    return load(str(request.param))


def _forms(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def test_every_word_is_found_whole_and_by_its_start(fresh: WordList) -> None:
    assert fresh.language in LANGUAGES
    for number, word in enumerate(fresh.words):
        assert fresh.whole(word) == fresh.number(word[:4]) == fresh.same_start(word) == number


def test_all_words_that_resemble_what_was_typed_are_found(fresh: WordList) -> None:
    for typed in (*fresh.words[::200], "carto", "mora", "plane", "sabl"):
        forms = _forms(typed)
        alike = [number for number, word in enumerate(fresh.words) if forms & _forms(word)]
        assert sorted(fresh.kin(typed)) == alike


def test_a_word_one_slip_away_may_be_one_letter_longer_than_any(fresh: WordList) -> None:
    longest = [number for number, word in enumerate(fresh.words) if len(word) == 7]
    for number in longest[::50]:
        word = fresh.words[number]
        assert fresh.near(f"{word[0]}x{word[1:]}") == {number}
        assert fresh.near(f"{word[0]}xx{word[1:]}") == frozenset()


def test_starts_are_found_by_one_slip_and_not_by_two(fresh: WordList) -> None:
    for typed in ("carx", "mxor", "plnae", "sab", *(word[:4] for word in fresh.words[::200])):
        near = [n for n, word in enumerate(fresh.words) if slips(word[:4], typed) <= 1]
        assert sorted(fresh.near_starts(typed)) == near


@pytest.mark.parametrize(("one", "other"), [("aaa", "a"), ("abab", "b"), ("cacao", "o")])
def test_only_neighbours_that_are_there_can_be_swapped(one: str, other: str) -> None:
    assert slips(one, other) == slips(other, one) == len(one) - 1


def test_four_letters_with_a_slip_find_the_words_that_begin_so(fresh: WordList) -> None:
    for number, word in list(enumerate(fresh.words))[::100]:
        start = word[:4]
        assert number in fresh.near_starts(start[1:] if len(start) == 4 else start + "q")


def test_a_word_of_three_letters_begins_no_word_of_four() -> None:
    words = [*EN.words[:-4], "zonal", "zone", "zoo", "zoom"]
    with pytest.raises(MalformedError):
        read("en", "".join(f"{word}\n" for word in words).encode())
