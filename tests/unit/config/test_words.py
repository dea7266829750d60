"""A date is said in words, with its distance; and what a rule has to say, in any language."""

from datetime import date

import pytest
from babel.support import NullTranslations
from flask import Flask
from flask_babel import get_domain

from config.questions.saying import Sentence, saying
from config.words import due_in_words, in_words, say

TODAY = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 6, 12), "Fri, June 12 (2 days left)"),
        (date(2026, 6, 11), "Thu, June 11 (1 day left)"),
        (date(2026, 6, 10), "Wed, June 10 (today)"),
        (date(2026, 6, 9), "Tue, June 9 (1 day late)"),
        (date(2026, 6, 1), "Mon, June 1 (9 days late)"),
    ],
)
def test_a_due_date_says_how_far_off_it_is(day: date, said: str, casework: Flask) -> None:
    with casework.test_request_context():
        assert due_in_words(day, TODAY) == said


def test_a_template_says_a_date_in_words(casework: Flask) -> None:
    template = casework.jinja_env.from_string("{{ day | in_words }}")
    assert template.render(day=date(2026, 6, 12)) == in_words(date(2026, 6, 12)) == "Fri, June 12"


SENTENCES = [
    (saying("It counts."), "It counts."),
    (saying("Tried on %(day)s.", day=TODAY), "Tried on June 10, 2026."),
    (saying("One left.", "%(num)d of %(all)d left.", num=1, all=3), "One left."),
    (saying("One left.", "%(num)d of %(all)d left.", num=2, all=3), "2 of 3 left."),
    (
        saying("Wanted: %(what)s", what=saying("%(who)s, 100%%.", who="50% Ann")),
        "Wanted: 50% Ann, 100%.",
    ),
]


@pytest.mark.parametrize(("sentence", "words"), SENTENCES)
def test_what_a_rule_says_is_the_same_at_a_terminal_and_on_an_english_page(
    sentence: Sentence, words: str, casework: Flask
) -> None:
    with casework.test_request_context():
        assert say(sentence) == str(sentence) == words


def test_what_a_rule_says_is_looked_up_in_the_readers_language(
    casework: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every word of it: what stands inside a sentence is a sentence too."""
    known = {"Wanted: %(what)s": "Gesucht: %(what)s", "%(num)d keys": "%(num)d Schlüssel"}
    german = NullTranslations()
    monkeypatch.setattr(german, "ugettext", lambda text: known.get(text, text))
    monkeypatch.setattr(german, "ungettext", lambda *texts: known[texts[1]])
    with casework.test_request_context():
        monkeypatch.setattr(get_domain(), "get_translations", lambda: german)
        wanted = saying("Wanted: %(what)s", what=saying("One key", "%(num)d keys", num=2))
        assert say(wanted) == "Gesucht: 2 Schlüssel"
