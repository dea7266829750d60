"""Fill in the report form as a person does, question by question or down the long page."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.sight import PHONE
from tests.running import Sites

STORY = "In March we booked sales that had not shipped."
ANSWERS = """() => [...new FormData(document.querySelector('form.steps'))]
  .filter(([name, value]) => value && !['csrf_token', 'token'].includes(name))"""


@contextmanager
def visit(browser: Browser, sites: Sites, *, scripts: bool = True) -> Iterator[Page]:
    """Open the form under the site's own policy; a complaint of the browser is a failure."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{sites.intake}/report")
    yield page
    context.close()
    assert complaints == []


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).filter(visible=True).click()


def choose(page: Page, name: str, within: str = "") -> None:
    place: Page | Locator = page.get_by_role("group", name=within) if within else page
    place.get_by_label(name, exact=True).filter(visible=True).check()


def story(page: Page) -> Locator:
    return page.get_by_label("Tell us in your own words")


def question(page: Page) -> str:
    return _asked(page).inner_text()


def expect_question(page: Page, words: str) -> None:
    """Wait until this question is asked; a step back is no step of the page's own."""
    expect(_asked(page)).to_have_text(words)


def _asked(page: Page) -> Locator:
    return page.locator("section h2").filter(visible=True)


def tell(page: Page, *, scripts: bool = True) -> None:
    """Answer the two questions that need an answer."""
    choose(page, "No. All of them can read it")
    if scripts:
        press(page, "Continue")
    story(page).fill(STORY)


def go_to(page: Page, number: int) -> None:
    for _ in range(number - 1):
        press(page, "Continue")


def answer_everything(page: Page, *, scripts: bool) -> None:
    """Tick a box of every question that applies, and write into every box for text."""
    choose(page, "Yes. Leave someone out")
    for number, step in enumerate(page.locator("form.steps > section").all(), 1):
        answer_step(step)
        if scripts and number < 9:
            press(page, "Continue")


def answer_step(step: Locator) -> None:
    for group in step.locator("fieldset:not(:has([name=readers], [name=first_reader]))").all():
        if group.is_visible():
            group.locator("input").last.check()
    for box in step.locator("textarea").filter(visible=True).all():
        box.fill(STORY)
