"""Weeks in words: less revealing on a screen than days."""

from datetime import date

import pytest
from flask import Flask

from intake.views.mailbox.weeks import week_in_words

TODAY = date(2026, 6, 17)  # a Wednesday


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 6, 15), "this week"),
        (date(2026, 6, 21), "this week"),
        (date(2026, 6, 14), "last week"),
        (date(2026, 6, 3), "first week of June"),
        (date(2026, 5, 31), "fourth week of May"),
        (date(2026, 4, 30), "fifth week of April"),
        (date(2025, 12, 24), "fourth week of December 2025"),
        (date(2025, 12, 31), "first week of January"),
    ],
)
def test_a_day_is_shown_as_its_week(intake: Flask, day: date, says: str) -> None:
    with intake.test_request_context():
        assert week_in_words(day, TODAY) == says
