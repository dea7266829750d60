"""What is said about the channel on a page: a sentence for each alarm, a day for each step."""

from datetime import date

import pytest
from flask import Flask

from casework.collecting.domain import Alarm, Trouble
from casework.collecting.services.selftesting import SelfTestDays
from casework.collecting.views import alarm_in_words, self_test_in_words

DAY = date(2026, 6, 12)


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_alarm_is_a_sentence(casework: Flask, trouble: Trouble) -> None:
    with casework.test_request_context():
        said = alarm_in_words(Alarm(trouble, DAY, "Maria Alvarez"))
        assert said.endswith(".")
        assert "%" not in said
        assert ("June 12, 2026" in said) == ("%(day)s" in trouble.value)
        assert alarm_in_words(Alarm(trouble)).count("None") == 0


def test_the_self_test_is_told_step_by_step(casework: Flask) -> None:
    with casework.test_request_context():
        assert self_test_in_words(SelfTestDays(sent=DAY, returned=DAY)) == (
            ("Test report sent", "June 12, 2026"),
            ("Opened again with its words", "June 12, 2026"),
            ("Came in here", "Not yet"),
            ("Opened by one of you", "Not yet"),
        )
