"""Whatever a page asks for is there. A file that is missed is a page that half works."""

import re
from collections.abc import Iterator

import pytest

from config.rendering import TEMPLATES

_LINKED = re.compile(r"""["'(](/static/[^"'()>]+)""")
_SHEET = "{{ sheet }}"
_NAMES = re.compile(r"'(\w+)'")
_KINDS = {".html", ".css", ".js"}


def linked(site: str) -> Iterator[str]:
    """Yield what that site's templates, kept pages, style sheets and scripts ask for."""
    static = TEMPLATES / "static"
    folders = (TEMPLATES / site, TEMPLATES / "ui", static / site, static / "ui")
    sheets = _NAMES.findall((TEMPLATES / "ui" / "head.html").read_text())
    for file in (each for folder in folders for each in folder.rglob("*")):
        for address in _LINKED.findall(file.read_text()) if file.suffix in _KINDS else ():
            yield from {address.replace(_SHEET, sheet) for sheet in sheets}


@pytest.mark.parametrize("site", ["intake", "casework"])
def test_every_static_file_that_a_page_links_exists(site: str) -> None:
    asked = set(linked(site))
    assert "/static/ui/base.css" in asked
    gone = {each for each in asked if not (TEMPLATES / each.removeprefix("/")).is_file()}
    assert gone == set()
