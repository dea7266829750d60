"""Fill in the form, press Send, and read what comes, as a browser would."""

import re
import secrets
from html import unescape

from werkzeug.test import TestResponse

from tests.browser import Visitor

STORY = {"readers": "all", "what": "They booked sales that had not shipped.\r\nI saw it."}
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
Fields = dict[str, str]


def hidden(page: str) -> Fields:
    return {name: unescape(value) for name, value in _HIDDEN.findall(page)}


def checked(reporter: Visitor, **answers: str) -> Fields:
    """Fill in the form, and return what the check page carries to Send."""
    page = reporter.fill_in("/report", **(STORY | answers))
    assert "Check your report before you send it" in page.text
    return hidden(page.text)


def words_on(page: str) -> list[str]:
    return re.findall(r"<li>([a-z]+)</li>", page)


def sent(reporter: Visitor, **answers: str) -> TestResponse:
    return reporter.post("/report/send", **checked(reporter, **answers))


def upload(
    reporter: Visitor, fields: Fields, *files: tuple[str, bytes], announced: int | None = None
) -> TestResponse:
    """Send a form with files, put together by hand: the client would spool it to a file."""
    mark = secrets.token_hex(8)
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts += [
        f'name="files"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'.encode() + content
        for name, content in files
    ]
    head = f"--{mark}\r\nContent-Disposition: form-data; ".encode()
    body = b"".join(head + part + b"\r\n" for part in parts) + f"--{mark}--\r\n".encode()
    return reporter.client.post(
        "/upload/report",
        base_url=reporter.address,
        data=body,
        content_type=f"multipart/form-data; boundary={mark}",
        headers={"Content-Length": str(len(body) if announced is None else announced)},
    )
