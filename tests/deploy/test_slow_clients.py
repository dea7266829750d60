"""Somebody slow on purpose may hold sockets, never the site: others are answered in a second.

That is one deadline from the first packet to the last byte. After the attacks stand three of them
again, each with one of nginx's limits taken away: those do stop the site, so the proofs can fail.
"""

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from tests.deploy.asking import answer_on, ask_in_time, exchange, request
from tests.deploy.attacks import half_form, half_headers, half_upload, held, taken_at_last
from tests.deploy.front import COMMITTEE, ONION, REPORT, Front, lay_out, running_nginx
from tests.deploy.sites import running_standin
from tests.deploy.standin import FIVE_MEGABYTES

_LANE = 8  # uploads that nginx lets through at once
_READERS = 20  # more than the server has threads

both = pytest.mark.parametrize("name", [REPORT, COMMITTEE])


def _others_are_answered(front: Front, name: str = REPORT) -> None:
    """Ask ten times, a second for each. One may be late: the machine has pauses of its own."""
    late = 0
    for _ in range(10):
        try:
            answer = ask_in_time(lambda: front.connect(name), request("GET /", name), 1)
            assert answer.status == 200
        except TimeoutError:
            late += 1
            if late > 1:
                raise
        time.sleep(0.1)


@both
def test_half_sent_headers_hold_up_nobody_and_are_dropped(front: Front, name: str) -> None:
    with held(lambda: front.connect(name), half_headers(name)) as sockets:
        _others_are_answered(front, name)
        for one in sockets:
            one.settimeout(10)
            assert _is_dropped(one)


@both
def test_half_sent_forms_hold_up_nobody(front: Front, name: str) -> None:
    none_of_it, most_of_it = half_form(name), half_form(name, sent=300_000)
    with (
        held(lambda: front.connect(name), none_of_it),
        held(lambda: front.connect(name), most_of_it),
    ):
        _others_are_answered(front, name)


def test_a_byte_every_nine_seconds_holds_up_nobody(front: Front) -> None:
    with (
        held(lambda: front.connect(REPORT), half_form(REPORT)) as at_intake,
        held(lambda: front.connect(COMMITTEE), half_form(COMMITTEE)) as at_casework,
    ):
        for _ in range(2):
            next_byte = time.monotonic() + 9
            _others_are_answered(front, REPORT)
            _others_are_answered(front, COMMITTEE)
            time.sleep(next_byte - time.monotonic())
            for one in at_intake + at_casework:
                one.sendall(b"a")
        _others_are_answered(front, REPORT)


@pytest.mark.parametrize(("path", "readers"), [("/page", 8), ("/stream", _READERS)])
def test_slow_readers_of_five_megabytes_hold_up_nobody_and_lose_nothing(
    standin_front: Front, path: str, readers: int
) -> None:
    asked = request(f"GET {path}")
    with held(standin_front.connect, asked, readers) as sockets:
        _others_are_answered(standin_front)
        form = request("POST /", body=b"a" * 20_000)
        assert ask_in_time(standin_front.connect, form).body == b"20000"
        assert len(taken_at_last(sockets[0])) == FIVE_MEGABYTES


def _over_tls(front: Front) -> tuple[str, Callable[[], socket.socket]]:
    return REPORT, front.connect


def _over_onion(front: Front) -> tuple[str, Callable[[], socket.socket]]:
    return ONION, lambda: socket.create_connection(front.onion, timeout=1)


@pytest.mark.parametrize("way_in", [_over_tls, _over_onion])
def test_trickling_uploads_fill_their_lane_and_no_other(
    standin_front: Front, way_in: Callable[[Front], tuple[str, Callable[[], socket.socket]]]
) -> None:
    name, connect = way_in(standin_front)
    with held(connect, half_upload(name, sent=10_000), _LANE):
        _others_are_answered(standin_front)
        form = request("POST /", name, body=b"a" * 20_000)
        assert ask_in_time(connect, form).body == b"20000"
        assert _upload(connect, name) == 429
    assert _soon_has_room(lambda: _upload(connect, name))


@pytest.mark.parametrize(
    ("limit", "without", "attack"),
    [
        ("proxy_request_buffering on;", "proxy_request_buffering off;", half_form(REPORT)),
        ("proxy_buffering on;", "proxy_buffering off;", request("GET /stream")),
        ("limit_conn uploads 8;", "limit_conn uploads 64;", half_upload(REPORT)),
    ],
)
def test_without_the_limit_the_same_attack_stops_the_site(
    folder: Path, limit: str, without: str, attack: bytes
) -> None:
    front = lay_out(folder, lambda text: text.replace(limit, without))
    with (
        running_standin(front),
        running_nginx(front),
        held(front.connect, attack, _READERS),
        pytest.raises(TimeoutError),
    ):
        _others_are_answered(front)


def test_an_upload_may_be_silent_for_longer_than_a_form(folder: Path) -> None:
    """Else nobody on a telephone gets a file through; the site knows when it is too long."""
    front = lay_out(
        folder, lambda text: text.replace("client_body_timeout 10s;", "client_body_timeout 1s;")
    )
    with (
        running_standin(front),
        running_nginx(front),
        front.connect() as file,
        front.connect() as form,
    ):
        form.sendall(half_form(REPORT))
        file.sendall(half_upload(REPORT, length=2_000, sent=1_000))
        form.settimeout(10)
        assert _is_dropped(form)
        time.sleep(1)
        file.sendall(b"u" * 1_000)
        assert answer_on(file).body == b"2000"


def test_nginx_lets_an_upload_of_any_length_through_to_the_site(standin_front: Front) -> None:
    """Only the site can say what is too large and give back what was typed."""
    sent = half_upload(REPORT, length=30_000_000_000, sent=10_000)
    with held(standin_front.connect, sent, 1) as (one,):
        one.settimeout(2)
        with pytest.raises(TimeoutError):
            one.recv(1)


def test_a_page_that_drips_is_not_answered_in_time() -> None:
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n" + b"p" * 30
    assert ask_in_time(lambda: _dripping([whole]), b"").status == 200
    with pytest.raises(TimeoutError):
        ask_in_time(lambda: _dripping([bytes([byte]) for byte in whole]), b"")


def _dripping(pieces: list[bytes]) -> socket.socket:
    ours, theirs = socket.socketpair()

    def drip() -> None:
        with theirs, suppress(BrokenPipeError):
            for piece in pieces:
                theirs.sendall(piece)
                time.sleep(0.1)

    Thread(target=drip).start()
    return ours


def _is_dropped(one: socket.socket) -> bool:
    try:
        return one.recv(1) == b""
    except ConnectionResetError:
        return True


def _upload(connect: Callable[[], socket.socket], name: str) -> int:
    return exchange(connect(), request("POST /upload/", name, body=b"u" * 5_000)).status


def _soon_has_room(upload: Callable[[], int]) -> bool:
    give_up = time.monotonic() + 60
    while upload() != 200:
        if time.monotonic() > give_up:
            return False
        time.sleep(0.1)
    return True
