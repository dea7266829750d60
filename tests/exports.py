"""What members do to take a case out, through the pages alone; and how a receiver reads it."""

import re
from base64 import urlsafe_b64decode
from html import unescape
from io import BytesIO
from subprocess import run
from zipfile import ZipFile

from werkzeug.test import TestResponse

from casework.complaints.domain.case.deeds import Did
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.readers.rekeying import open_to_write
from casework.complaints.services.reading.casefiles import save
from crypto.names import CaseId
from tests.browser import Visitor
from tests.channel import MARIA, Channel

WHAT: dict[str, str | list[str]] = {
    "pieces": [
        "report",
        "conversation",
        "notes",
        "tasks",
        "files",
        "outcome",
        "people",
        "timeline",
    ],
    "form": "zip",
}
WHOM: dict[str, str | list[str]] = {
    "receiver": "Dana Whitfield, Whitfield & Sons",
    "kind": "adviser",
    "purpose": "Advice on disclosure",
    "basis": "Engagement letter of May",
}
WORDS: dict[str, str | list[str]] = {"wording": "words", "names": "Robert Kessler"}
OPEN: dict[str, str | list[str]] = {"seal": "open"}
_WORDS = re.compile(r'<strong class="keys-print" translate="no">([a-z ]+)</strong>')
_HIDDEN = re.compile(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"')


def carried(page: str, action: str) -> dict[str, list[str]]:
    """Return the hidden fields of a form, of which one may stand there several times."""
    _, _, rest = page.partition(f'action="{action}"')
    own, _, _ = rest.partition("</form>")
    found: dict[str, list[str]] = {}
    for name, value in _HIDDEN.findall(own):
        found.setdefault(name, []).append(unescape(value))
    return found


def stepped(visitor: Visitor, case: str, **typed: str | list[str]) -> TestResponse:
    """Go through the first three pages, and return the last before anything goes."""
    place = f"{case}/export"
    page = visitor.get(place)
    for number, asked in enumerate((WHAT | {"originals": []}, WHOM | _AGREED, WORDS | _MORE), 2):
        said = {name: typed.get(name, value) for name, value in asked.items()}
        fields = {**carried(page.text, place), **said, "to": str(number)}
        page = visitor.post(place, **fields)
        assert page.status_code == 200, page.text
    assert "Step 4 of 4" in page.text
    return page


_AGREED: dict[str, str | list[str]] = {"cleared": "", "facts": ""}
_MORE: dict[str, str | list[str]] = {"summary": "", "naming": ""}


def taken(visitor: Visitor, case: str, **typed: str | list[str]) -> TestResponse:
    """Take it out: all four steps."""
    return confirmed(visitor, case, stepped(visitor, case, **typed))


def confirmed(
    visitor: Visitor, case: str, page: TestResponse, **typed: str | list[str]
) -> TestResponse:
    place = f"{case}/export/take"
    return visitor.post(place, **carried(page.text, place) | OPEN | typed)


def words_on(page: TestResponse) -> str:
    """Read the words for a copy from the page that shows them."""
    [words] = _WORDS.findall(page.text)
    return str(words)


def bundle_of(answer: TestResponse) -> ZipFile:
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/zip"
    return ZipFile(BytesIO(answer.data))


def text_of(pdf: bytes, *options: str) -> str:
    """Read a paper as a program does: in the order of its words."""
    done = run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def pages_of(pdf: bytes) -> list[str]:
    return text_of(pdf).rstrip("\f").split("\f")


def noted(channel: Channel, case: str, did: Did, **said: str) -> None:
    """Write a line of a timeline as Maria, of whatever kind."""
    which = CaseId(urlsafe_b64decode(case.rpartition("/")[2] + "="))
    with channel.desk.database.transaction() as tx:
        file = open_to_write(tx, channel.desk, channel.seat(MARIA), which)
        assert file is not None
        save(tx, with_deed(tx, channel.desk, file, did, **said))
