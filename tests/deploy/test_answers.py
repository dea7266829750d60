"""What nginx answers by itself looks like what the sites answer, and tells no more."""

import re
import socket
import ssl
import time
from collections.abc import Callable
from http.client import RemoteDisconnected
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from config.hardening import HEADERS, TLS_HEADERS
from config.rendering import TEMPLATES
from tests.deploy.asking import Answer, ask, ask_plainly, exchange, request
from tests.deploy.attacks import half_form, held
from tests.deploy.front import COMMITTEE, ONION, REPORT, Front, lay_out, running_nginx
from tests.deploy.refresh import committee_site, drawn, public_site

_FORM_LIMIT = 512 * 1024
_REFUSED = b"This was not accepted. Nothing was sent.\n"
_ALWAYS_THERE = {"server", "date", "content-type", "content-length", "connection"}
_CHUNKED = {"Transfer-Encoding": "chunked"}

both = pytest.mark.parametrize("name", [REPORT, COMMITTEE])


def _holds_our_headers(answer: Answer, *extra: str) -> None:
    """Each of our headers once, nothing that we did not mean, and no word about the server."""
    for name, value in (HEADERS | TLS_HEADERS).items():
        assert answer.header(name) == value
    meant = {name.lower() for name in (*HEADERS, *TLS_HEADERS, *extra)}
    assert {name.lower() for name, _ in answer.headers} == _ALWAYS_THERE | meant
    # Debian's nginx cannot leave this header out. It says no version, and it is on every answer.
    assert answer.header("Server") == "nginx"
    assert b"nginx" not in answer.body
    assert b"127." not in answer.body


@both
def test_every_answer_has_each_header_once_whoever_gives_it(front: Front, name: str) -> None:
    for line in ("GET /", "GET /static/ui/base.css", "PUT /", "GET /nothing/here"):
        _holds_our_headers(ask(front, line, name))


@both
@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_only_get_head_and_post_reach_a_site(front: Front, name: str, method: str) -> None:
    answer = ask(front, f"{method} /", name)
    assert (answer.status, answer.body) == (405, _REFUSED)


@pytest.mark.parametrize(
    ("status", "sent"),
    [
        (400, b"\x00\r\n\r\n"),
        (400, request("GET /", headers={"Cookie": "a" * 40_000})),
        (400, request("POST /", headers={"Content-Length": "many"})),
        (404, request("GET /static/ui/nothing.css")),
        (404, request("GET /charterline-not-available")),
        (405, request("POST /static/ui/base.css", body=b"a")),
        (411, request("POST /", headers=_CHUNKED) + b"1\r\na\r\n0\r\n\r\n"),
        (414, request("GET /" + "a" * 10_000)),
        (501, request("POST /", headers={"Transfer-Encoding": "gzip"})),
        (505, request("GET /").replace(b"HTTP/1.1", b"HTTP/9.1")),
    ],
)
def test_what_only_a_tool_sends_gets_one_dull_sentence(
    front: Front, status: int, sent: bytes
) -> None:
    answer = exchange(front.connect(), sent)
    assert (answer.status, answer.body) == (status, _REFUSED)
    _holds_our_headers(answer)


@both
def test_a_form_that_is_too_long_is_told_so_in_the_words_of_the_site(
    front: Front, name: str
) -> None:
    answer = ask(front, "POST /", name, body=b"a" * 600_000)
    assert answer.status == 413
    assert answer.body == _page(name, "too-large.html")
    _holds_our_headers(answer)


def test_the_longest_form_arrives_whole(standin_front: Front) -> None:
    answer = ask(standin_front, "POST /", body=b"a" * _FORM_LIMIT)
    assert answer.body == str(_FORM_LIMIT).encode()


@both
def test_a_long_form_that_is_refused_unread_still_gets_the_site_s_answer(
    front: Front, name: str
) -> None:
    assert ask(front, "POST /", name, body=b"a" * _FORM_LIMIT).status == 405


@pytest.mark.parametrize("site", [public_site, committee_site])
def test_a_form_that_is_refused_is_read_to_its_end(site: Callable[[], Flask]) -> None:
    """Else the answer above depends on who is faster: the site refusing, or nginx writing."""
    form = BytesIO(b"a" * _FORM_LIMIT)
    asked = EnvironBuilder(
        "/nothing/here", method="POST", input_stream=form, content_length=_FORM_LIMIT
    )
    run_wsgi_app(site(), asked.get_environ())
    assert form.tell() == _FORM_LIMIT


def test_the_public_site_is_told_nothing_about_who_asks(standin_front: Front) -> None:
    telling = {
        "User-Agent": "telltale/1.0",
        "Accept-Language": "telltale",
        "Referer": "https://telltale.example",
        "X-Forwarded-For": "192.0.2.7",
        "Forwarded": "for=192.0.2.7",
        "Cookie": "kept=yes",
    }
    answer = exchange(standin_front.connect(), request("GET /told", headers=telling))
    assert b"telltale" not in answer.body
    assert b"192.0.2.7" not in answer.body
    assert b"127." not in answer.body
    assert b"HTTP_COOKIE=kept=yes" in answer.body
    assert f"HTTP_HOST={REPORT}".encode() in answer.body


