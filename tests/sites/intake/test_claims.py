"""What the start page and the advice say about the form is so."""

import re

from flask import Flask

from intake.desk import Desk
from tests.browser import Visitor
from tests.reading import blocks_of, words_in

STORY = "They booked sales that had not shipped."
_READS_A_MINUTE = 200
_TELLING_FIELDS = re.compile(
    r"(^|[_-])(name|e?mail|phone|telephone|address|employee)", re.IGNORECASE
)
_FIELD = re.compile(r"<(?:input|textarea|select)[^>]*\bname=\"([^\"]+)\"")


def fields_on(page: str) -> set[str]:
    return set(_FIELD.findall(page)) - {"csrf_token", "token"}


def test_the_form_asks_for_no_name_mail_or_telephone(open_reporter: Visitor) -> None:
    fields = fields_on(open_reporter.get("/report").text)
    assert {"readers", "what"} <= fields
    assert [name for name in fields if _TELLING_FIELDS.search(name)] == []


def test_two_answers_are_enough_and_both_are_needed(open_reporter: Visitor) -> None:
    enough = open_reporter.fill_in("/report", readers="all", what=STORY)
    assert "Check your report before you send it" in enough.text
    for answers in ({"readers": "all"}, {"what": STORY}):
        assert "<title>Error:" in open_reporter.fill_in("/report", **answers).text


def test_the_form_asks_what_the_advice_says_that_it_asks(open_reporter: Visitor) -> None:
    form = " ".join(blocks_of(open_reporter.get("/report").text))
    for heading in (
        "Who should read your report?", "What happened?", "When and where?", "Who was involved?",
        "How do you know?", "How much money?", "What proof is there?", "How are you being treated?",
    ):  # fmt: skip
        assert heading in form, heading


def test_what_was_checked_and_never_sent_is_kept_nowhere(
    open_intake: Flask, open_reporter: Visitor
) -> None:
    page = open_reporter.fill_in("/report", readers="all", what=STORY)
    assert STORY in page.text
    desk: Desk = open_intake.extensions["desk"]
    with desk.dropbox.reading() as tx:
        for table in ("envelopes", "blob_rows", "mailbox_states", "mailbox_snapshots"):
            assert tx.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0  # noqa: S608  # four names of ours


def test_nothing_can_be_sent_before_the_form(open_reporter: Visitor) -> None:
    for path in ("/", "/before", "/work-device"):
        page = open_reporter.get(path).text
        assert "<form" not in page
        assert fields_on(page) == set()


def test_the_advice_is_read_in_about_two_minutes(open_reporter: Visitor) -> None:
    words = sum(len(words_in(each)) for each in blocks_of(open_reporter.get("/before").text))
    assert words / _READS_A_MINUTE <= 2.5
