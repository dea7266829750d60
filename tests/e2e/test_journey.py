"""From the start page to a proof in a lawyer's hands, as somebody walks it who is afraid."""

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from casework.cli import main
from casework.verify_proof import HOLDS
from crypto.mailbox.snapshot import Status
from deploy.standin.answering import Reply
from tests.committee import EXTERNALS, MEMBERS, RECOVERY
from tests.e2e.axe import faults, pale_text, without_its_scripts
from tests.e2e.reporter import Look, Reporter, at_a_browser, come_back, read_back, tell
from tests.e2e.sight import DESK, PHONE, Scheme, Sight
from tests.running import Sites

QUESTION = "Which quarter was it?"


@dataclass(frozen=True, slots=True)
class Walk:
    """How somebody walks. A second theme changes nothing but colours, so it is judged by those."""

    screen: ViewportSize
    scheme: Scheme
    scripts: bool
    by_colours_alone: bool = False


_seen_in_dark = Walk(PHONE, "dark", scripts=True, by_colours_alone=True)
_seen_in_light = Walk(DESK, "light", scripts=False, by_colours_alone=True)
WALKS = [
    pytest.param(Walk(PHONE, "light", scripts=True), id="phone-light-scripts"),
    pytest.param(Walk(DESK, "dark", scripts=False), id="desk-dark-plain"),
    pytest.param(_seen_in_dark, id="phone-dark-scripts"),
    pytest.param(_seen_in_light, id="desk-light-plain"),
]


def a_story() -> str:
    return f"Invoices from Brightwater were paid twice. {token_hex(8)}"


@contextmanager
def flawless(browser: Browser, walk: Walk) -> Iterator[Look]:
    """Hold each page of the journey to what every page is held to."""
    judge = pale_text if walk.by_colours_alone else faults
    with without_its_scripts(browser, walk.screen, walk.scheme) as shown:

        def look(page: Page) -> None:
            found = judge(page if walk.scripts else shown(page))
            assert [(page.url, fault) for fault in found] == []
            assert Sight(page).pixels_too_wide() == 0, page.url
            assert page.locator("h1").count() == 1, page.url

        yield look


@pytest.mark.parametrize("walk", WALKS)
def test_a_reporter_tells_comes_back_answers_and_leaves_with_a_proof(
    browser: Browser, sites: Sites, walk: Walk, tmp_path: Path
) -> None:
    story = a_story()
    with (
        at_a_browser(browser, walk.screen, walk.scheme, scripts=walk.scripts) as page,
        flawless(browser, walk) as look,
    ):
        reporter = Reporter(page, sites.intake, look)
        tell(reporter, story, scripts=walk.scripts)
        words = _sent_with_a_file(reporter, tmp_path)
        read_back(reporter, words)
        assert "You have your words" in reporter.text
        _asked_by_the_committee(sites, story)
        come_back(reporter, words)
        assert QUESTION in reporter.text
        _answered_with_a_file(reporter, tmp_path)
        kept = _proof(reporter, tmp_path)
        reporter.press("Sign out and clear this page")
    _reached_the_committee(sites, story)
    assert _checked(sites, story, kept, tmp_path) == HOLDS


def _sent_with_a_file(reporter: Reporter, folder: Path) -> tuple[str, ...]:
    ledger = folder / "ledger.csv"
    ledger.write_bytes(b"1,2,3\n" * 20_000)
    reporter.press("Add files")
    reporter.attach(ledger)
    reporter.press("Send report")
    assert "ledger.csv (120 KB)" in reporter.text
    assert len(reporter.words) == 9
    return reporter.words


def _asked_by_the_committee(sites: Sites, story: str) -> None:
    case, _ = sites.committee.correspondence(story)
    sites.committee.answer(case, Reply(QUESTION, Status.ASKED))


def _answered_with_a_file(reporter: Reporter, folder: Path) -> None:
    photo = folder / "photo.jpg"
    photo.write_bytes(b"\xff\xd8" + b"x" * 70_000)
    reporter.press("Add information or files")
    reporter.write("What do you want to add?", "The third quarter.")
    reporter.attach(photo)
    reporter.press("Send")
    assert "photo.jpg (70 KB)" in reporter.text


def _proof(reporter: Reporter, folder: Path) -> Path:
    reporter.press("Get proof that you reported")
    kept = folder / "notes-2.txt"
    kept.write_bytes(reporter.keep("Make the file").read_bytes())
    reporter.press("Back to messages")
    return kept


def _reached_the_committee(sites: Sites, story: str) -> None:
    """See that what the reporter saw leave has come, whole, to everybody who was named."""
    _, found = sites.committee.correspondence(story)
    [later] = found.later
    for letter, name in ((found.report, "ledger.csv"), (later, "photo.jpg")):
        assert set(letter.openers) == {*MEMBERS, *EXTERNALS, RECOVERY}
        assert [(file.name, file.is_whole) for file in letter.files] == [(name, True)]
    assert "The third quarter." in [answer.value for answer in later.answers or ()]


def _checked(sites: Sites, story: str, kept: Path, folder: Path) -> int:
    """Check the proof as a lawyer would, with what the public site and the committee give."""
    case, _ = sites.committee.correspondence(story)
    copy, manifests = folder / "copy.json", folder / "manifests.bin"
    copy.write_text(sites.committee.copy_of(case).text)
    with urllib.request.urlopen(f"{sites.intake}/keys/manifests.bin") as given:
        manifests.write_bytes(given.read())
    hashed = sites.committee.genesis.hex()
    files = [str(kept), "--manifests", str(manifests), "--answers", str(copy)]
    return main(["verify-proof", *files, "--genesis", hashed])
