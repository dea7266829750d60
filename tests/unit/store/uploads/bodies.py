"""Uploads as browsers send them, and senders of every kind."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from threading import Event

BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
_ESCAPES = {'"': "%22", "\r": "%0D", "\n": "%0A"}

Pairs = Sequence[tuple[str, str]]
Files = Sequence[tuple[str, bytes]]


def form(fields: Pairs, files: Files, boundary: str = BOUNDARY) -> bytes:
    """Return the body that a browser sends: every field, then every file."""
    parts = [*(text_part(*pair) for pair in fields), *(file_part(*file) for file in files)]
    return whole(parts, boundary)


def whole(parts: Iterable[bytes], boundary: str = BOUNDARY) -> bytes:
    mark = b"--" + boundary.encode()
    return b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"


def text_part(name: str, value: str) -> bytes:
    head = f'Content-Disposition: form-data; name="{name}"\r\n\r\n'
    return head.encode() + value.encode()


def file_part(name: str, content: bytes) -> bytes:
    sent = "".join(_ESCAPES.get(one, one) for one in name)
    head = (
        f'Content-Disposition: form-data; name="files"; filename="{sent}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return head.encode() + content


class Pieces:
    """Gives what it holds in pieces of the given sizes, over and over."""

    def __init__(self, body: bytes, sizes: Sequence[int] = (65_536,)) -> None:
        self._body = BytesIO(body)
        self._sizes = _for_ever(sizes)

    def read(self, size: int, /) -> bytes:
        return self._body.read(min(size, next(self._sizes)))

    @property
    def unread(self) -> int:
        return len(self._body.getbuffer()) - self._body.tell()


@dataclass(slots=True)
class Repeating:
    """A head, then one piece many times, then an end: as large as one likes, and never kept."""

    head: bytes
    piece: bytes
    times: int
    end: bytes

    def read(self, size: int, /) -> bytes:
        if self.head:
            given, self.head = self.head[:size], self.head[size:]
            return given
        if self.times:
            self.times -= 1
            return bytes(memoryview(self.piece)[:size])  # bytes of its own, as from a socket
        given, self.end = self.end[:size], self.end[size:]
        return given


@dataclass(slots=True)
class Stalling:
    """Gives what it has, then nothing until it is let go."""

    body: Pieces
    let_go: Event = field(default_factory=Event)

    def read(self, size: int, /) -> bytes:
        piece = self.body.read(size)
        if not piece:
            assert self.let_go.wait(60)
        return piece


@dataclass(slots=True)
class Breaking:
    """Gives what it has, then fails as a connection fails that is gone."""

    body: Pieces

    def read(self, size: int, /) -> bytes:
        piece = self.body.read(size)
        if not piece:
            raise ConnectionResetError
        return piece


def _for_ever(sizes: Sequence[int]) -> Iterator[int]:
    while True:
        yield from sizes
