"""People and keys, as members see them on their own screens: any screen, any theme, no mouse."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from casework.committee.domain import changing
from casework.rights import Role
from tests.e2e.committee import Device, device, join_by_app
from tests.e2e.founded import FoundedSite, founded_site
from tests.unit.casework.committee.seats import JUNE, MARIA

IPAD_PRO = ViewportSize(width=1024, height=1366)


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
