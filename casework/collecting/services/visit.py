"""Visit the public site as a reporter's browser does: pages, forms, cookies, and no favours.

Nothing of it is our own way in. If a reporter could not send, this cannot either, and that is
what it is for.
"""

import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Final
from urllib.parse import urlencode, urlsplit

_PATIENCE_SECONDS: Final = 60
_MOST_BYTES: Final = 4_194_304
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}

Pairs = Iterable[tuple[str, str]]


class VisitError(Exception):
    """Says in one sentence what the public site did not do."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is on a page, as far as anything here looks at it."""

    forms: Mapping[str, tuple[tuple[str, str], ...]] = field(repr=False)  # hidden fields by address
    words: tuple[str, ...] = field(repr=False)

    def form(self, address: str) -> tuple[tuple[str, str], ...]:
        if address not in self.forms:
            raise VisitError(f"The page has no form for {address}.")
        return self.forms[address]


class Visit:
    """One browser. What it was told to keep, it forgets with this value."""

    def __init__(self, address: str) -> None:
        self._where = urlsplit(address)
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> Shown:
        return self._asked("GET", path, b"", {})

    def post(self, path: str, pairs: Pairs) -> Shown:
        return self._asked("POST", path, urlencode(list(pairs)).encode(), _FORM)

    def _asked(self, method: str, path: str, body: bytes, kind: Mapping[str, str]) -> Shown:
        headers = {"Host": self._where.netloc, **kind}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={it}" for name, it in self._cookies.items())
        connection = _connection(self._where.scheme, self._where.netloc)
        try:
            connection.request(method, path, body or None, headers)
            return self._read(path, connection.getresponse())
        except (OSError, HTTPException):
            raise VisitError(f"The public site did not answer at {path}.") from None
        finally:
            connection.close()

    def _read(self, path: str, response: HTTPResponse) -> Shown:
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name.strip()] = value
        if response.status != HTTPStatus.OK:
            raise VisitError(f"The public site answered {response.status} at {path}.")
        return _shown(response.read(_MOST_BYTES).decode("utf-8", "replace"))


def certificate_ends(address: str) -> date | None:
    """Return the last day of a site's certificate; nothing for one that needs none."""
    where = urlsplit(address)
    if where.scheme != "https":
        return None
    connection = HTTPSConnection(where.netloc, timeout=_PATIENCE_SECONDS, context=_tls())
    try:
        connection.connect()
        found = connection.sock.getpeercert() if isinstance(connection.sock, ssl.SSLSocket) else {}
        ends = ssl.cert_time_to_seconds(str((found or {})["notAfter"]))
    except (OSError, HTTPException, KeyError):
        raise VisitError("The certificate could not be looked at.") from None
    finally:
        connection.close()
    return datetime.fromtimestamp(ends, UTC).date()


def _connection(scheme: str, netloc: str) -> HTTPConnection:
    if scheme == "https":
        return HTTPSConnection(netloc, timeout=_PATIENCE_SECONDS, context=_tls())
    return HTTPConnection(netloc, timeout=_PATIENCE_SECONDS)


def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _shown(text: str) -> Shown:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return Shown(
        {where: tuple(pairs) for where, pairs in reader.forms.items()}, tuple(reader.words)
    )


class _Reader(HTMLParser):
    """Find forms with what they carry, and the words of a receipt."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, list[tuple[str, str]]] = {}
        self.words: list[str] = []
        self._form: list[tuple[str, str]] | None = None
        self._in_words = False
        self._in_word = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = self.forms.setdefault(found.get("action", ""), [])
        elif tag == "input" and found.get("type") == "hidden" and self._form is not None:
            self._form.append((found.get("name", ""), found.get("value", "")))
        elif tag == "ol":
            self._in_words = found.get("class") == "words"
        self._in_word = tag == "li" and self._in_words

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "ol":
            self._in_words = False
        self._in_word = False

    def handle_data(self, data: str) -> None:
        if self._in_word and data.strip():
            self.words.append(data.strip())
