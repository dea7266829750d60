"""What holds on every page of both sites, tried as an attacker would."""

import io

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from config.hardening import FORM_LIMIT, takes_upload
from tests.browser import Visitor
from tests.conftest import CASEWORK, INTAKE

FILE = b"the ledger is wrong " * 100_000
_MULTIPART = {"Content-Type": "multipart/form-data; boundary=x"}


@pytest.fixture
def open_form(intake: Flask) -> FlaskClient:
    """The public site with two views that read what was posted, free of the form token."""

    def read() -> str:
        return str(len(request.form.get("words", "")))

    @takes_upload(2 * len(FILE))
    def stream() -> str:
        return str(len(request.stream.read()))

    intake.add_url_rule("/read", "read", read, methods=["POST"])
    intake.add_url_rule("/stream", "stream", stream, methods=["POST"])
    for view in ("read", "stream"):
        intake.extensions["csrf"].exempt(intake.view_functions[view])
    return intake.test_client()


def test_a_post_without_a_token_is_refused(intake: Flask, reporter: Visitor) -> None:
    intake.add_url_rule("/form", "form", lambda: {"done": 1}, methods=["POST"])
    answer = reporter.post("/form", words="hello")
    assert answer.status_code == 400
    assert "Please press the button again" in answer.text


def test_a_token_of_the_same_visit_is_accepted_without_a_referer(
    intake: Flask, reporter: Visitor
) -> None:
    page = (
        "<!doctype html><html lang='en' dir='ltr'><title>t</title><h1>t</h1><form method='post'>"
        '<input type=\'hidden\' name="csrf_token" value="{{ csrf_token() }}"></form></html>'
    )
    intake.add_url_rule("/form", "form", lambda: intake.jinja_env.from_string(page).render())
    intake.add_url_rule("/form", "posted", lambda: {"done": 1}, methods=["POST"])
    assert reporter.fill_in("/form", words="hello").json == {"done": 1}


def test_the_cookies_are_locked_to_their_site(intake: Flask, casework: Flask) -> None:
    for app in (intake, casework):
        assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-")
        assert app.config["SESSION_COOKIE_SECURE"]
        assert app.config["SESSION_COOKIE_HTTPONLY"]
        assert app.config["SESSION_COOKIE_SAMESITE"] == "Strict"
    # Browsers share cookies between the ports of one host.
    assert intake.config["SESSION_COOKIE_NAME"] != casework.config["SESSION_COOKIE_NAME"]


def test_looking_around_leaves_no_cookie(reporter: Visitor) -> None:
    for path in ("/", "/before", "/rights", "/keys", "/other-ways", "/nowhere"):
        assert "Set-Cookie" not in reporter.get(path).headers


def test_a_form_may_be_as_long_as_a_long_story(open_form: FlaskClient) -> None:
    words = "会" * 37_000
    answer = open_form.post("/read", base_url=INTAKE, data={"words": words})
    assert answer.text.strip() == "37000"


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_over_the_limit_is_refused_in_words(kind: str, open_form: FlaskClient) -> None:
    # Put together by hand: the test client would spool it to a temporary file.
    body = f'--x\r\nContent-Disposition: form-data; name="words"\r\n\r\n{"x" * FORM_LIMIT}\r\n--x--'
    answer = open_form.post("/read", base_url=INTAKE, data=body, content_type=f"{kind}; boundary=x")
    assert answer.status_code == 413
    assert "Make the text shorter" in answer.text


def test_a_file_is_refused_where_no_upload_lane_takes_it(open_form: FlaskClient) -> None:
    data = {"words": "hello", "file": (io.BytesIO(b"small"), "a.txt")}
    assert open_form.post("/read", base_url=INTAKE, data=data).status_code == 415


def test_an_upload_view_takes_more_and_reads_it_by_hand(open_form: FlaskClient) -> None:
    answer = open_form.post("/stream", base_url=INTAKE, data=FILE, headers=_MULTIPART)
    assert answer.text.strip() == str(len(FILE))
    assert open_form.post("/stream", base_url=INTAKE, data=FILE[:10]).status_code == 415


def test_an_upload_view_that_forgot_its_own_gate_takes_no_file(intake: Flask) -> None:
    @takes_upload(2 * len(FILE))
    def stream() -> str:
        return str(len(request.stream.read()))

    intake.add_url_rule("/stream", "stream", stream, methods=["POST"])
    body = '--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nz\r\n--x--\r\n'
    answer = intake.test_client().post("/stream", base_url=INTAKE, data=body, headers=_MULTIPART)
    assert answer.status_code == 415


def test_an_upload_view_has_a_limit_too(open_form: FlaskClient) -> None:
    answer = open_form.post("/stream", base_url=INTAKE, data=FILE * 3, headers=_MULTIPART)
    assert answer.status_code == 413


def test_another_host_is_not_answered(reporter: Visitor) -> None:
    answer = reporter.client.get("/", base_url="https://evil.example")
    assert answer.status_code == 400
    assert "We could not read that" in answer.text
    assert "evil" not in answer.text


def test_casework_refuses_a_post_from_another_site(casework: Flask) -> None:
    client = casework.test_client()
    answer = client.post("/", base_url=CASEWORK, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_the_policy_lets_nothing_in_but_our_own(reporter: Visitor) -> None:
    policy = reporter.get("/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "Strict-Transport-Security" in reporter.get("/").headers
