"""The report form in a browser: one question at a time, or one long page; nothing is ever lost."""

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.filling import (
    ANSWERS,
    STORY,
    answer_everything,
    choose,
    expect_question,
    go_to,
    press,
    question,
    story,
    tell,
    visit,
)
from tests.running import HOUSE, Sites

SCRIPT = (HOUSE / "templates/static/intake/steps.js").read_text("utf-8")
SCRIPTS = [pytest.param(True, id="scripts"), pytest.param(False, id="plain")]


@pytest.mark.parametrize("scripts", SCRIPTS)
def test_the_shortest_report_is_four_presses_away(
    browser: Browser, sites: Sites, scripts: bool
) -> None:
    with visit(browser, sites, scripts=scripts) as page:
        tell(page, scripts=scripts)
        press(page, "Finish now: check and send")
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Check your report before you send it"
        )
        expect(page.locator("dl")).to_contain_text(STORY)


def test_one_question_stands_alone_at_one_address(browser: Browser, sites: Sites) -> None:
    with visit(browser, sites) as page:
        address = page.url
        for number in range(1, 10):
            expect(page.locator("form.steps > section").filter(visible=True)).to_have_count(1)
            expect(page.get_by_text(f"Question {number} of 9")).to_be_visible()
            assert page.url == address
            if number < 9:
                press(page, "Continue")
                focused = page.evaluate("document.activeElement.textContent")
                assert " ".join(focused.split()) == question(page)
        expect(page.get_by_role("button", name="Check your report")).to_be_visible()


def test_without_scripts_all_questions_stand_on_one_page(browser: Browser, sites: Sites) -> None:
    with visit(browser, sites, scripts=False) as page:
        expect(page.locator("section h2").filter(visible=True)).to_have_count(9)
        assert page.get_by_role("button", name="Continue").count() == 0
        expect(page.get_by_label("What happened, or what worries you?")).to_be_visible()


@pytest.mark.parametrize("way", ["the browser", "the page"])
def test_back_leads_to_the_question_before(browser: Browser, sites: Sites, way: str) -> None:
    with visit(browser, sites) as page:
        tell(page)
        press(page, "Continue")
        expect_question(page, "What is it about? (optional)")
        if way == "the page":
            page.get_by_role("link", name="Back", exact=True).click()
        else:
            page.go_back()
        expect_question(page, "What happened?")
        expect(story(page)).to_have_value(STORY)
        page.go_forward()
        expect_question(page, "What is it about? (optional)")


@pytest.mark.parametrize("way", ["the browser", "the page"])
@pytest.mark.parametrize("scripts", SCRIPTS)
def test_back_from_the_check_page_loses_nothing(
    browser: Browser, sites: Sites, scripts: bool, way: str
) -> None:
    with visit(browser, sites, scripts=scripts) as page:
        answer_everything(page, scripts=scripts)
        answers = page.evaluate(ANSWERS)
        press(page, "Check your report")
        expect(page.locator("dl")).to_contain_text(STORY)
        if way == "the page":
            press(page, "Back")
        else:
            page.go_back()
        expect(page).to_have_title("Your report")
        names = {name for name, _ in answers}
        assert len(names) == 18
        assert page.evaluate(ANSWERS) == answers


@pytest.mark.parametrize("scripts", SCRIPTS)
def test_change_opens_the_form_at_that_question(
    browser: Browser, sites: Sites, scripts: bool
) -> None:
    with visit(browser, sites, scripts=scripts) as page:
        tell(page, scripts=scripts)
        press(page, "Finish now: check and send")
        page.get_by_role("button", name="Change when and where").click()
        heading = page.get_by_role("heading", name="When and where?")
        expect(heading).to_be_in_viewport()
        expect(page.locator("section h2").filter(visible=True)).to_have_count(1 if scripts else 9)
        page.get_by_label("When did it happen?").fill("Last spring")
        page.locator("button:has-text('Check your report')").dispatch_event("click")
        expect(page.locator("dl")).to_contain_text("When: Last spring")
        expect(page.locator("dl")).to_contain_text(STORY)


