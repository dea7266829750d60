"""A report takes two minutes and six presses, and no browser remembers more of it than it must."""

import re
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.e2e.conftest import CHROMIUM, QUIET
from tests.e2e.reporter import Reporter, at_a_browser, read_back, tell
from tests.e2e.sight import DESK, PHONE
from tests.running import Sites

FEWEST, MOST = 6, 20
MOST_ENTRIES = 4
_TAG = re.compile("<[^>]*>")
_TELLING = re.compile("whistle|fraud|crime|northfield|committee|complain|audit", re.IGNORECASE)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_six_presses_are_enough(browser: Browser, sites: Sites, *, scripts: bool) -> None:
    with at_a_browser(browser, PHONE, "light", scripts=scripts) as page:
        reporter = Reporter(page, sites.intake)
        tell(reporter, "Invoices were paid twice.", scripts=scripts)
        reporter.press("Send report")
        assert len(reporter.words) == 9
        assert reporter.presses <= FEWEST


def test_all_nine_questions_take_twenty_presses_at_most(browser: Browser, sites: Sites) -> None:
    with at_a_browser(browser, PHONE, "light", scripts=True) as page:
        reporter = Reporter(page, sites.intake)
        reporter.open()
        reporter.press("Start a report")
        reporter.press("I am on my own device. Continue")
        _answer_everything(reporter)
        reporter.press("Send report")
        assert len(reporter.words) == 9
        assert reporter.presses <= MOST


def _answer_everything(reporter: Reporter) -> None:
    reporter.choose("No. All of them can read it")
    reporter.press("Continue")
    reporter.write("Tell us in your own words", "Invoices were paid twice.")
    reporter.press("Continue")
    reporter.choose("Theft or misuse of money")
    reporter.press("Continue")
    reporter.choose("Yes", of="Is it still happening?")
    reporter.press("Continue")
    reporter.write("Names or roles of the people involved", "The head of purchasing.")
    reporter.press("Continue")
    reporter.choose("I saw it or heard it myself")
    reporter.press("Continue")
    reporter.choose("$10,000 to $100,000")
    reporter.press("Continue")
    reporter.write("Where could we find proof?", "In the ledger.")
    reporter.press("Continue")
    reporter.choose("No", of="Has anyone punished or threatened you about this?")
    reporter.press("Check your report")


@dataclass
class Heard:
    """What a wiretap inside TLS would hear, page by page."""

    asked: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    pages: list[tuple[str, str]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("response", lambda response: self.heads.append(str(response.headers)))
        context.on("console", lambda message: self.complaints.append(message.text))

    def look(self, page: Page) -> None:
        self.pages.append((page.url, _TAG.sub(" ", page.content())))

    def _request(self, request: Request) -> None:
        self.addresses.append(request.url)
        self.asked.append(f"{request.url} {request.headers} {request.post_data}")


@contextmanager
def at_home(browser: Browser, profile: Path, heard: Heard) -> Iterator[Page]:
    """Use a browser that keeps a profile on the disk, as one at home does, with its policy on."""
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=QUIET, viewport=DESK
    )
    try:
        heard.listen(context)
        yield context.new_page()
    finally:
        context.close()


def test_the_words_leave_no_trace_but_on_the_page_that_shows_them(
    browser: Browser, sites: Sites, tmp_path: Path
) -> None:
    heard = Heard()
    with at_home(browser, tmp_path / "profile", heard) as page:
        reporter = Reporter(page, sites.intake, heard.look)
        tell(reporter, "Invoices were paid twice.", scripts=True)
        reporter.press("Send report")
        words = reporter.words
        assert reporter.keep("Save as a small text file").read_text().split() == list(words)
        read_back(reporter, words)
    trace = _trace_of(words)
    shown = [url for url, page_text in heard.pages if trace.search(page_text)]
    assert [url.removeprefix(sites.intake) for url in shown] == ["/report/send"]
    assert [text for text in (*heard.asked, *heard.heads) if trace.search(text)] == []
    assert not any(trace.search(text) for text in (*reporter.titles, *reporter.addresses))
    assert _holding(trace, sites.folder) == []
    assert _holding(trace, tmp_path / "profile") == []
    assert [url for url in heard.addresses if not url.startswith(f"{sites.intake}/")] == []
    assert heard.complaints == []
    _check_history(tmp_path / "profile", sites)


def test_a_report_with_files_makes_no_more_entries_in_the_history(
    browser: Browser, sites: Sites, tmp_path: Path
) -> None:
    proof = tmp_path / "note.txt"
    proof.write_text("Page four.")
    with at_home(browser, tmp_path / "profile", Heard()) as page:
        reporter = Reporter(page, sites.intake)
        tell(reporter, "Invoices were paid twice.", scripts=True)
        reporter.press("Add files")
        reporter.attach(proof)
        reporter.press("Send report")
        words = reporter.words
        reporter.write("Type the second word from your copy", "wrong")
        reporter.write("Type the sixth word from your copy", words[5])
        reporter.press("Continue")
        assert reporter.words == words
        assert "note.txt" not in reporter.titles
        read_back(reporter, words)
    _check_history(tmp_path / "profile", sites)


def test_print_holds_the_words_and_nothing_else(
    browser: Browser, sites: Sites, tmp_path: Path
) -> None:
    with at_a_browser(browser, PHONE, "light", scripts=True) as page:
        reporter = Reporter(page, sites.intake)
        tell(reporter, "Invoices were paid twice.", scripts=True)
        reporter.press("Send report")
        words, paper = reporter.words, tmp_path / "paper.pdf"
        # As a browser prints it that adds title, address and day wherever there is a margin.
        page.pdf(path=paper, prefer_css_page_size=True, display_header_footer=True)
    text = subprocess.run(["pdftotext", paper, "-"], check=True, capture_output=True, text=True)
    printed = [each for each in text.stdout.split() if not each.isdigit()]
    assert sorted(printed) == sorted(words)


def _trace_of(words: Sequence[str]) -> re.Pattern[str]:
    """Match any two of the words that follow each other, however they are joined."""
    joined = (f"{one}[^a-z]{{1,40}}{other}" for one, other in pairwise(words))
    return re.compile("|".join(joined), re.IGNORECASE)


def _holding(trace: re.Pattern[str], folder: Path) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    texts = ((path, path.read_bytes()) for path in files)
    return [
        path
        for path, raw in texts
        if trace.search(raw.decode("latin-1")) or trace.search(raw.decode("utf-16-le", "ignore"))
    ]


def _check_history(profile: Path, sites: Sites) -> None:
    """See what somebody would find who opens the history of this browser."""
    with closing(sqlite3.connect(profile / "Default" / "History")) as history:
        entries = history.execute("SELECT url, title FROM urls").fetchall()
    ours = [(url.removeprefix(sites.intake), title) for url, title in entries]
    assert len(ours) <= MOST_ENTRIES, ours
    assert [entry for entry in ours if _TELLING.search(" ".join(entry))] == []
