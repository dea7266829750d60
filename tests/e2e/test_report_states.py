"""Whatever state the report form is in, nobody is locked out of it, by day or by night."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.e2e.axe import faults, pale_text
from tests.e2e.filling import STORY, choose, go_to, press, story
from tests.e2e.sight import DESK, PHONE, Sight, seen
from tests.running import Sites

FINGER = 44
STATES = ["questions", "errors", "check", "files", "covered"]


def bring_to(page: Page, state: str) -> None:
    if state == "errors":
        go_to(page, 2)
        press(page, "Finish now: check and send")
    elif state == "covered":
        page.clock.run_for(600_100)
    elif state != "questions":
        choose(page, "Yes. Leave someone out")
        choose(page, "June Park", within="Who should be left out?")
        press(page, "Continue")
        story(page).fill(STORY)
        press(page, "Finish now: check and send")
    if state == "files":
        press(page, "Add files")


@contextmanager
def in_state(browser: Browser, sites: Sites, state: str, screen: ViewportSize) -> Iterator[Sight]:
    # No page that others use after it: its clock stands still for ever.
    context = browser.new_context(viewport=screen, bypass_csp=True)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{sites.intake}/report")
    bring_to(page, state)
    yield Sight(page)
    context.close()


@pytest.mark.parametrize("state", STATES)
def test_nobody_is_locked_out_of_any_state(browser: Browser, sites: Sites, state: str) -> None:
    with in_state(browser, sites, state, PHONE) as sight:
        assert faults(sight.page) == []
        assert sight.pixels_too_wide() == 0
        sight.page.emulate_media(color_scheme="dark")
        assert pale_text(sight.page) == []
        sight.double_the_text()
        assert sight.pixels_too_wide() == 0


@pytest.mark.parametrize("screen", [PHONE, DESK])
def test_nobody_is_locked_out_of_the_long_page(
    browser: Browser, sites: Sites, screen: ViewportSize
) -> None:
    with seen(browser, f"{sites.intake}/report", screen) as sight:
        sight.page.evaluate("""() => {
          for (const it of document.querySelectorAll('main [hidden]')) it.hidden = false
          for (const it of document.querySelectorAll('details')) it.open = true
        }""")
        assert faults(sight.page) == []
        assert sight.pixels_too_wide() == 0
        assert sight.smaller_than(FINGER) == []
