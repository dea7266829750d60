"""A browser without a screen: it keeps cookies, fills in the forms of a page and sends them.

The demo's people use the sites as everybody does. So what it shows was possible, and a form that
stops working stops the demo.
"""

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from secrets import token_hex
from typing import Final, TypeAlias
from urllib.parse import urlencode, urlsplit

from deploy.standin.sorry import StandinError

Typed: TypeAlias = Mapping[str, str | tuple[str, ...]]
Files: TypeAlias = Mapping[str, bytes]
_PATIENCE: Final = 120  # seconds
_LEADS_ON: Final = frozenset({HTTPStatus.SEE_OTHER, HTTPStatus.FOUND})
_NO_FIELD: Final = frozenset({"submit", "button", "file"})
_TICKED: Final = frozenset({"radio", "checkbox"})


@dataclass(slots=True)
class Form:
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, typed: Typed) -> list[tuple[str, str]]:
        kept = [(name, value) for name, value in self.fields if name not in typed]
        several = [
            (name, each)
            for name, values in typed.items()
            for each in (values if isinstance(values, tuple) else (values,))
        ]
        return kept + several


class _Forms(HTMLParser):
    """What would be sent if nobody typed a word."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(own.get("action", "")))
        elif self.found and tag == "input":
            self._input(own)
        elif tag == "textarea":
            self._area = own.get("name", "")
        elif tag == "select":
            self._select = own.get("name", "")
        elif tag == "option" and self._select and "selected" in own:
            self._add(self._select, own.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area and data.strip():
            self._add(self._area, data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def _input(self, own: Mapping[str, str]) -> None:
        kind = own.get("type", "text")
        is_sent = kind not in _NO_FIELD and (kind not in _TICKED or "checked" in own)
        if is_sent and own.get("name"):
            self._add(own["name"], own.get("value", ""))

    def _add(self, name: str, value: str) -> None:
        if self.found:
            self.found[-1].fields.append((name, value))


@dataclass(frozen=True, slots=True)
class Page:
    status: int
    where: str
    text: str = field(repr=False)

    def form(self, action: str) -> Form:
        reader = _Forms()
        reader.feed(self.text)
        found = next((each for each in reader.found if each.action == action), None)
        if found is None:
            title = re.search("<title>([^<]*)", self.text)
            raise StandinError(f"No form to {action} on “{title[1] if title else self.where}”.")
        return found


@dataclass(slots=True)
class Browser:
    address: str
    _cookies: dict[str, str] = field(default_factory=dict, repr=False)

    def get(self, path: str) -> Page:
        return self._ask("GET", path, {}, b"")

    def fill_in(self, page: Page, action: str, typed: Typed, to: str = "") -> Page:
        """Send a form of this page as it stands, but for what is typed, or to its other button."""
        body = urlencode(page.form(action).filled(typed)).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._followed(self._ask("POST", to or action, kind, body))

    def go_and_fill_in(self, path: str, typed: Typed, action: str = "") -> Page:
        return self.fill_in(self.get(path), action or path, typed)

    def send_files(
        self, page: Page, action: str, to: str, files: Files, typed: Typed | None = None
    ) -> Page:
        """Send the same form where files go."""
        mark, fields = token_hex(16), page.form(action).filled(typed or {})
        parts = [_part(mark, f'name="{name}"', value.encode()) for name, value in fields]
        parts += [
            _part(mark, f'name="files"; filename="{name}"', content)
            for name, content in files.items()
        ]
        body = b"".join(parts) + f"--{mark}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._followed(self._ask("POST", to, kind, body))

    def _followed(self, page: Page) -> Page:
        return self.get(page.where) if page.status in _LEADS_ON else page

    def _ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Page:
        where = urlsplit(self.address)
        fields = {"Host": where.netloc, "Origin": self.address, "Sec-Fetch-Site": "same-origin"}
        fields["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        line = http.client.HTTPConnection("127.0.0.1", where.port or 80, timeout=_PATIENCE)
        try:
            line.request(method, path, body, {**fields, **headers})
            answer = line.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self._cookies[name] = value
            text = answer.read().decode("utf-8", "replace")
            return Page(answer.status, answer.headers.get("Location") or path, text)
        except (OSError, http.client.HTTPException):
            raise StandinError("A site of the demo did not answer.") from None
        finally:
            line.close()


def _part(mark: str, named: str, content: bytes) -> bytes:
    head = f"--{mark}\r\nContent-Disposition: form-data; {named}\r\n\r\n"
    return head.encode() + content + b"\r\n"
