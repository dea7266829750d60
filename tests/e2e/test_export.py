"""Four steps on a screen of any size: seen whole, heard in order, and a file in the end."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, expect

from casework.rights import Role
from crypto.message.said import Answer
from deploy.standin.committee import Committee as Founded
from store.database import Which
from tests.channel import MARIA
from tests.e2e.committee import Device, device
from tests.e2e.test_cases import PHONE, CaseSite, case_site, comes_in, opened
from tests.e2e.walks import is_fit
from tests.unlocking import unlocked

STORY = "Robert Kessler keeps the rebates in a file called the cushion."


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory,
    empty_dropbox: Path,
    empty_casework: Path,
    founded_today: Founded,
) -> Iterator[CaseSite]:
    empty = {Which.DROPBOX: empty_dropbox, Which.CASEWORK: empty_casework}
    with case_site(tmp_path_factory.mktemp("export"), empty, founded_today) as running:
        running.channel.report(Answer("what", STORY), files={"gate-log.csv": b"0" * 100})
        yield running


def test_the_four_steps_lock_nobody_out_and_end_in_a_file(browser: Browser, site: CaseSite) -> None:
    with device(browser, site, PHONE) as used:
        comes_in(used, site, MARIA, Role.CHAIR)
        used.go(f"{opened(used)}/export")
        used.press("Go on")
        expect(used.page.get_by_role("alert")).to_contain_text("Choose what goes along.")
        is_fit(used)
        filled(used, ticked=("The report", "A list of the files", "gate-log.csv", "A ZIP file"))
        engaged = ("An adviser of the committee", "They are engaged for it")
        filled(used, ticked=engaged, **WHOM)
        names = {"Which other names are replaced?": "Robert Kessler"}
        filled(used, ticked=("As they wrote it",), **names)
        expect(used.page.locator("main")).to_contain_text("[Person 1] keeps the rebates")
        is_fit(used)
        used.page.get_by_label("Locked: it opens with the eight words below").check()
        words = used.page.locator("form strong.keys-print").inner_text()
        with used.page.expect_download() as download:
            used.touch("Export for Dana Whitfield, Whitfield & Sons")
        _name, plain = unlocked(download.value.path().read_bytes(), words)
        with ZipFile(BytesIO(plain)) as whole:
            assert "files/001 gate-log.csv" in whole.namelist()


WHOM = {
    "Who is it for?": "Dana Whitfield, Whitfield & Sons",
    "What is it for?": "Advice on disclosure",
    "Which one?": "Letter of May 3",
}


def filled(used: Device, ticked: tuple[str, ...], **typed: str) -> None:
    """Fill in a page, look whether everybody can use it, and go on."""
    for label in ticked:
        used.page.get_by_label(label, exact=label == "The report").check()
    for label, words in typed.items():
        used.page.get_by_label(label).fill(words)
    is_fit(used)
    used.press("Go on")
