"""Somebody who reports, and comes back with the words."""

import re
from dataclasses import dataclass, field

from deploy.standin.sorry import StandinError
from deploy.tale.browser import Browser, Files, Page, Typed

_WORD = re.compile(r"<li>([a-z]{2,10})</li>")
_WORDS = 9


@dataclass(frozen=True, slots=True)
class Reporter:
    site: Browser
    words: str = field(repr=False)

    def write(self, message: str) -> None:
        """Come back and add something, as the reply asked for it."""
        self.site.go_and_fill_in("/return", {"words": self.words})
        self.site.go_and_fill_in("/messages", {"message": message})


def told(address: str, typed: Typed, files: Files) -> Reporter:
    """Send a report, and keep the words on the receipt."""
    site = Browser(address)
    checked = site.go_and_fill_in("/report", typed)
    if not files:
        return _with_words(site, site.fill_in(checked, "/report/send", {}))
    chosen = site.fill_in(checked, "/report/send", {}, "/report/files")
    return _with_words(site, site.send_files(chosen, "/upload/report", "/upload/report", files))


def _with_words(site: Browser, receipt: Page) -> Reporter:
    words = _WORD.findall(receipt.text)
    if len(words) != _WORDS:
        raise StandinError("A report of the demo was not taken.")
    return Reporter(site, " ".join(words))
