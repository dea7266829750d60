"""A date is said in words, with its distance."""

from datetime import date

import pytest
from flask import Flask

from config.words import due_in_words, in_words

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
