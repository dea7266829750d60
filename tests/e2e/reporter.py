"""Somebody at a browser who goes by the words on the page, and by nothing else."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Download, Page, ViewportSize

from tests.e2e.sight import Scheme

_PATIENCE_MILLISECONDS = 30_000
Look = Callable[[Page], None]


@dataclass(slots=True)
class Reporter:
    """Each press is counted, and each page that follows it is looked at."""

    page: Page
    address: str
    look: Look = lambda _: None
    presses: int = 0
    titles: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> None:
        self.page.goto(self.address + path)
        self._arrived()

    def press(self, words: str) -> None:
        """Press the one button or link in sight that says this."""
        page = self.page
        said = page.get_by_role("button", name=words, exact=True)
        said = said.or_(page.get_by_role("link", name=words, exact=True))
        said.filter(visible=True).first.click()
        page.wait_for_load_state()
        self.presses += 1
        self._arrived()

    def choose(self, words: str, of: str = "") -> None:
        """Tick what says this; where several questions have such an answer, name the question."""
        asked = self.page.get_by_role("group", name=of) if of else self.page
        asked.get_by_label(words, exact=True).filter(visible=True).check()
        self.presses += 1

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label).filter(visible=True).fill(text)

    def attach(self, *files: Path) -> None:
        self.page.locator("input[type=file]").set_input_files(list(files))

    def keep(self, button: str) -> Path:
        """Press a button that gives a file, and return where it lies."""
        with self.page.expect_download() as given:
            self.page.get_by_role("button", name=button, exact=True).click()
        download: Download = given.value
        return Path(download.path())

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    @property
    def words(self) -> tuple[str, ...]:
        """Copy the nine words from the receipt."""
        return tuple(self.page.locator(".wordsbox li").all_inner_texts())

    def _arrived(self) -> None:
        self.titles.append(self.page.title())
        self.addresses.append(self.page.url)
        self.look(self.page)


def tell(reporter: Reporter, story: str, *, scripts: bool) -> None:
    """Go the shortest way from the start page to the check page."""
    reporter.open()
    reporter.press("Start a report")
    reporter.press("I am on my own device. Continue")
    reporter.choose("No. All of them can read it")
    if scripts:
        reporter.press("Continue")
    reporter.write("Tell us in your own words", story)
    reporter.press("Finish now: check and send")


def read_back(reporter: Reporter, words: Sequence[str]) -> None:
    """Type two words from the copy, as the receipt asks for."""
    reporter.write("Type the second word from your copy", words[1])
    reporter.write("Type the sixth word from your copy", words[5])
    reporter.press("Continue")


def come_back(reporter: Reporter, words: Sequence[str]) -> None:
    reporter.open()
    reporter.press("Go back to a report you sent")
    reporter.write("Enter the words you saved", " ".join(words))
    reporter.press("Open my report")


@contextmanager
def at_a_browser(
    browser: Browser, screen: ViewportSize, scheme: Scheme, *, scripts: bool
) -> Iterator[Page]:
    # The content policy is held by tests of its own; here it would keep axe out.
    context = browser.new_context(
        viewport=screen, color_scheme=scheme, java_script_enabled=scripts, bypass_csp=True
    )
    context.set_default_timeout(_PATIENCE_MILLISECONDS)
    try:
        yield context.new_page()
    finally:
        context.close()
