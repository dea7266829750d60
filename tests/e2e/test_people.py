"""People and keys, as members see them on their own screens: any screen, any theme, no mouse."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from casework.committee.domain import changing
from casework.rights import Role
from tests.e2e.axe import faults
from tests.e2e.committee import Device, device, join_by_app
from tests.e2e.founded import FoundedSite, founded_site
from tests.e2e.sight import Scheme, Sight
from tests.unit.casework.committee.seats import JUNE, MARIA

IPAD_PRO = ViewportSize(width=1024, height=1366)
IPAD = ViewportSize(width=768, height=1024)
PHONE = ViewportSize(width=320, height=568)
DESK = ViewportSize(width=1366, height=768)
FINGER = 44
PAGES = (
    "/today", "/people", f"/people/{MARIA}", f"/people/{JUNE}", "/people/add",
    "/people/changes/", "/keys", "/keys/drill", "/keys/lost", "/recovery",
    "/recovery/key-day", "/new-keys",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FoundedSite]:
    with founded_site(tmp_path_factory.mktemp("founded")) as running:
        yield running


def comes_in(used: Device, site: FoundedSite) -> str:
    """Bring Maria in, and return the address of what June proposes."""
    join_by_app(used, site.invite_holder(MARIA, Role.CHAIR, Role.MEMBER))
    used.page.get_by_role("button", name="Lock now").wait_for()
    proposal = site.seats.propose(changing.chaired(site.seats.next(), JUNE), JUNE)
    return f"/people/changes/{proposal.id.hex()}"


def is_fit(used: Device) -> None:
    sight = Sight(used.page)
    assert faults(used.page) == [], used.title()
    assert sight.pixels_too_wide() == 0, used.title()
    assert sight.smaller_than(FINGER) == [], used.title()


@pytest.mark.parametrize(
    ("screen", "scheme"), [(PHONE, "dark"), (IPAD, "light"), (IPAD_PRO, "dark"), (DESK, "light")]
)
def test_no_page_about_keys_locks_anyone_out(
    browser: Browser, site: FoundedSite, screen: ViewportSize, scheme: Scheme
) -> None:
    with device(browser, site, screen, scheme, bypass_csp=True) as used:
        change = comes_in(used, site)
        for path in PAGES:
            used.go(change if path.endswith("/changes/") else path)
            is_fit(used)
        used.go("/keys")
        used.press("Make a new sheet")
        is_fit(used)
        words = used.page.locator(".papercodes li").all_inner_texts()
        site.seats.words[MARIA] = " ".join(words)


def test_a_change_is_signed_by_the_keyboard_alone(browser: Browser, site: FoundedSite) -> None:
    with device(browser, site, IPAD_PRO) as used:
        change = comes_in(used, site)
        used.go(change)
        expect(used.page.locator("h1")).to_have_text("June Park becomes the chair.")
        used.page.get_by_role("button", name="Sign this change").focus()
        with used.page.expect_navigation():
            used.page.keyboard.press("Enter")
        expect(used.page.get_by_role("status")).to_contain_text("You have signed.")
        expect(used.page.locator("main")).to_contain_text("1 of 2 have signed.")
        assert used.complaints == []
