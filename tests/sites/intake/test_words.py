"""Pages as they are drawn, in every state: each is easy to read, and says nothing banned."""

import pytest
from flask import Flask, abort

from intake.law import read_banned, why_banned
from tests.browser import Visitor
from tests.reading import HARDEST_ON_AVERAGE, HARDEST_PAGE, blocks_of, grade, prose_of, too_long
from tests.sites.intake.conftest import Found
from tests.sites.intake.founded import State

PATHS = (
    "/", "/before", "/work-device", "/other-ways", "/rights", "/keys", "/accessibility",
    "/status-help", "/nowhere",
)  # fmt: skip
STATES = {
    "open": State(),
    "grace": State(notice_age=9),
    "expired": State(notice_age=40),
    "changing": State(is_changing=True),
}
TOLD = {
    "CHARTERLINE_ONION": f"http://{'a2' * 28}.onion",
    "CHARTERLINE_FINGERPRINT_PLACES": "the proxy statement",
    "CHARTERLINE_LAW": "none",
}


@pytest.mark.parametrize("state", STATES)
def test_every_page_is_easy_in_every_state(state: str, founding: Found) -> None:
    visitor = founding(STATES[state], **TOLD).visitor
    grades = {path: checked(visitor, path) for path in PATHS}
    assert max(grades.values()) <= HARDEST_PAGE, grades
    assert sum(grades.values()) / len(grades) <= HARDEST_ON_AVERAGE


@pytest.mark.parametrize("code", [400, 404, 413, 415, 429, 500, 503])
def test_every_fault_is_told_in_easy_words(code: int, intake: Flask, reporter: Visitor) -> None:
    intake.add_url_rule("/broken", "broken", lambda: abort(code))
    assert checked(reporter, "/broken") <= HARDEST_PAGE


def checked(visitor: Visitor, path: str) -> float:
    blocks = blocks_of(visitor.get(path).text)
    assert blocks
    assert too_long(blocks) == []
    banned = read_banned()
    assert [each for each in blocks if why_banned(each, banned)] == []
    return grade(prose_of(blocks))