@pytest.mark.parametrize("scripts", SCRIPTS)
def test_a_mistake_is_first_and_leads_to_its_field(
    browser: Browser, sites: Sites, scripts: bool
) -> None:
    with visit(browser, sites, scripts=scripts) as page:
        choose(page, "No. All of them can read it")
        go_to(page, 2 if scripts else 1)
        press(page, "Finish now: check and send")
        expect(page).to_have_title("Error: Your report")
        expect(page.locator(".error-summary")).to_be_focused()
        expect(page.get_by_text("Question 2 of 9")).to_be_visible()
        page.get_by_role("link", name="Write what happened").click()
        expect(story(page)).to_be_focused()
        story(page).fill(STORY)
        press(page, "Finish now: check and send")
        expect(page.locator("dl")).to_contain_text(STORY)


def test_a_mistake_at_another_question_opens_it(browser: Browser, sites: Sites) -> None:
    with visit(browser, sites) as page:
        go_to(page, 2)
        press(page, "Finish now: check and send")
        expect(page.get_by_text("Question 1 of 9")).to_be_visible()
        page.get_by_role("link", name="Write what happened").click()
        expect(story(page)).to_be_focused()
        page.go_back()
        expect(page.get_by_text("Question 1 of 9")).to_be_visible()


def test_a_question_that_does_not_apply_is_hidden_and_emptied(
    browser: Browser, sites: Sites
) -> None:
    with visit(browser, sites) as page:
        left_out = page.get_by_role("group", name="Who should be left out?")
        expect(left_out).to_be_hidden()
        choose(page, "Yes. Leave someone out")
        choose(page, "June Park", within="Who should be left out?")
        choose(page, "No. All of them can read it")
        expect(left_out).to_be_hidden()
        choose(page, "Yes. Leave someone out")
        expect(left_out.get_by_label("June Park")).not_to_be_checked()
        go_to(page, 9)
        worries = page.get_by_label("What happened, or what worries you?")
        choose(page, "I am worried it will happen")
        worries.fill("My desk was moved")
        choose(page, "No", within="Has anyone punished or threatened you about this?")
        expect(worries).to_be_hidden()
        expect(worries).to_have_value("")


def test_the_room_that_is_left_is_told_when_it_grows_small(browser: Browser, sites: Sites) -> None:
    with visit(browser, sites) as page:
        page.clock.install()
        page.reload()
        go_to(page, 2)
        told = page.locator("#step-what [role=status]")
        for text, says in [
            ("x" * 14_999, ""),
            ("\U0001f4a3" * 15_000, "Characters left: 5,000"),
            ("x" * 20_312, "Characters too many: 312"),
        ]:
            story(page).fill(text)
            page.clock.run_for(1_100)
            expect(told).to_have_text(says)


def test_enter_in_a_line_goes_on_and_sends_nothing(browser: Browser, sites: Sites) -> None:
    with visit(browser, sites) as page:
        go_to(page, 4)
        page.get_by_label("When did it happen?").press("Enter")
        expect_question(page, "Who was involved? (optional)")


def test_a_form_that_is_left_alone_covers_itself(browser: Browser, sites: Sites) -> None:
    with visit(browser, sites) as page:
        page.clock.install()
        page.reload()
        tell(page)
        page.clock.run_for(599_000)
        expect(story(page)).to_be_visible()
        page.clock.run_for(2_000)
        expect(story(page)).to_be_hidden()
        assert STORY not in page.locator("body").inner_text()
        expect(page.get_by_role("button", name="Show my form")).to_be_focused()
        page.keyboard.press("Enter")
        expect(story(page)).to_have_value(STORY)
        expect(story(page)).to_be_focused()


def test_files_can_be_added_and_left_again(browser: Browser, sites: Sites) -> None:
    with visit(browser, sites) as page:
        tell(page)
        press(page, "Finish now: check and send")
        press(page, "Add files")
        page.get_by_label("Choose files").set_input_files(
            {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"}
        )
        press(page, "Back, without files")
        expect(page.locator("dl")).to_contain_text(STORY)


def test_the_script_keeps_nothing_and_holds_nobody_back() -> None:
    for word in (
        "beforeunload", "localStorage", "sessionStorage", "indexedDB", "cookie", "innerHTML",
        "fetch", "XMLHttpRequest", "sendBeacon", "eval", "document.write",
    ):  # fmt: skip
        assert word not in SCRIPT