@both
@pytest.mark.parametrize("host", ["other.example.com", "127.0.0.1", REPORT, COMMITTEE])
def test_only_the_name_of_the_certificate_is_answered(front: Front, name: str, host: str) -> None:
    if host == name:
        assert exchange(front.connect(name), request("GET /", host)).status == 200
        return
    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        exchange(front.connect(name), request("GET /", host))


def test_another_name_gets_no_certificate(front: Front) -> None:
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        front.connect("other.example.com")


def test_without_tls_nothing_is_answered_but_the_way_to_tls(front: Front) -> None:
    answer = ask_plainly(front.plain, request("GET /report?secret=1"))
    assert (answer.status, answer.header("Location")) == (301, f"https://{REPORT}/")
    assert b"secret" not in answer.body
    assert b"nginx" not in answer.body
    for other in (request("GET /", "127.0.0.1"), b"\x00\r\n\r\n"):
        with pytest.raises((RemoteDisconnected, ConnectionResetError)):
            ask_plainly(front.plain, other)


def test_old_tls_is_refused(front: Front) -> None:
    old = ssl.create_default_context(cafile=str(front.certificate))
    old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection(front.tls, timeout=1) as plain,
        pytest.raises(ssl.SSLError),
    ):
        old.wrap_socket(plain, server_hostname=REPORT)


def test_the_onion_service_answers_its_own_name_alone(front: Front) -> None:
    answer = ask_plainly(front.onion, request("GET /", ONION))
    assert answer.status == 200
    assert answer.header("Content-Security-Policy") == HEADERS["Content-Security-Policy"]
    assert "strict-transport-security" not in {name.lower() for name, _ in answer.headers}
    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        ask_plainly(front.onion, request("GET /", REPORT))


@both
def test_while_a_site_is_down_its_page_says_so_in_its_own_looks(folder: Path, name: str) -> None:
    with running_nginx(lay_out(folder)) as front:
        page = _page(name, "not-available.html")
        for line, form in (("GET /", b""), ("GET /any/where", b""), ("POST /send", b"a=b")):
            answer = ask(front, line, name, form)
            assert (answer.status, answer.header("Retry-After")) == (503, "60")
            assert answer.body == page
            _holds_our_headers(answer, "Retry-After")
        sheets = re.findall(r'href="(/static/[^"]+\.css)"', page.decode())
        assert sheets
        for sheet in sheets:
            styles = ask(front, f"GET {sheet}", name)
            assert (styles.status, styles.header("Content-Type")) == (
                200,
                "text/css; charset=utf-8",
            )


@pytest.mark.parametrize("cookie", ["__Host-w=1", "__Host-f=x; __Host-w=1", "w=1"])
def test_whoever_has_left_sees_the_weather_even_while_the_site_is_down(
    folder: Path, cookie: str
) -> None:
    with running_nginx(lay_out(folder)) as front:
        answer = ask_with(front, cookie)
        assert answer.body == _page(REPORT, "weather.html")
        _holds_our_headers(answer)
        other = ask_with(front, "__Host-x=w=1; new=1")
        assert other.body == _page(REPORT, "not-available.html")


@both
@pytest.mark.parametrize("lane", ["limit_conn forms 2048;", "limit_conn large_forms 256;"])
def test_a_full_lane_asks_for_a_minute_and_does_not_say_that_the_site_is_down(
    folder: Path, name: str, lane: str
) -> None:
    with (
        running_nginx(lay_out(folder, lambda text: _narrow(text, lane))) as front,
        held(lambda: front.connect(name), half_form(name, sent=10_000), 2),
    ):
        answer = _once_full(lambda: ask(front, "POST /", name, b"a" * 200_000))
        assert (answer.status, answer.header("Retry-After")) == (429, "60")
        assert answer.body == _page(name, "wait.html")
        _holds_our_headers(answer, "Retry-After")


def test_a_site_s_own_files_are_not_on_the_other_site(front: Front) -> None:
    own = ask(front, "GET /static/intake/not-available.html")
    assert own.status == 200
    assert ask(front, "GET /static/intake/not-available.html", COMMITTEE).status == 404


def test_the_kept_pages_are_what_the_sites_draw_today() -> None:
    stale = [place.name for place, page in drawn().items() if place.read_text("utf-8") != page]
    assert not stale, "draw them again: python -m tests.deploy.refresh"


def _narrow(text: str, lane: str) -> str:
    """Two fill the lane, and a busy machine may sleep for a while without nginx giving them up."""
    patient = text.replace("client_body_timeout 10s;", "client_body_timeout 300s;")
    return patient.replace(lane, re.sub(r"\d+", "2", lane))


def _once_full(ask_again: Callable[[], Answer]) -> Answer:
    """Ask until nginx has read what fills the lane; until then it would ask the absent site."""
    give_up = time.monotonic() + 60
    while (answer := ask_again()).status != 429 and time.monotonic() < give_up:
        time.sleep(0.05)
    return answer


def ask_with(front: Front, cookie: str) -> Answer:
    return exchange(front.connect(REPORT), request("GET /", headers={"Cookie": cookie}))


def _page(name: str, page: str) -> bytes:
    site = "intake" if name == REPORT else "casework"
    return (TEMPLATES / "static" / site / page).read_bytes()
