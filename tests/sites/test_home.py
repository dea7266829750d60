"""The first page of each site, before there is a committee."""

from tests.browser import Visitor


def test_without_keys_there_is_no_form_and_the_page_says_what_else_one_can_do(
    reporter: Visitor,
) -> None:
    page = reporter.get("/").text
    assert "<h1>This form is not open yet</h1>" in page
    assert "<form" not in page
    assert 'href="/other-ways"' in page


def test_the_other_ways_are_those_of_the_settings(reporter: Visitor) -> None:
    page = reporter.get("/other-ways").text
    assert "PO Box 100, Springfield" in page
    assert "Call 1-800-555-0100." in page
    for unsigned in ("day or night", "outside Northfield answers", "a committee member, or"):
        assert unsigned not in page
    # One tap on such a link would leave a call record.
    assert "tel:" not in page


def test_the_tab_never_names_the_company(reporter: Visitor) -> None:
    for path in ("/", "/other-ways", "/rights", "/keys", "/nowhere"):
        page = reporter.get(path).text
        assert "Northfield" not in page.partition("<title>")[2].partition("</title>")[0]


def test_the_committees_door_is_closed_until_there_are_keys(member: Visitor) -> None:
    page = member.get("/").text
    assert "The committee is not set up yet" in page
    assert "Northfield" not in page
    assert "<form" not in page
