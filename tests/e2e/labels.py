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
