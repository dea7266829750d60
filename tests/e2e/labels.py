"""Walk through the pages on which something gets a label, and see what each misses."""

from playwright.sync_api import expect

from tests.e2e.committee import Device


def is_asked_why_a_note_is_labelled(used: Device, case: str) -> None:
    used.go(f"{case}/privileged")
    page = used.page
    page.get_by_label("For legal advice about").fill("a hold notice")
    page.get_by_label("Privileged note", exact=True).fill("Counsel says to keep the drive.")
    used.press("Save privileged note")
    with page.expect_navigation():
        page.get_by_role("link", name="Label this note").first.click()
    page.locator("#label").select_option("Attorney work product")
    used.press("Save the label")
    expect(page.get_by_role("alert")).to_contain_text("Name the lawyer.")
    expect(page.get_by_role("alert")).to_contain_text("Say why.")


def a_file_is_labelled(used: Device, case: str) -> None:
    """And the reporter's is not."""
    used.go(f"{case}/files/1/label")
    expect(used.page.locator("main")).to_contain_text("What the reporter sent has no label.")
    used.go(f"{case}/files/2/label")
    page = used.page
    page.locator("#label").select_option("Privileged: attorney and client")
    page.locator("#material").select_option("Advice")
    page.get_by_label("Which lawyer?").fill("Ann Lee")
    page.get_by_text("The committee’s counsel", exact=True).last.click()
    page.get_by_text("The committee", exact=True).click()
    for part, value in (("Month", "3"), ("Day", "2"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("For legal advice about").fill("interviews")
    page.get_by_label("Why?").fill("Counsel asked for it.")
    used.press("Save the label")
    expect(page.locator("#file-2")).to_contain_text("A label does not make it privileged.")


LABELLING = (a_file_is_labelled, is_asked_why_a_note_is_labelled)
