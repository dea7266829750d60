"""Each page that there is, as its reader sees it: any screen, any theme, scripts off."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.axe import faults, pale_text
from tests.e2e.sight import DESK, PHONE, seen
from tests.running import Sites

PAGES = {
    "intake": [
        "/", "/before", "/work-device", "/other-ways", "/rights", "/keys", "/accessibility",
        "/status-help", "/report", "/return", "/messages", "/nowhere",
    ],
    "casework": ["/", "/nowhere"],
}  # fmt: skip
EVERY = [pytest.param(site, path, id=f"{site}{path}") for site in PAGES for path in PAGES[site]]


def address_of(site: str, sites: Sites) -> str:
    return {"intake": sites.intake, "casework": sites.casework}[site]


@pytest.mark.parametrize(("site", "path"), EVERY)
def test_no_page_locks_anyone_out_on_a_phone(
    browser: Browser, sites: Sites, site: str, path: str
) -> None:
    with seen(browser, address_of(site, sites) + path, PHONE) as sight:
        assert faults(sight.page) == []
        assert sight.pixels_too_wide() == 0
        assert sight.smaller_than(24) == []
        assert [it for it in sight.smaller_than(44) if 'class="btn' in it or "exit" in it] == []
        sight.space_the_text()
        assert sight.pixels_too_wide() == 0
        assert sight.cut_off() == []


@pytest.mark.parametrize(("site", "path"), EVERY)
def test_no_page_locks_anyone_out_in_the_dark(
    browser: Browser, sites: Sites, site: str, path: str
) -> None:
    with seen(browser, address_of(site, sites) + path, DESK, "dark") as sight:
        assert pale_text(sight.page) == []
        assert sight.pixels_too_wide() == 0


@pytest.mark.parametrize("path", PAGES["intake"])
def test_what_has_focus_is_never_under_the_bar(browser: Browser, sites: Sites, path: str) -> None:
    with seen(browser, sites.intake + path, PHONE) as sight:
        for _ in range(len(sight.controls()) + 2):
            sight.page.keyboard.press("Tab")
            assert sight.focus_is_in_sight()


@pytest.mark.parametrize(("site", "path"), EVERY)
def test_a_page_asks_nobody_else_for_anything(
    browser: Browser, sites: Sites, site: str, path: str
) -> None:
    address = address_of(site, sites)
    asked: list[str] = []
    complaints: list[str] = []
    context = browser.new_context()
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
    told = page.locator("main").inner_text().removeprefix("Back").strip()
    assert told.startswith(page.locator("h1").inner_text()) or site == "casework"
    context.close()
