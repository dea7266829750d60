"""What the pages say of the committee is what the committee signed, and no more."""

import re

import pytest

from crypto.manifest.chain import Trusted, verify_chain
from crypto.manifest.fingerprint import fingerprint
from crypto.manifest.signed import SignedManifest, read_signed
from tests.browser import Visitor, links_of
from tests.sites.intake.conftest import Found
from tests.sites.intake.founded import PROMISE, Founded, State
from tests.unit.crypto.committees import hash_of

CLOSED_BY_AGE = State(notice_age=40)
GRACE = State(notice_age=9)
TELLING = ("/other-ways", "/rights", "/keys", "/accessibility", "/status-help")
TO_THE_FORM = ("/", "/before", "/work-device")


def heading_of(page: str) -> str:
    return page.partition("<h1>")[2].partition("</h1>")[0]


def words_of(page: str) -> str:
    """Return the page's text in one line, as somebody hears it."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


def test_home_names_who_will_read_it_the_chair_first(open_site: Founded) -> None:
    page = open_site.visitor.get("/").text
    named = re.findall(r"<li>([A-Z][a-z]+ [A-Z][a-z]+[^<]*)</li>", page)
    assert named[:3] == ["Maria Alvarez (chair)", "Thomas Okafor", "June Park"]
    assert "Helen Grant (Lee &amp; Grant LLP)" in named
    assert "Ines Costa" not in page  # a guest gets no new report


def test_home_leads_to_the_advice_first_and_back_to_a_report(open_site: Founded) -> None:
    page = open_site.visitor.get("/").text
    assert re.search(r'class="btn" href="/before">Start a report', page)
    assert re.search(r'href="/return">Go back to a report you sent', page)


def test_home_loads_no_script_but_the_way_out(open_site: Founded) -> None:
    scripts = re.findall(r"<script\s+src=\"([^\"]+)\"", open_site.visitor.get("/").text)
    assert scripts == ["/static/intake/leave.js"]


def test_the_promise_and_the_figures_are_the_words_that_were_signed(open_site: Founded) -> None:
    home = words_of(open_site.visitor.get("/").text)
    assert f"The committee’s goal: {PROMISE}." in home
    assert "In the last 12 months the committee closed at least 11 reports." in home
    assert "It took action on 6." in home
    assert "a first reply was 2 working days." in home
    assert PROMISE in open_site.visitor.get("/status-help").text


def test_what_nobody_signed_is_not_said(founding: Found) -> None:
    site = founding(State(figures=False))
    assert "past reports" not in site.visitor.get("/").text


def test_a_promise_that_cannot_be_kept_is_not_shown(founding: Found) -> None:
    site = founding(GRACE)
    for path in ("/", "/status-help"):
        assert "committee’s goal" not in words_of(site.visitor.get(path).text)


def test_when_the_keys_run_out_home_says_that_only_outsiders_can_read(founding: Found) -> None:
    home = words_of(founding(GRACE).visitor.get("/").text)
    assert "Right now only these people can open a new report." in home
    assert "Helen Grant" in home
    assert "Maria Alvarez" not in home
    assert "Start a report" in home


@pytest.mark.parametrize("path", TO_THE_FORM)
def test_with_stale_keys_no_page_leads_to_the_form(path: str, founding: Found) -> None:
    page = founding(CLOSED_BY_AGE).visitor.get(path).text
    assert heading_of(page) == "This form is closed for now"
    assert "/report" not in page
    assert 'href="/return"' in page
    assert 'href="/other-ways"' in page
    assert "www.sec.gov/tcr" in page


@pytest.mark.parametrize("path", TO_THE_FORM)
def test_with_another_committees_keys_no_page_leads_to_the_form(path: str, founding: Found) -> None:
    page = founding(CHARTERLINE_GENESIS="1" * 64).visitor.get(path).text
    assert heading_of(page) == "This form is closed for now"
    assert "We cannot be sure whose keys we have." in page
    assert "/report" not in page
    assert "/return" not in page  # it could not open anything


@pytest.mark.parametrize("path", TO_THE_FORM)
def test_before_there_is_a_committee_there_is_no_way_back_either(
    path: str, reporter: Visitor
) -> None:
    page = reporter.get(path).text
    assert heading_of(page) == "This form is not open yet"
    assert "/report" not in page
    assert "/return" not in page


@pytest.mark.parametrize("path", TELLING)
def test_help_is_there_in_every_state(path: str, founding: Found, reporter: Visitor) -> None:
    assert reporter.get(path).status_code == 200
    assert founding(CLOSED_BY_AGE).visitor.get(path).status_code == 200


def test_every_page_ends_with_the_same_five_links_in_the_same_order(open_site: Founded) -> None:
    for path in (*TO_THE_FORM, *TELLING, "/nowhere"):
        foot = open_site.visitor.get(path).text.partition("<footer")[2]
        assert re.findall(r'<li><a href="([^"]+)"', foot) == list(TELLING), path


def test_a_page_that_is_not_there_leads_back_to_a_report(open_site: Founded) -> None:
    assert 'href="/return"' in open_site.visitor.get("/nowhere").text


def test_the_work_device_page_gives_the_address_to_write_down(open_site: Founded) -> None:
    page = open_site.visitor.get("/work-device").text
    assert "report.example.com" in page
    assert 'href="/leave"' in page


def test_the_onion_address_is_named_only_when_there_is_one(founding: Found) -> None:
    onion = f"http://{'a2' * 28}.onion"
    assert ".onion" not in founding().visitor.get("/keys").text
    site = founding(CHARTERLINE_ONION=onion)
    assert onion in site.visitor.get("/keys").text
    assert 'href="/keys"' in site.visitor.get("/before").text.partition("<footer")[0]


def test_the_fingerprint_is_of_the_first_list_for_ever(founding: Found) -> None:
    for state in (State(), State(is_changing=True), CLOSED_BY_AGE):
        site = founding(state)
        groups = re.findall(r"<code>([0-9A-Z]{5})</code>", site.visitor.get("/keys").text)
        assert " ".join(groups) == fingerprint(hash_of(site.manifest))


def test_the_keys_page_names_everybody_with_a_key_and_what_it_opens(open_site: Founded) -> None:
    page = words_of(open_site.visitor.get("/keys").text)
    for person in open_site.manifest.persons:
        assert person.name in page
    assert "Ines Costa (Müller Partner) A guest." in page


def test_a_change_that_waits_is_shown_to_all_with_its_day(founding: Found) -> None:
    site = founding(State(is_changing=True))
    page = words_of(site.visitor.get("/keys").text)
    assert "A change that does not count yet" in page
    assert "Noor Bakker" in page
    home = words_of(site.visitor.get("/").text)
    assert "A change of these people has been signed" in home
    assert "Noor Bakker" not in home


def test_what_was_not_told_is_said_plainly(founding: Found) -> None:
    page = words_of(founding().visitor.get("/keys").text)
    assert "has not said yet where you can read the source code" in page
    told = founding(
        CHARTERLINE_SOURCE="https://git.example.com/charterline",
        CHARTERLINE_SECURITY_TEST="May 2026: two small faults, both mended",
        CHARTERLINE_FINGERPRINT_PLACES="the proxy statement",
    )
    page = words_of(told.visitor.get("/keys").text)
    assert "https://git.example.com/charterline" in page
    assert "two small faults" in page
    assert "You can find the same letters and numbers here: the proxy statement." in page


def test_everybody_gets_the_same_lists_and_can_verify_them(founding: Found) -> None:
    site = founding(State(is_changing=True))
    answers = [site.app.test_client().get("/keys/manifests.bin", base_url=site.visitor.address)]
    answers.append(site.visitor.get("/keys/manifests.bin"))
    assert answers[0].data == answers[1].data
    assert "Set-Cookie" not in answers[0].headers
    chain = verify_chain(Trusted(hash_of(site.manifest)), lists_in(answers[0].data))
    assert chain.links[0].manifest == site.manifest
    assert chain.newest.manifest.version == 2


def test_there_is_nothing_to_download_before_there_is_a_committee(reporter: Visitor) -> None:
    assert reporter.get("/keys/manifests.bin").status_code == 404


def test_rights_say_who_approved_the_words_and_when(open_site: Founded) -> None:
    page = open_site.visitor.get("/rights").text
    assert "Approved by Helen Grant, Lee &amp; Grant LLP, November 2, 2026." in page
    assert "<strong>180 days</strong>" in page
    assert "Northfield may not punish you" in page
    assert "draft" not in page


def test_a_draft_of_the_law_says_that_it_is_one(founding: Found) -> None:
    page = founding(CHARTERLINE_LAW="none").visitor.get("/rights").text
    assert "This is a draft." in page
    assert "Approved by" not in page


def lists_in(raw: bytes) -> list[SignedManifest]:
    found = []
    while raw:
        end = 4 + int.from_bytes(raw[:4])
        found.append(read_signed(raw[4:end]))
        raw = raw[end:]
    return found


@pytest.mark.parametrize("path", [*TO_THE_FORM, *TELLING, "/report", "/nowhere"])
def test_a_page_with_all_that_it_loads_weighs_60_kilobytes_at_most(
    path: str, open_site: Founded
) -> None:
    page = open_site.visitor.get(path)
    loaded = {link for link in links_of(page.text) if link.startswith("/static/")}
    assert "/static/intake/leave.js" in loaded
    weight = len(page.data) + sum(weight_of(open_site, each) for each in loaded)
    assert weight <= 61_440


def weight_of(site: Founded, path: str) -> int:
    answer = site.visitor.get(path)
    try:
        return len(answer.data)
    finally:
        answer.close()
