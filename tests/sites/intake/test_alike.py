"""Who watches the line sees lengths, and which files a page asks for: neither tells what it was."""

import re

from werkzeug.test import TestResponse

from crypto.passcode.issuing import issue
from intake.views.padding import SMALLEST
from tests.browser import Visitor
from tests.sites.intake.comers import Comer, comer, nine_words
from tests.sites.intake.pressing import STORY, checked, hidden

__all__ = ["comer"]  # the fixture

_FILES = re.compile(r'(?:src|href)="(/static/[^"]+)"')


def files_of(page: str) -> list[str]:
    return _FILES.findall(page)


def length_of(answer: TestResponse) -> int:
    """Count what is sent but for cookies, which come with any page."""
    lines = (f"{name}: {value}\r\n" for name, value in answer.headers if name != "Set-Cookie")
    return len(answer.status + "".join(lines)) + len(answer.data)


def test_a_receipt_asks_for_the_same_files_as_the_page_before_it(open_reporter: Visitor) -> None:
    form = open_reporter.get("/report").text
    wrong = open_reporter.fill_in("/report", readers="all").text
    check = open_reporter.fill_in("/report", **STORY).text
    receipt = open_reporter.post("/report/send", **hidden(check)).text
    assert "Save these words" in receipt
    gone = open_reporter.get("/report/send").text
    assert files_of(form) == files_of(wrong)
    assert files_of(check) == files_of(receipt) == files_of(gone)


def test_right_words_and_wrong_ones_lead_to_the_same_files(comer: Comer) -> None:
    asking = comer.visitor.get("/return").text
    known = comer.come_back().text
    unknown = comer.come_back(nine_words(comer.app, issue())).text
    assert "Messages about your report" in known
    assert files_of(asking) == files_of(known) == files_of(unknown)
    assert "/static/intake/mailbox.js" in files_of(unknown)


def test_the_file_of_words_is_as_long_as_a_page(open_reporter: Visitor) -> None:
    page = open_reporter.post("/report/send", **checked(open_reporter))
    token = {name: hidden(page.text)[name] for name in ("csrf_token", "token")}
    words = open_reporter.post("/report/words", **token)
    assert words.mimetype == "text/plain"
    assert len(words.data) < 100
    assert len(page.data) == SMALLEST
    assert length_of(words) == length_of(page)


def test_staying_signed_in_is_as_long_as_a_page(comer: Comer) -> None:
    stayed = comer.send(comer.come_back(), "/messages/stay")
    assert stayed.status_code == 204
    assert length_of(stayed) == length_of(comer.visitor.get("/return"))


def test_so_is_an_answer_that_only_leads_elsewhere(open_reporter: Visitor) -> None:
    assert length_of(open_reporter.get("/report/change")) == length_of(open_reporter.get("/"))
