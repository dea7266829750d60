"""Plain requests, byte for byte, and what came back."""

import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPResponse, parse_headers
from io import BytesIO

from tests.deploy.front import REPORT, Address, Front

_IN_TIME_SECONDS = 2.0
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return the one header of that name; two would be a mistake of ours."""
        (value,) = [value for key, value in self.headers if key.lower() == name.lower()]
        return value


def request(
    line: str, name: str = REPORT, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> bytes:
    """Return a whole request, such as “GET /”."""
    length = {"Content-Length": str(len(body))} if body else {}
    fields = {"Host": name, "Connection": "close"} | length | dict(headers or {})
    lines = [f"{line} HTTP/1.1", *(f"{key}: {value}" for key, value in fields.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def exchange(connection: socket.socket, sent: bytes) -> Answer:
    with connection:
        connection.sendall(sent)
        return answer_on(connection)


def answer_on(connection: socket.socket) -> Answer:
    response = HTTPResponse(connection)
    try:
        response.begin()
        return Answer(response.status, tuple(response.getheaders()), response.read())
    finally:
        response.close()


def ask(front: Front, line: str, name: str = REPORT, body: bytes = b"") -> Answer:
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    return exchange(front.connect(name), request(line, name, headers, body))


def ask_plainly(where: Address, sent: bytes) -> Answer:
    return exchange(socket.create_connection(where, timeout=1), sent)


def ask_in_time(
    connect: Callable[[], socket.socket], sent: bytes, seconds: float = _IN_TIME_SECONDS
) -> Answer:
    """Ask, with one deadline for all of it: the connection, TLS, and the answer to its last byte.

    With a deadline for each step, a page that drips would count as answered.
    """
    end = time.monotonic() + seconds
    with connect() as connection:
        connection.settimeout(_left(end))
        connection.sendall(sent)
        received = BytesIO(_received_until(end, connection))
    status = int(received.readline().split()[1])
    headers = tuple(parse_headers(received).items())
    answer = Answer(status, headers, received.read())
    assert int(answer.header("Content-Length")) == len(answer.body)
    return answer


def _received_until(end: float, connection: socket.socket) -> bytes:
    received = bytearray()
    while True:
        connection.settimeout(_left(end))
        piece = connection.recv(_PIECE)
        if not piece:
            return bytes(received)
        received += piece


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
