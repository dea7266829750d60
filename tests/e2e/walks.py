"""Ways through a case that show a page nobody is led to at once: what is missing, what is asked."""

from playwright.sync_api import FilePayload, expect

from tests.e2e.axe import faults
from tests.e2e.committee import Device
from tests.e2e.labels import LABELLING
from tests.e2e.sight import Sight

FINGER = 44


def is_fit(used: Device) -> None:
    sight = Sight(used.page)
    assert faults(used.page) == [], used.title()
    assert sight.pixels_too_wide() == 0, used.title()
    assert sight.smaller_than(FINGER) == [], used.title()


def is_asked_why_a_note_moves(used: Device, case: str) -> None:
    used.go(f"{case}/notes")
    used.page.get_by_label("Committee note").last.fill("Counsel says to keep the drive.")
    used.press("Save committee note")
    with used.page.expect_navigation():
        used.page.get_by_role("link", name="Move this note").first.click()
    used.press("Move it here")
    expect(used.page.get_by_role("alert")).to_contain_text("Say why it is moved.")


def adds_a_file(used: Device, case: str) -> None:
    """First without its file, so that the page with what is missing is looked at too."""
    used.go(f"{case}/files")
    page = used.page
    page.get_by_label("What is it?").fill("Notes of an interview")
    page.get_by_label("From whom did it come?").fill("Priya Shah, payables")
    for part, value in (("Month", "3"), ("Day", "2"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_text("As it came").last.click()
    used.press("Add file")
    expect(page.locator("main")).to_contain_text("Choose the file.")
    is_fit(used)
    interview = FilePayload(name="interview.txt", mimeType="text/plain", buffer=b"She saw it.")
    page.get_by_label("The file").set_input_files(interview)
    used.press("Add file")
    expect(page.get_by_role("heading", name="File 2: interview.txt")).to_be_visible()


def is_asked_before_a_finding(used: Device, case: str) -> None:
    """Go back once from the page that asks: what was chosen and typed is still there."""
    used.go(f"{case}/outcome")
    page = used.page
    page.get_by_text("Add what is alleged").click()
    page.get_by_label("What is alleged?").select_option(index=1)
    used.press("Add")
    page.get_by_text("Write the finding").first.click()
    page.get_by_label("What was found?").first.select_option("Confirmed")
    page.get_by_label("On what basis?").first.fill("Two ledgers show it.")
    used.press("Save the finding")
    expect(page.locator("main")).to_contain_text("The reporter is not told by this.")
    is_fit(used)
    used.press("Go back, change nothing")
    expect(page.get_by_label("On what basis?").first).to_have_value("Two ledgers show it.")
    used.press("Save the finding")


def looks_a_reply_over(used: Device, case: str) -> None:
    used.go(f"{case}/conversation")
    used.page.get_by_label("Your reply").fill("Thank you. What is your name?")
    used.press("Look it over")


WALKS = (
    looks_a_reply_over,
    adds_a_file,
    is_asked_why_a_note_moves,
    is_asked_before_a_finding,
    *LABELLING,
)
