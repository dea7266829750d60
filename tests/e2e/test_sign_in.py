"""Joining and coming in as members do it: with passkeys, with an app, with the keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.e2e.axe import faults
from tests.e2e.committee import (
    CommitteeSite,
    Device,
    add_app,
    begin,
    come_by_code,
    committee_site,
    confirm_words,
    device,
    finish,
    join_by_app,
    join_by_passkeys,
    passkeys,
    take_sheet,
    unlock,
)
from tests.e2e.sight import Scheme, Sight
from tests.members import WORDS

IPAD_PRO = ViewportSize(width=1024, height=1366)
IPAD = ViewportSize(width=768, height=1024)
PHONE = ViewportSize(width=320, height=568)
DESK = ViewportSize(width=1366, height=768)
FINGER = 44


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommitteeSite]:
    with committee_site(tmp_path_factory.mktemp("committee")) as running:
        yield running


@pytest.mark.parametrize("opens_by_itself", [True, False], ids=["prf", "no-prf"])
def test_a_member_joins_and_comes_in_by_passkey(
    browser: Browser, site: CommitteeSite, opens_by_itself: bool
) -> None:
    code = site.invite(f"m{1 + opens_by_itself}", f"Maria {opens_by_itself}")
    said = "unlocks your keys." if opens_by_itself else "your passphrase unlocks your keys."
    with device(browser, site, IPAD_PRO) as ipad, passkeys(ipad, opening=opens_by_itself) as keys:
        join_by_passkeys(ipad, code, keys)
        ipad.press("Lock now")
        _is_shown(ipad, "Unlock")
        if opens_by_itself:
            ipad.press("Unlock with your passkey")
        else:
            unlock(ipad)
        _is_shown(ipad, "Nothing needs you today")
        ipad.go("/you")
        expect(ipad.page.locator("main")).to_contain_text(said, ignore_case=True)
        for number in (0, 1):
            keys.touch_only(number)
            _come_back(ipad, opens_by_itself=opens_by_itself)
        assert ipad.complaints == []


def _come_back(ipad: Device, *, opens_by_itself: bool) -> None:
    """Come without a session, on the device that is known."""
    ipad.context.clear_cookies(name="committee")
    ipad.go("/")
    ipad.press("Continue with your passkey")
    if not opens_by_itself:
        unlock(ipad)
    _is_shown(ipad, "Nothing needs you today")


def _is_shown(used: Device, title: str) -> None:
    expect(used.page.locator("h1")).to_have_text(title)


def test_a_device_without_passkeys_says_what_else_to_do(
    browser: Browser, site: CommitteeSite
) -> None:
    code = site.invite("m5", "Tess Other")
    with device(browser, site, IPAD) as ipad, passkeys(ipad, opening=False):
        join_by_app(ipad, code)
        ipad.press("Lock now")
        ipad.page.get_by_role("button", name="Sign out").click()
        ipad.page.evaluate("delete window.PublicKeyCredential")
        ipad.touch("Continue with your passkey")
        expect(ipad.page.get_by_role("status")).to_contain_text("cannot use passkeys")


def test_without_scripts_a_code_and_the_passphrase_are_enough(
    browser: Browser, site: CommitteeSite
) -> None:
    code = site.invite("m6", "Nora Script")
    context = browser.new_context(java_script_enabled=False, viewport=IPAD)
    used = Device(site, context, context.new_page())
    _, sheet = join_by_app(used, code)
    used.press("Lock now")
    used.page.get_by_role("button", name="Sign out").click()
    come_by_code(used, "Nora Script", sheet[1])
    unlock(used)
    assert used.title() == "One thing needs you"
    context.close()


def test_a_director_comes_in_with_the_keyboard_alone(browser: Browser, site: CommitteeSite) -> None:
    code = site.invite("m7", "Kay Board")
    with device(browser, site, DESK) as desk:
        _, sheet = join_by_app(desk, code)
        desk.press("Lock now")
        _enter_on(desk, "Sign out")
        _is_shown(desk, "Sign in")
        _enter_on(desk, "Use a code instead")
        _type_into_next(desk, "kay board", sheet[2].lower())
        _is_shown(desk, "Unlock")
        _tab_to(desk, "Passphrase")
        _type(desk, "not these words")
        expect(desk.page.get_by_role("alert")).to_be_focused()
        desk.page.keyboard.press("Tab")
        desk.page.keyboard.press("Enter")
        expect(desk.page.get_by_label("Passphrase", exact=True)).to_be_focused()
        _type(desk, WORDS)
        _is_shown(desk, "One thing needs you")
        _enter_on(desk, "Lock now")
        _is_shown(desk, "Unlock")


def _type(used: Device, words: str) -> None:
    used.page.keyboard.type(words)
    used.page.keyboard.press("Enter")


def _type_into_next(used: Device, first: str, second: str) -> None:
    used.page.keyboard.press("Tab")
    used.page.keyboard.type(first)
    used.page.keyboard.press("Tab")
    _type(used, second)


def _enter_on(used: Device, words: str) -> None:
    _tab_to(used, words)
    used.page.keyboard.press("Enter")


def test_a_passphrase_can_be_seen_and_is_hidden_again(
    browser: Browser, site: CommitteeSite
) -> None:
    code = site.invite("m8", "Vera Sight")
    with device(browser, site, PHONE) as phone:
        begin(phone, code)
        field = phone.page.get_by_label("Passphrase", exact=True)
        expect(field).to_have_attribute("type", "password")
        field.fill(WORDS)
        phone.touch("Show")
        expect(field).to_have_attribute("type", "text")
        phone.touch("Hide")
        expect(field).to_have_attribute("type", "password")


def test_a_screen_that_is_left_alone_is_covered_and_keeps_what_was_typed(
    browser: Browser, site: CommitteeSite
) -> None:
    code = site.invite("m9", "Lea Away")
    with device(browser, site, IPAD) as ipad:
        ipad.page.clock.install()
        join_by_app(ipad, code)
        ipad.go("/devices")
        ipad.page.clock.fast_forward("09:50")
        _is_shown(ipad, "No new device waits")
        ipad.page.clock.fast_forward("00:30")
        ipad.page.wait_for_url(
            "**/today"
        )  # its own clock has not moved, so the site still knows her
        ipad.go("/you/passkeys/new")
        ipad.page.get_by_label("What do you call this device?").fill("my red key")
        ipad.page.clock.fast_forward("10:30")
        _is_shown(ipad, "Unlock")
        assert "red key" not in ipad.page.content()
        unlock(ipad)
        _is_shown(ipad, "You are back. Send it now?")
        assert "my red key" in ipad.page.content()
        assert ipad.complaints == []


# What these walks pass is drawn in every size and state in test_every_screen; here it is used.
LOOKS: list[tuple[ViewportSize, Scheme]] = [(PHONE, "dark"), (IPAD_PRO, "light")]


@pytest.mark.parametrize(
    ("screen", "scheme"), LOOKS, ids=[f"{screen['width']}-{scheme}" for screen, scheme in LOOKS]
)
def test_no_page_of_the_door_locks_anyone_out(
    browser: Browser, site: CommitteeSite, screen: ViewportSize, scheme: Scheme
) -> None:
    person, name = f"w{screen['width']}", f"Wanda W{screen['width']}"
    code = site.invite(person, name)
    with device(browser, site, screen, scheme, bypass_csp=True) as used:
        for path in ("/", "/help", "/join"):
            used.go(path)
            _look(used)
        sheet = _join_looking(used, code)
        for path in ("/you", "/you/passkeys/new", "/devices"):
            used.go(path)
            _look(used)
        used.press("Lock now")
        _look(used)
        unlock(used, "wrong words")
        _look(used)
        unlock(used)
        with device(browser, site, screen, scheme, bypass_csp=True) as new:
            _come_looking(new, name, sheet[1])
            used.go("/devices")
            _look(used)


def _join_looking(used: Device, code: str) -> list[str]:
    begin(used, "7KQM")
    _look(used)
    begin(used, code)
    _look(used)
    confirm_words(used)
    app = used.page.get_by_text("Use an app with six-digit codes instead")
    app.click()
    _look(used)
    app.click()
    add_app(used)
    _look(used)
    sheet = take_sheet(used)
    _look(used)
    finish(used, "wrong")
    _look(used)
    finish(used, sheet[0])
    return sheet


def _come_looking(used: Device, name: str, code: str) -> None:
    come_by_code(used, name, "000000")
    _look(used)
    come_by_code(used, name, code)
    unlock(used)
    _look(used)


def _look(used: Device) -> None:
    sight = Sight(used.page)
    assert faults(used.page) == [], used.title()
    assert sight.pixels_too_wide() == 0, used.title()
    assert sight.smaller_than(FINGER) == [], used.title()


def _tab_to(used: Device, words: str) -> None:
    """Press Tab until what has the focus says these words, as a person would."""
    said = "(it => (it.labels?.[0] ?? it).innerText)(document.activeElement)"
    for _ in range(40):
        used.page.keyboard.press("Tab")
        if words in str(used.page.evaluate(said)):
            return
    raise AssertionError(f"nothing says {words}")
