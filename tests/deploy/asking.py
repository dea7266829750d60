"""Plain requests, byte for byte, and what came back."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPResponse

from tests.deploy.front import REPORT, Address, Front


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
