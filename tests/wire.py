"""A reporter at the other end of a real connection, who can be cut off in the middle of a byte.

Flask's own test client spools uploads to the disk before the site sees them, so what is
said about disks, kills and memory is shown over HTTP.
"""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPException, HTTPResponse
from urllib.parse import urlencode, urlsplit

from tests.unit.store.uploads.bodies import BOUNDARY, Files, form

_HIDDEN = re.compile(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"')
_WORD = re.compile(r"<li>([a-z]{2,10})</li>")
_NINE = 9
_MARK = b"<here is the file>"
_PATIENCE_SECONDS = 60

Pairs = tuple[tuple[str, str], ...]
Sender = Callable[[socket.socket, bytes], None]


class CutOffError(Exception):
    """The connection ended before an answer had come to its last byte."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str

    @property
    def words(self) -> tuple[str, ...]:
        """Return the passcode, if this is a receipt."""
        found = tuple(_WORD.findall(self.text))
        return found if len(found) == _NINE else ()

    @property
    def carried(self) -> Pairs:
        """Return the hidden fields of the page's own form."""
        _, _, rest = self.text.partition('id="answers"')
        own, _, _ = rest.partition("</form>")
        return tuple((name, unescape(value)) for name, value in _HIDDEN.findall(own))

    @property
    def csrf(self) -> str:
        found: dict[str, str] = dict(_HIDDEN.findall(self.text))
        return found["csrf_token"]


def at_once(connection: socket.socket, body: bytes) -> None:
    connection.sendall(body)


@dataclass(slots=True)
class Wire:
    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._exchange(f"GET {path}", {}, b"", at_once)

    def post(self, path: str, pairs: Sequence[tuple[str, str]], sender: Sender = at_once) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._exchange(f"POST {path}", kind, urlencode(pairs).encode(), sender)

    def upload(self, path: str, pairs: Pairs, files: Files, sender: Sender = at_once) -> Answer:
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self._exchange(f"POST {path}", kind, form(pairs, files), sender)

    def upload_large(self, path: str, pairs: Pairs, size: int, piece: bytes) -> Answer:
        """Send one file of that size, made of the same piece again and again."""
        head, end = form(pairs, [("large.bin", _MARK)]).split(_MARK)

        def send(connection: socket.socket, body: bytes) -> None:
            connection.sendall(body)
            for start in range(0, size, len(piece)):
                connection.sendall(memoryview(piece)[: size - start])
            connection.sendall(end)

        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        length = {"Content-Length": str(len(head) + size + len(end))}
        return self._exchange(f"POST {path}", kind | length, head, send)

    def checked(self, story: str) -> Pairs:
        """Fill in the form, and return what its check page carries to Send."""
        answers = (("csrf_token", self.get("/report").csrf), ("readers", "all"), ("what", story))
        carried = self.post("/report", answers).carried
        assert ("what", story) in carried, "this is no check page"
        return carried

    def _exchange(self, line: str, headers: dict[str, str], body: bytes, sender: Sender) -> Answer:
        where = urlsplit(self.address)
        fields = {"Host": where.netloc, "Connection": "close", **headers}
        if self.cookies:
            fields["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if headers:
            fields.setdefault("Content-Length", str(len(body)))
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        try:
            place = ("127.0.0.1", where.port or 80)
            with socket.create_connection(place, timeout=_PATIENCE_SECONDS) as connection:
                connection.sendall(f"{line} HTTP/1.1\r\n{head}\r\n".encode())
                sender(connection, body)
                return self._answer(connection)
        except (OSError, HTTPException) as exc:
            raise CutOffError from exc

    def _answer(self, connection: socket.socket) -> Answer:
        response = HTTPResponse(connection)
        try:
            response.begin()
            for cookie in response.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Answer(response.status, response.read().decode())
        finally:
            response.close()
