"""Everything that people write is read, and nothing that they write breaks it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.passcode.cleaning import words_in
from crypto.passcode.digits import to_digits
from crypto.passcode.issuing import Passcode, check_index, fits, words
from crypto.passcode.outcomes import (
    Choices,
    DigitsDoNotFit,
    DoesNotFit,
    NotOnList,
    TooLong,
    Understood,
    WrongCount,
)
from crypto.passcode.parsing import LONGEST_TEXT, MOST_WORDS, parse
from tests.unit.crypto.passcode_errors import Dice
from tests.unit.crypto.passcode_fixtures import BOTH, EN, ES, passcodes, written

WRITTEN = written()
PASSCODE = Passcode(tuple(range(100, 108)))
RIGHT = words(PASSCODE, EN)
OUTCOMES = (
    *(Understood, Choices, NotOnList, WrongCount, DigitsDoNotFit),
    *(DoesNotFit, TooLong),
)


def test_there_are_two_hundred_ways_to_write_a_passcode() -> None:
    assert len(WRITTEN) >= 200
    assert {each["language"] for each in WRITTEN} == {"en", "es", "digits"}


@pytest.mark.parametrize("each", WRITTEN, ids=lambda each: f"{each['form']} {each['language']}")
def test_what_people_write_is_understood(each: dict[str, Any]) -> None:
    found = parse(each["text"], BOTH)
    assert isinstance(found, Understood)
    assert list(found.passcode.indices) == each["indices"]
    assert found.repaired == ()


@given(passcodes)
def test_every_passcode_comes_back_in_every_form(passcode: Passcode) -> None:
    for of in BOTH:
        nine = words(passcode, of)
        assert parse(" ".join(nine), BOTH) == Understood(passcode)
        assert parse(" ".join(word[:4] for word in nine), BOTH) == Understood(passcode)
        assert parse(" ".join(nine), (of,)) == Understood(passcode)
    assert parse(to_digits(passcode), BOTH) == Understood(passcode)


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_any_text_has_an_outcome(text: str) -> None:
    assert isinstance(parse(text, BOTH), OUTCOMES)


_SOUP = st.sampled_from([*EN.words[::9], *ES.words[::9], *RIGHT, "passcode", "1.", "\u200b", "q"])


@settings(max_examples=200)
@given(st.lists(_SOUP, max_size=45), st.sampled_from(["", " ", "-", "\u00ad"]))
def test_any_words_have_an_outcome_and_what_is_accepted_fits(typed: list[str], gap: str) -> None:
    found = parse(gap.join(typed), BOTH)
    assert isinstance(found, OUTCOMES)
    if isinstance(found, Choices):
        assert found.candidates


def test_what_is_too_long_is_not_read() -> None:
    text = " ".join(RIGHT)
    assert parse(text + " " * (LONGEST_TEXT - len(text)), BOTH) == Understood(PASSCODE)
    assert parse(text + " " * (LONGEST_TEXT - len(text) + 1), BOTH) == TooLong()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n.,-", 0),
        (" ".join(RIGHT[:8]), 8),
        (" ".join((*RIGHT, RIGHT[0])), 10),
        ("My passcode is " + " ".join(RIGHT[1:]), 8),
        ("qzxq " * (MOST_WORDS - 8) + " ".join(RIGHT), MOST_WORDS + 1),
        ("zzqq " * 12, 12),
    ],
)
def test_too_few_or_too_many_words_are_counted(text: str, count: int) -> None:
    found = parse(text, BOTH)
    # One word too many may be left out: nine in a row fit.
    assert found == (Understood(PASSCODE) if count == 10 else WrongCount(count))


@pytest.mark.parametrize(("digits", "count"), [("1", 1), ("1 2 3", 3), ("9" * 29, 29)])
def test_digits_that_do_not_fit_are_counted(digits: str, count: int) -> None:
    assert parse(digits, BOTH) == DigitsDoNotFit(count)


def test_text_around_the_words_is_left_aside_even_if_one_word_has_a_slip() -> None:
    slip = (*RIGHT[:4], RIGHT[4] + "s", *RIGHT[5:])
    found = parse("qqzzxx: " + " ".join(slip) + " -- qzzzxq xqqqzz", BOTH)
    assert isinstance(found, Understood)
    assert [(each.position, each.typed, each.word) for each in found.repaired] == [
        (5, slip[4], RIGHT[4])
    ]


def test_text_that_says_little_of_a_passcode_is_counted() -> None:
    known = " ".join(RIGHT[:4])
    assert parse("qqqzzz " * 6 + known, BOTH) == WrongCount(10)


def test_words_between_the_words_are_left_aside() -> None:
    text = " xqzzy ".join(RIGHT)
    assert parse(text, BOTH) == Understood(PASSCODE)


def test_a_label_that_is_nine_words_with_the_rest_is_still_a_label() -> None:
    joined = f"passcode {RIGHT[0]}{RIGHT[1]} " + " ".join(RIGHT[2:])
    assert parse(joined, BOTH) == Understood(PASSCODE)


def test_two_passcodes_in_one_text_are_a_question() -> None:
    other = Passcode(tuple(range(200, 208)))
    found = parse(" ".join((*RIGHT, *words(other, EN))), BOTH)
    assert isinstance(found, Choices)
    indices = {each.passcode.indices for each in found.candidates}
    assert indices == {PASSCODE.indices, other.indices}
    assert {each.changes for each in found.candidates} == {()}


def test_a_long_text_that_fits_somewhere_by_chance_is_a_question() -> None:
    text = " ".join((*EN.words[1_000:1_017], *RIGHT))
    found = parse(text, BOTH)
    assert isinstance(found, Choices)
    assert PASSCODE in [each.passcode for each in found.candidates]


def test_forty_words_are_looked_through() -> None:
    text = "qzxq " * (MOST_WORDS - 9) + " ".join(RIGHT)
    assert parse(text, BOTH) == Understood(PASSCODE)


def test_no_more_than_five_are_offered_even_where_every_nine_words_fit() -> None:
    chain = [*PASSCODE.indices]
    while len(chain) < MOST_WORDS:
        chain.append(check_index(chain[-8:]))
    found = parse(" ".join(EN.words[number] for number in chain), BOTH)
    assert isinstance(found, Choices)
    assert [each.passcode for each in found.candidates] == [
        Passcode(tuple(chain[at : at + 8])) for at in range(5)
    ]


def test_words_of_one_language_that_do_not_fit_are_not_looked_for_in_another() -> None:
    assert parse(" ".join(EN.words[::200][:9]), BOTH) == DoesNotFit()


def test_a_slip_that_makes_a_label_of_a_word_is_a_slip() -> None:
    song = Passcode((EN.words.index("song"), *range(7)))
    nine = words(song, EN)
    found = parse(" ".join(("son", *nine[1:])), BOTH)
    assert isinstance(found, Understood)
    assert found.passcode == song


def test_what_resembles_a_language_is_named_in_that_language() -> None:
    typed = [f"{word}x" for word in ES.words[::220][:9]]
    found = parse(" ".join(typed), BOTH)
    assert isinstance(found, NotOnList)
    assert [each.suggestions[0] for each in found.words] == list(ES.words[::220][:9])


def test_joined_letters_that_can_be_cut_in_two_ways_are_cut_as_the_check_word_says() -> None:
    first, second, longer = _two_cuts()
    assert first[:4] + longer == first + second
    for pair in ((first, second), (first, longer)):
        one = Passcode((*(EN.words.index(word) for word in pair), *range(600, 606)))
        rest = words(one, EN)[2:]
        assert parse(first + second + "".join(rest), BOTH) == Understood(one)


def test_digits_inside_a_word_are_the_letters_they_resemble() -> None:
    assert words_in("w0lf he1lo r3ady ra5in ca8le 1. 2lamp3 44") == (
        *("wolf", "hello", "ready", "rasin", "cable", "lamp"),
    )


def test_the_same_passcode_twice_is_that_passcode() -> None:
    found = parse(" ".join((*RIGHT, "qxqx", *RIGHT)), (EN,))
    assert found == Understood(PASSCODE)


def test_what_two_languages_read_differently_is_a_question() -> None:
    starts = _starts_of_both()
    found = parse(" ".join(starts), BOTH)
    assert isinstance(found, Choices)
    assert [each.language for each in found.candidates] == ["en", "es"]
    assert len({each.passcode.indices for each in found.candidates}) == 2


def test_rows_read_as_columns_are_offered_and_never_taken() -> None:
    down = [RIGHT[row * 3 + column] for column in range(3) for row in range(3)]
    found = parse(" ".join(down), BOTH)
    assert isinstance(found, Choices)
    assert PASSCODE in [each.passcode for each in found.candidates]


def test_the_list_that_knows_more_of_the_words_names_the_one_it_does_not_know() -> None:
    for of in BOTH:
        nine = words(PASSCODE, of)
        found = parse(" ".join((*nine[:8], "qxqxqx")), BOTH)
        assert isinstance(found, NotOnList)
        assert [(each.position, each.typed) for each in found.words] == [(9, "qxqxqx")]


def test_nothing_that_was_read_shows_itself() -> None:
    slip = (*RIGHT[:4], RIGHT[4] + "s", *RIGHT[5:])
    for text in (" ".join(slip), " ".join(RIGHT[::-1]), " ".join((*RIGHT[:8], "qxqxqx"))):
        shown = repr(parse(text, BOTH))
        assert not [word for word in (*slip, *RIGHT, "qxqxqx") if word in shown]


def _starts_of_both() -> list[str]:
    """Nine starts that both lists know, and that fit in both: no accident will find them."""
    english = {word[:4]: number for number, word in enumerate(EN.words)}
    spanish = {word[:4]: number for number, word in enumerate(ES.words)}
    shared = sorted(english.keys() & spanish.keys())
    dice = Dice("both languages")
    while True:
        eight = [dice.one_of(shared) for _ in range(8)]
        one = Passcode(tuple(english[start] for start in eight))
        start = EN.words[one.check][:4]
        if start in spanish and fits([spanish[each] for each in (*eight, start)]):
            return [*eight, start]


def _two_cuts() -> tuple[str, str, str]:
    """Words so that `abou-t` and `able` leave the same letters as `abou` and `table`."""
    own = set(EN.words)
    return next(
        (first, longer[len(first) - 4 :], longer)
        for first in EN.words
        for longer in EN.words
        if len(first) > 4 and longer.startswith(first[4:]) and longer[len(first) - 4 :] in own
    )
