"""The way out, in a real browser: nothing of ours comes back, whatever a person presses."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.e2e.conftest import CHROMIUM, QUIET
from tests.e2e.elsewhere import NAME, TITLE, neutral_site
from tests.e2e.sight import PHONE
from tests.running import HOUSE, Sites

TYPED = "They booked sales that had not shipped"
OURS = ("Tell the audit committee", "Before you start", "Your report", TYPED)
PAGES = (
    "/", "/before", "/work-device", "/other-ways", "/rights", "/keys", "/accessibility",
    "/status-help", "/report", "/nowhere",
)  # fmt: skip
_PRESS_LATER = """([key, at]) => {
  for (const kind of ['keydown', 'keyup']) {
    const event = new KeyboardEvent(kind, {key, bubbles: true})
    Object.defineProperty(event, 'timeStamp', {value: at})
    document.body.dispatchEvent(event)
  }
}"""
_TELL_WHAT_IS_LEFT = """() => new MutationObserver(
  () => console.log(`${document.title}, ${document.body.childElementCount}`)
).observe(document.body, {childList: true})"""
_KEPT = """async () => ({
  local: localStorage.length, session: sessionStorage.length,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""

Visit = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="module")
def chromium(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser that finds the neutral site on this machine."""
    with neutral_site(tmp_path_factory.mktemp("elsewhere") / "tls") as port:
        there = f"--host-resolver-rules=MAP {NAME}:443 127.0.0.1:{port}"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, there])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, sites: Sites) -> Visit:
    """Visit the public site in a fresh window; scripts may be off."""

    @contextmanager
    def begin(path: str = "/", *, scripts: bool = True) -> Iterator[Page]:
        window: BrowserContext = chromium.new_context(
            base_url=sites.intake,
            viewport=PHONE,
            java_script_enabled=scripts,
            ignore_https_errors=True,
        )
        try:
            page = window.new_page()
            page.goto(path)
            yield page
        finally:
            window.close()

    return begin


def begin_a_report(page: Page) -> None:
    page.get_by_role("link", name="Start a report").click()
    page.get_by_role("link", name="Continue").click()


def write(page: Page) -> None:
    page.locator("textarea[name=what]").evaluate_all(
        "(fields, text) => fields.forEach(it => { it.value = text })", TYPED
    )


def press_exit(page: Page) -> None:
    page.locator(".exit").click()
    page.wait_for_url(f"https://{NAME}/")


def press_shift(page: Page, times: int = 3) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def left(page: Page) -> bool:
    return page.title() == TITLE


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_three_times_back_shows_nothing_of_ours(scripts: bool, visit: Visit) -> None:
    with visit(scripts=scripts) as page:
        begin_a_report(page)
        field = page.locator("textarea[name=what]")
        if scripts:
            write(page)
        else:
            field.fill(TYPED)
        press_exit(page)
        for _ in range(3):
            page.go_back()
            assert page.title() in {TITLE, "Weather"} or page.url == "about:blank"
            shown = page.content()
            assert [words for words in OURS if words in shown] == []


def test_forward_and_a_typed_address_show_nothing_of_ours_either(visit: Visit) -> None:
    with visit("/before") as page:
        press_exit(page)
        for path in ("/", "/report", "/nowhere"):
            page.goto(path)
            assert page.title() == "Weather"
            page.get_by_role("link", name="Continue").click()
            page.wait_for_url(f"https://{NAME}/")


@pytest.mark.parametrize("path", ["/", "/before", "/report", "/rights", "/nowhere"])
def test_three_presses_of_shift_leave_from_any_page(path: str, visit: Visit) -> None:
    with visit(path) as page:
        press_shift(page)
        page.wait_for_url(f"https://{NAME}/")


def test_the_button_on_the_work_device_page_leaves_as_well(visit: Visit) -> None:
    with visit("/work-device") as page:
        page.locator("main").get_by_role("link", name="Leave this page").click()
        page.wait_for_url(f"https://{NAME}/")


def test_the_page_is_covered_before_any_answer_comes(visit: Visit) -> None:
    with visit("/report") as page:
        write(page)
        page.route("**/leave", lambda _route: None)  # it never answers
        page.evaluate(_TELL_WHAT_IS_LEFT)
        with page.expect_console_message(lambda said: said.text == "Weather, 0") as _covered:
            page.locator(".exit").click(no_wait_after=True)


# What a keyboard sends for so many capitals, as events: each would take a round trip of its own.
_TYPE_CAPITALS = """
count => {
  const send = (kind, key) => document.body.dispatchEvent(
    new KeyboardEvent(kind, {key, bubbles: true, shiftKey: key !== "Shift" || kind === "keydown"}))
  for (let at = 0; at < count; at += 1) {
    send("keydown", "Shift")
    send("keydown", "A")
    send("keyup", "A")
    send("keyup", "Shift")
  }
}
"""


def test_writing_selecting_and_shortcuts_never_leave(visit: Visit) -> None:
    with visit("/report") as page:
        page.evaluate("document.querySelector('textarea[name=what]').closest('[hidden]') || 0")
        for key in "THEY BOOKED SALES":
            page.keyboard.press(f"Shift+{key}" if key != " " else "Space")
        for arrow in ("ArrowLeft", "ArrowRight", "ArrowUp", "Home") * 5:
            page.keyboard.press(f"Shift+{arrow}")
        # Sticky Keys: Shift by itself, and then the letter, again and again.
        for key in "ABCDEFGH":
            page.keyboard.press("Shift")
            page.keyboard.press(f"Shift+{key}")
        page.evaluate(_TYPE_CAPITALS, 10_000)
        # Two presses, then something else, then two more.
        press_shift(page, 2)
        page.keyboard.press("Tab")
        press_shift(page, 2)
        page.mouse.click(5, 300)
        press_shift(page, 2)
        page.keyboard.press("Control+Shift")
        press_shift(page, 2)
        assert page.title() != "Weather"
        assert page.locator("h1").count() == 1


def test_three_slow_presses_do_not_leave_and_three_quick_ones_do(visit: Visit) -> None:
    with visit("/rights") as page:
        for at in (0, 3_000, 6_000, 9_000):
            page.evaluate(_PRESS_LATER, ["Shift", at])
        assert page.title() == "Your rights"
        page.evaluate(_PRESS_LATER, ["Shift", 10_000])
        page.wait_for_url(f"https://{NAME}/")


def test_a_key_that_is_held_down_counts_once(visit: Visit) -> None:
    with visit("/rights") as page:
        for _ in range(5):
            page.keyboard.down("Shift")
        page.keyboard.up("Shift")
        press_shift(page, 1)
        assert page.title() == "Your rights"


def test_leaving_asks_nothing_and_breaks_no_policy(visit: Visit) -> None:
    said: list[str] = []
    with visit("/report") as page:
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda fault: said.append(str(fault)))
        write(page)
        press_exit(page)
    # The browser itself reports that it dropped its copies.
    assert [each for each in said if not each.startswith("Clear-Site-Data")] == []


def test_no_script_of_ours_asks_before_a_page_goes() -> None:
    scripts = sorted((HOUSE / "templates" / "static").rglob("*.js"))
    assert scripts
    for script in scripts:
        assert "beforeunload" not in script.read_text("utf-8"), script.name


def test_one_cookie_that_says_nothing_is_all_that_stays(visit: Visit) -> None:
    with visit() as page:
        begin_a_report(page)
        press_exit(page)
        page.goto("/")
        cookies: list[Any] = page.context.cookies()
        assert [(each["name"], each["value"]) for each in cookies] == [("w", "1")]
        kept = page.evaluate(_KEPT)
        assert set(kept.values()) == {0}, kept


@pytest.mark.parametrize("path", PAGES)
def test_the_way_out_stays_in_sight_on_a_small_screen(path: str, visit: Visit) -> None:
    with visit(path) as page:
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        box = page.locator(".exit").bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= PHONE["height"]
        assert box["height"] >= 44
        assert page.locator(".bar").evaluate("it => it.offsetHeight") <= 80
