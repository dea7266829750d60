"""When something goes wrong: a plain page, the right status, and silence about everything else."""

import re
from pathlib import Path

import pytest
from flask import Flask, abort
from werkzeug.exceptions import TooManyRequests

from casework.access import Right, opens_to
from config.hardening import FORM_LIMIT
from store.database import Which
from store.errors import BusyError, FullError, StoreError, UnavailableError
from store.migrating import migrate
from tests.browser import Visitor

CANARY = "canary-6f1e"
A_FILE = '--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nz\r\n--x--\r\n'


def break_at(app: Flask, path: str, code: int) -> None:
    def broken() -> str:
        abort(code)

    app.add_url_rule(path, f"broken{code}", broken)


@pytest.mark.parametrize(
    ("code", "title"),
    [
        (404, "Page not found"),
        (400, "We could not read that"),
        (413, "That is too much for one page"),
        (415, "This page takes no files"),
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
        (400, "We could not read that"),
        (403, "This page is not open to you"),
        (413, "That is too much for one page"),
        (415, "This page takes no files"),
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
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 1_000
    assert lines[-1].endswith("nothing more is written until the next start")


def test_waiting_loses_nothing_that_was_typed(intake: Flask, reporter: Visitor) -> None:
    def busy() -> str:
        raise TooManyRequests

    intake.add_url_rule("/busy", "busy", busy, methods=["POST"])
    intake.extensions["csrf"].exempt(intake.view_functions["busy"])
    answer = reporter.post("/busy", story="<b>The count</b> was changed", csrf_token="as-it-came")
    assert answer.status_code == 429
    assert 'name="story" value="&lt;b&gt;The count&lt;/b&gt; was changed"' in answer.text
    assert 'action="/busy"' in answer.text
    # A page that waits must not turn a bad token into a good one.
    assert re.findall(r'name="csrf_token"\s+value="([^"]*)"', answer.text) == ["as-it-came"]
    assert answer.headers["Retry-After"] == "60"


def test_waiting_to_look_sets_no_cookie_and_offers_the_same_page(
    intake: Flask, reporter: Visitor
) -> None:
    break_at(intake, "/busy", 429)
    answer = reporter.get("/busy")
    assert '<a href="/busy">Try again</a>' in answer.text
    assert "<form" not in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", A_FILE),
        ("application/x-www-form-urlencoded", "x=" + "y" * FORM_LIMIT),
    ],
)
def test_waiting_is_said_even_of_a_body_that_is_refused(
    kind: str, body: str, intake: Flask, reporter: Visitor
) -> None:
    def busy() -> str:
        raise TooManyRequests

    intake.add_url_rule("/busy", "busy", busy, methods=["POST"])
    intake.extensions["csrf"].exempt(intake.view_functions["busy"])
    answer = reporter.client.post("/busy", base_url=reporter.address, data=body, content_type=kind)
    assert answer.status_code == 429
    assert "Please wait one minute" in answer.text


def test_a_stale_token_loses_nothing_and_shows_what_would_be_sent(
    intake: Flask, reporter: Visitor
) -> None:
    intake.add_url_rule("/form", "form", lambda: {"done": 1}, methods=["POST"])
    typed = {"what": "The count was changed", "token": "sealed"}
    answer = reporter.post("/form", **typed, csrf_token="stale")
    assert answer.status_code == 400
    shown = answer.text.partition("<details")[2]
    assert '<div class="verbatim" dir="auto">The count was changed</div>' in shown
    assert answer.text.count("sealed") == 1  # in the hidden field alone
    [token] = re.findall(r'name="csrf_token"\s+value="([^"]*)"', answer.text)
    again = reporter.post("/form", story="The count was changed", csrf_token=token)
    assert again.json == {"done": 1}


@pytest.mark.parametrize(
    ("error", "code"), [(BusyError, 429), (FullError, 503), (UnavailableError, 503)]
)
def test_what_the_store_says_becomes_a_page_and_no_note(  # noqa: PLR0913, PLR0917  # both sites
    error: type[StoreError],
    code: int,
    intake: Flask,
    reporter: Visitor,
    casework: Flask,
    member: Visitor,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def broken() -> str:
        raise error

    intake.add_url_rule("/broken", "broken", broken)
    casework.add_url_rule("/broken", "broken", opens_to(Right.ANYONE)(broken))
    for visitor in (reporter, member):
        assert visitor.get("/broken").status_code == code
    assert capfd.readouterr().err == ""


def test_a_fault_page_that_fails_itself_says_nothing_either(
    intake: Flask, reporter: Visitor, capfd: pytest.CaptureFixture[str]
) -> None:
    break_at(intake, "/broken", 500)
    intake.jinja_env.globals["_"] = None
    answer = reporter.client.get(f"/broken?{CANARY}", base_url=reporter.address)
    said = capfd.readouterr()
    assert answer.status_code == 500
    assert said.err.startswith("fault: TypeError at ")
    assert len(said.err.splitlines()) == 1
    assert CANARY not in said.err + answer.text


def test_health_tells_nothing_but_whether_a_site_can_do_its_work(
    reporter: Visitor, member: Visitor, tmp_path: Path
) -> None:
    for which in Which:
        (tmp_path / f"{which}.sqlite").unlink(missing_ok=True)
    expected = {reporter: 503, member: 503}
    check_health(expected)
    migrate(f"sqlite:///{tmp_path}/dropbox.sqlite", Which.DROPBOX)
    check_health(expected | {reporter: 204})
    migrate(f"sqlite:///{tmp_path}/casework.sqlite", Which.CASEWORK)
    check_health({reporter: 204, member: 204})


def check_health(expected: dict[Visitor, int]) -> None:
    for visitor, status in expected.items():
        answer = visitor.get("/health")
        assert (answer.status_code, answer.data) == (status, b"")
