"""No sentence for reporters is hard to read, or says what no page of ours may say."""

import pytest
from flask import Flask

from config.rendering import new_site
from config.words import set_up_words
from intake.law import read_banned, why_banned
from tests.guards.reporter_words import Said, everything_said
from tests.reading import (
    HARDEST_ON_AVERAGE,
    HARDEST_PAGE,
    grade,
    prose_of,
    syllables,
    too_long,
    words_in,
)

# A grade says nothing about three words.
_ENOUGH = 10


@pytest.fixture(scope="module")
def said() -> Said:
    app: Flask = new_site("intake")
    set_up_words(app)
    return everything_said(app)


def graded(said: Said) -> dict[str, float]:
    """Grade what is said in sentences; in code, errors stand without their full stop."""
    prose = {
        place: words if place.endswith(".py") else prose_of(words) for place, words in said.items()
    }
    return {
        place: grade(words)
        for place, words in prose.items()
        if sum(len(words_in(each)) for each in words) >= _ENOUGH
    }


def test_all_rooms_that_speak_are_listened_to(said: Said) -> None:
    for place in ("templates/intake/home.html", "intake/forms/checks.py", "config/data/law.toml"):
        assert said[place], place


def test_no_page_and_no_error_is_hard_to_read(said: Said) -> None:
    grades = graded(said)
    assert {place: each for place, each in grades.items() if each > HARDEST_PAGE} == {}
    assert sum(grades.values()) / len(grades) <= HARDEST_ON_AVERAGE


def test_no_sentence_has_more_than_25_words(said: Said) -> None:
    long = {place: too_long(words) for place, words in said.items()}
    assert {place: words for place, words in long.items() if words} == {}


def test_nothing_is_said_that_no_page_may_say(said: Said) -> None:
    banned = read_banned()
    found = [
        (place, each, because)
        for place, words in said.items()
        for each in words
        if (because := why_banned(each, banned)) is not None
    ]
    assert found == []


def test_hard_words_long_sentences_and_banned_ones_are_noticed() -> None:
    hard = "Confidentiality considerations notwithstanding, organizational accountability persists."
    assert grade([hard]) > HARDEST_PAGE
    assert too_long([f"{'word ' * 25}word."])
    assert not too_long([f"{'Word ' * 24}word. {'Word ' * 24}word."])
    assert why_banned("This is 100% anonymous.", read_banned())


def test_the_counter_agrees_with_a_published_count() -> None:
    # The example that is given wherever the formula is explained: 13 words, 24 syllables, 11.3.
    platypus = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
    assert abs(grade([platypus]) - 11.3) < 1


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("passcode", 2), ("closed", 1), ("opened", 2), ("reports", 2), ("committee", 3),
        ("message", 2), ("pages", 2), ("people", 2), ("table", 2), ("SEC", 1), ("decided", 3),
        ("company’s", 3), ("late", 1), ("created", 3),
    ],
)  # fmt: skip
def test_syllables_are_heard_as_people_hear_them(word: str, heard: int) -> None:
    assert syllables(word) == heard
