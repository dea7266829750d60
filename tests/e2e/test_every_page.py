"""Each page that there is, as its reader sees it: any screen, any theme, scripts off."""

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.e2e.axe import faults
from tests.e2e.sight import DESK, PHONE, Scheme, seen
from tests.running import Sites

PAGES = {
    "intake": ["/", "/other-ways", "/nowhere"],
    "casework": ["/", "/nowhere"],
}
EVERY = [pytest.param(site, path, id=f"{site}{path}") for site in PAGES for path in PAGES[site]]
SCREENS = [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk")]


def address_of(site: str, sites: Sites) -> str:
    return {"intake": sites.intake, "casework": sites.casework}[site]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(("site", "path"), EVERY)
def test_no_page_locks_anyone_out(  # noqa: PLR0913, PLR0917  # each is one axis of the matrix
    browser: Browser, sites: Sites, site: str, path: str, screen: ViewportSize, scheme: Scheme
) -> None:
    with seen(browser, address_of(site, sites) + path, screen, scheme) as sight:
        assert faults(sight.page) == []
        assert sight.pixels_too_wide() == 0


@pytest.mark.parametrize(("site", "path"), EVERY)
def test_a_page_asks_nobody_else_for_anything(
    browser: Browser, sites: Sites, site: str, path: str
) -> None:
    address = address_of(site, sites)
    asked: list[str] = []
    complaints: list[str] = []
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(address + path)
    context.close()
    assert asked
    assert [url for url in asked if not url.startswith(address)] == []
    # Chromium says one thing about a page that is not there, and that is no complaint about it.
    assert [text for text in complaints if "404" not in text] == []


@pytest.mark.parametrize(("site", "path"), EVERY)
def test_a_page_makes_sense_without_any_style(
    browser: Browser, sites: Sites, site: str, path: str
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    context.route("**/*.css", lambda route: route.abort())
    page = context.new_page()
    page.goto(address_of(site, sites) + path)
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().startswith(page.locator("h1").inner_text()) or (
        site == "casework"
    )
    context.close()
