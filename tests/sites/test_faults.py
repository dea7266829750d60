"""When something goes wrong: a plain page, the right status, and silence about everything else."""

import pytest
from flask import Flask, abort
from werkzeug.exceptions import TooManyRequests

from casework.access import Right, opens_to
from tests.browser import Visitor

CANARY = "canary-6f1e"


def break_at(app: Flask, path: str, code: int) -> None:
    def broken() -> str:
        abort(code)

    app.add_url_rule(path, f"broken{code}", broken)


@pytest.mark.parametrize(
    ("code", "title"),
    [
        (404, "Page not found"),
        (429, "Please wait one minute"),
        (500, "There is a problem with this form"),
        (503, "This form is not available right now"),
    ],
)
def test_the_intake_says_what_it_means_for_the_report(
    code: int, title: str, intake: Flask, reporter: Visitor
) -> None:
    break_at(intake, "/broken", code)
    answer = reporter.get("/broken")
    assert answer.status_code == code
    assert f"<h1>{title}</h1>" in answer.text
    assert f"<title>{title} – Private form</title>" in answer.text
    assert ("Retry-After" in answer.headers) == (code in {429, 503})


@pytest.mark.parametrize(
    ("code", "title"),
    [
        (403, "This page is not open to you"),
        (404, "Page not found"),
        (429, "Please wait one minute"),
        (500, "There is a problem"),
        (503, "Not available right now"),
    ],
)
def test_casework_says_what_was_saved(
    code: int, title: str, casework: Flask, member: Visitor
) -> None:
    casework.add_url_rule("/broken", "broken", opens_to(Right.ANYONE)(lambda: abort(code)))
    answer = member.get("/broken")
    assert answer.status_code == code
    assert f"<h1>{title}</h1>" in answer.text
    assert f"<title>{title} – Committee</title>" in answer.text


def test_a_page_that_is_not_there_never_repeats_its_address(
    reporter: Visitor, member: Visitor
) -> None:
    for visitor in (reporter, member):
        answer = visitor.get(f"/{CANARY}?{CANARY}=1")
        assert answer.status_code == 404
        assert CANARY not in answer.text


def test_an_unexpected_fault_tells_its_kind_and_place_and_nothing_more(
    intake: Flask, reporter: Visitor, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken() -> str:
        raise ValueError(CANARY)

    intake.add_url_rule("/broken", "broken", broken)
    answer = reporter.get(f"/broken?{CANARY}")
    said = capfd.readouterr()
    assert answer.status_code == 500
    assert "It is not your fault" in answer.text
    assert said.out == ""
    assert said.err.startswith("fault: ValueError at ")
    assert CANARY not in said.err + answer.text


def test_a_flood_of_faults_fills_no_file(
    intake: Flask, reporter: Visitor, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken() -> str:
        raise ValueError(CANARY)

    intake.add_url_rule("/broken", "broken", broken)
    for _ in range(1_010):
        reporter.client.get("/broken", base_url=reporter.address)
    assert len(capfd.readouterr().err.splitlines()) == 1_000


def test_waiting_loses_nothing_that_was_typed(intake: Flask, reporter: Visitor) -> None:
    def busy() -> str:
        raise TooManyRequests

    intake.add_url_rule("/busy", "busy", busy, methods=["POST"])
    intake.extensions["csrf"].exempt(intake.view_functions["busy"])
    answer = reporter.post("/busy", story="<b>The count</b> was changed", csrf_token="stale")
    assert answer.status_code == 429
    assert 'name="story" value="&lt;b&gt;The count&lt;/b&gt; was changed"' in answer.text
    assert 'action="/busy"' in answer.text
    assert "stale" not in answer.text
    assert answer.headers["Retry-After"] == "60"


def test_health_tells_nothing_but_whether(reporter: Visitor, member: Visitor) -> None:
    for visitor in (reporter, member):
        answer = visitor.get("/health")
        assert answer.status_code in {204, 503}
        assert answer.data == b""
