"""Behind the nine words in a browser: any screen, any theme, and a session that ends in time."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page

from config.settings import IntakeSettings, read_settings
from crypto.mailbox.snapshot import Status
from deploy.standin.answering import Reply
from intake.wsgi import create_app
from tests.e2e.axe import faults
from tests.e2e.sight import DESK, PHONE, Sight
from tests.running import Sites, intake_environment, of_committee
from tests.sites.intake.comers import desk_of, reported

SCREENS = [
    pytest.param(("light", PHONE), id="phone"),
    pytest.param(("dark", DESK), id="desk"),
]


@pytest.fixture(scope="module")
def words(sites: Sites) -> Iterator[str]:
    """Send a report, have it answered, and keep its words."""
    dropbox = f"sqlite:///{sites.folder}/dropbox.sqlite"
    settings = intake_environment(sites.intake, "127.0.0.1:1", dropbox)
    settings |= of_committee(sites.committee.genesis)
    app = create_app(read_settings(IntakeSettings, settings))
    comer = reported(app, sites.committee)
    sites.committee.open_all()
    case = max(sites.committee.cases(), key=lambda each: each.number)
    sites.committee.answer(case, Reply("Which quarter was it?\n" * 40, Status.ASKED))
    yield comer.words
    desk_of(app).dropbox.close()


def come_back(page: Page, sites: Sites, words: str) -> None:
    page.goto(f"{sites.intake}/return")
    page.get_by_label("Enter the words you saved").fill(words)
    page.get_by_role("button", name="Open my report").click()
    page.get_by_role("heading", name="Messages about your report").wait_for()
    page.wait_for_load_state("load")  # the clock is turned only once the script counts by it


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(bypass_csp=True)
    yield made
    made.close()


def require_fair(page: Page) -> None:
    assert faults(page) == []
    assert Sight(page).pixels_too_wide() == 0


@pytest.fixture(params=SCREENS)
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Page:
    scheme, screen = request.param
    made = context.new_page()
    made.emulate_media(color_scheme=scheme)
    made.set_viewport_size(screen)
    return made


def test_the_way_back_and_the_messages_lock_nobody_out(
    page: Page, sites: Sites, words: str
) -> None:
    page.goto(f"{sites.intake}/return")
    require_fair(page)
    first, second, *rest = words.split()
    page.get_by_label("Enter the words you saved").fill(" ".join([second, first, *rest]))
    page.get_by_role("button", name="Open my report").click()
    require_fair(page)
    come_back(page, sites, words)
    require_fair(page)
    page.get_by_role("button", name="Send answer").click()
    page.locator(".error-summary:focus").wait_for()
    require_fair(page)


def test_no_other_page_behind_the_words_locks_anyone_out(
    page: Page, sites: Sites, words: str
) -> None:
    come_back(page, sites, words)
    page.get_by_role("link", name="Add information or files").click()
    require_fair(page)
    page.get_by_role("button", name="Send").click()
    require_fair(page)
    for address in ("identity", "proof", "stop", "signed-out"):
        page.goto(f"{sites.intake}/messages/{address}")
        require_fair(page)
    for wish in ("by mistake", "take my report back", "close this mailbox"):
        page.goto(f"{sites.intake}/messages/stop")
        page.get_by_label(wish).check()
        page.get_by_role("button", name="Continue").click()
        require_fair(page)


def test_the_whole_way_back_needs_no_script(browser: Browser, sites: Sites, words: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    come_back(page, sites, words)
    page.get_by_label("Your answer").fill("The third, I think.")
    page.get_by_role("button", name="Send answer").click()
    assert page.get_by_text("Your message was sent.").is_visible()
    page.get_by_role("link", name="Add information or files").click()
    note = FilePayload(name="note.txt", mimeType="text/plain", buffer=b"Page four.")
    page.get_by_label("Add files").set_input_files([note])
    page.get_by_role("button", name="Send").click()
    assert page.get_by_text("Your message was sent with 1 file.").is_visible()
    assert page.get_by_text("note.txt").is_visible()
    page.get_by_role("button", name="Sign out and clear this page").click()
    assert page.get_by_role("heading", name="You are signed out").is_visible()
    page.goto(f"{sites.intake}/messages")
    assert page.get_by_text("You were signed out to keep you safe").is_visible()
    context.close()


def test_five_minutes_before_the_end_one_can_stay_and_keeps_the_draft(
    context: BrowserContext, sites: Sites, words: str
) -> None:
    page = context.new_page()
    page.clock.install()
    come_back(page, sites, words)
    page.get_by_label("Your answer").fill("Half a thought")
    stay = page.get_by_role("button", name="Stay signed in")
    page.clock.run_for("24:00")
    assert not stay.is_visible()
    page.clock.run_for("01:30")
    assert stay.is_visible()
    assert page.get_by_text("You will be signed out in 5 minutes.").is_visible()
    with page.expect_response("**/messages/stay") as answer:
        stay.click()
    assert answer.value.status == 204
    page.clock.run_for("20:00")
    assert page.get_by_label("Your answer").input_value() == "Half a thought"
    assert not stay.is_visible()


def test_after_half_an_hour_the_screen_is_cleared(
    context: BrowserContext, sites: Sites, words: str
) -> None:
    page = context.new_page()
    page.clock.install()
    come_back(page, sites, words)
    page.clock.run_for("30:30")
    page.wait_for_url("**/messages/signed-out")
    assert page.get_by_text("You were signed out to keep you safe").is_visible()
    assert not page.get_by_text("Which quarter").is_visible()
