"""Clients that are slow on purpose: dozens of sockets that hold on for as long as they are let."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from tests.deploy.asking import answer_on

MANY = 64
_LITTLE = 16_384  # what a slow reader's own machine takes in before the server must wait

_MUCH = 4_000_000

Connect = Callable[[], socket.socket]


def half_headers(name: str) -> bytes:
    return f"GET / HTTP/1.1\r\nHost: {name}\r\n".encode()


def half_form(name: str, length: int = 500_000, sent: int = 0) -> bytes:
    """Announce a form of some length, and send a part of it."""
    return _post(
        f"POST / HTTP/1.1\r\nHost: {name}", "application/x-www-form-urlencoded", length
    ) + (b"a" * sent)


def half_upload(name: str, length: int = 50_000_000, sent: int = 0) -> bytes:
    line = f"POST /upload/ HTTP/1.1\r\nHost: {name}"
    return _post(line, "multipart/form-data; boundary=b", length) + b"u" * sent


@contextmanager
def held(connect: Connect, sent: bytes, many: int = MANY) -> Iterator[list[socket.socket]]:
    """Hold that many connections on which `sent` was sent, and not one byte more."""
    with ExitStack() as all_of_them:
        sockets = [all_of_them.enter_context(connect()) for _ in range(many)]
        for one in sockets:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _LITTLE)
            one.sendall(sent)
        yield sockets


def taken_at_last(reader: socket.socket) -> bytes:
    """Let a slow reader take everything, and return what came."""
    reader.settimeout(20)
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _MUCH)
    return answer_on(reader).body


def _post(line: str, kind: str, length: int) -> bytes:
    return f"{line}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n".encode()
