"""Four steps on a screen of any size: seen whole, heard in order, and a file in the end."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from casework.rights import Role
from crypto.message.said import Answer
from deploy.standin.committee import Committee as Founded
from store.database import Which
from tests.channel import JUNE, MARIA
from tests.e2e.committee import Device, device
from tests.e2e.sight import Scheme
from tests.e2e.test_cases import IPAD_PRO, PHONE, CaseSite, case_site, comes_in, opened
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


@pytest.mark.parametrize(("screen", "scheme"), [(PHONE, "light"), (IPAD_PRO, "dark")])
def test_the_four_steps_lock_nobody_out_and_end_in_a_file(
    browser: Browser, site: CaseSite, screen: ViewportSize, scheme: Scheme
) -> None:
    person, roles = (MARIA, (Role.CHAIR,)) if screen is PHONE else (JUNE, ())
    with device(browser, site, screen, scheme, bypass_csp=True) as used:
        comes_in(used, site, person, *roles)
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


def test_asking_for_several_locks_nobody_out(browser: Browser, site: CaseSite) -> None:
    with device(browser, site, PHONE, "dark", bypass_csp=True) as used:
        comes_in(used, site, MARIA, Role.CHAIR)
        opened(used)
        used.go("/exports")
        is_fit(used)
        used.press("Look it over")
        is_fit(used)
        today = site.desk.today()
        for name in ("since", "until"):
            for part, value in zip(("month", "day", "year"), dated(today), strict=True):
                used.page.locator(f"[name={name}-{part}]").fill(str(value))
        for label in ("Thomas Okafor", "The timeline", "The board", "The committee’s own duty"):
            used.page.get_by_label(label).check()
        used.page.get_by_label("Who is it for?").fill("The board")
        used.page.get_by_label("What is it for?").fill("Its yearly review")
        used.press("Look it over")
        is_fit(used)
        used.press("Ask Thomas Okafor")
        expect(used.page.get_by_role("status")).to_contain_text("Asked.")
        is_fit(used)


def dated(day: date) -> tuple[int, int, int]:
    return day.month, day.day, day.year


def test_going_back_loses_nothing(browser: Browser, site: CaseSite) -> None:
    with device(browser, site, IPAD_PRO) as used:
        comes_in(used, site, MARIA, Role.CHAIR)
        used.go(f"{opened(used)}/export")
        used.page.get_by_label("The report", exact=True).check()
        used.page.get_by_label("The timeline").check()
        used.page.get_by_label("A PDF alone").check()
        used.press("Go on")
        used.page.get_by_label("Who is it for?").fill("Dana")
        used.press("Back")
        expect(used.page.get_by_label("The timeline")).to_be_checked()
        used.press("Go on")
        expect(used.page.get_by_label("Who is it for?")).to_have_value("Dana")
        assert used.complaints == []
