"""The check page: who will read it, by name, and everything that will go. Nothing was sent yet."""

from collections.abc import Iterator
from itertools import chain, combinations
from operator import itemgetter
from pathlib import Path

import pytest
from flask import Flask

from config.rendering import render
from crypto.admission import Admission
from crypto.mailbox.token import Purpose, SendToken, open_token, page_digest
from crypto.manifest.people import Role
from crypto.names import PersonId
from deploy.standin.people import Seat
from intake.forms.report import ReportForm, read_report
from intake.views.check import Trouble, about_files, check_page, committee_changed, open_too_long
from tests import browser
from tests.browser import Visitor
from tests.committee import DAVID, HELEN, JUNE, MARIA, SAMUEL, THOMAS, newcomer
from tests.conftest import INTAKE
from tests.sites.intake import paper
from tests.sites.intake.answers import FULL, SHORTEST, Answers
from tests.sites.intake.opened import (
    EXTERNALS,
    LISTS,
    MEMBERS,
    seated,
    site_of,
    site_today,
    word_of,
)

READERS = (MARIA, THOMAS, JUNE, DAVID, HELEN, SAMUEL)
ALONE = "Fewer than two committee members would be left. So it goes to people from outside only."


@pytest.fixture(scope="module")
def open_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with site_today(tmp_path_factory.mktemp("open")) as app:
        yield app


@pytest.fixture
def reporter(open_site: Flask) -> Visitor:
    return Visitor(open_site.test_client(), INTAKE)


def check(reporter: Visitor, **answers: str | list[str]) -> str:
    page = reporter.fill_in("/report", **answers).text
    assert paper.title(page) == "Check your report before you send it"
    return page


def pairs_of(answers: Answers) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in answers.items()
        for value in (values if isinstance(values, list) else [values])
    ]


def filled_in(app: Flask, answers: Answers) -> ReportForm:
    form = read_report(pairs_of(answers), word_of(app), LISTS)
    form.validate()
    return form


def drawn(app: Flask, trouble: Trouble | None = None, *, files: bool = False) -> str:
    with app.test_request_context():
        form = filled_in(app, SHORTEST)
        page = render(check_page(form, "token", trouble, files=files))
    browser.check_page(page)
    return page


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({}, ", ".join([*MEMBERS, *EXTERNALS])),
        (
            {"readers": "some", "left_out": "maria-alvarez"},
            f"{', '.join([*MEMBERS[1:], *EXTERNALS])} / Left out: Maria Alvarez (chair)",
        ),
        (
            {"readers": "some", "left_out": ["june-park", "samuel-osei"]},
            (
                f"{', '.join([*MEMBERS[:2], MEMBERS[3], EXTERNALS[0]])} / "
                f"Left out: June Park, {EXTERNALS[1]}"
            ),
        ),
        (
            {"readers": "one", "first_reader": "thomas-okafor"},
            (
                f"{', '.join(['Thomas Okafor', *EXTERNALS])} / "
                "Thomas Okafor is the only committee member who can open it. "
                "They will ask you before anyone else on the committee sees it."
            ),
        ),
        (
            {
                "readers": "some",
                "left_out": [MARIA, THOMAS, JUNE, DAVID],
            },
            f"{', '.join(EXTERNALS)} / Left out: {', '.join(MEMBERS)} / {ALONE}",
        ),
        (
            {"readers": "some", "left_out": ["maria-alvarez", "thomas-okafor", "june-park"]},
            f"{', '.join(EXTERNALS)} / Left out: {', '.join([MEMBERS[0], *MEMBERS[2:]])} / {ALONE}",
        ),
    ],
)
def test_everybody_who_will_read_it_is_named_and_who_was_left_out(
    answers: Answers, says: str, reporter: Visitor
) -> None:
    assert paper.rows(check(reporter, **(SHORTEST | answers)))["Who will read it"] == says


def test_nobody_gets_a_key_who_is_not_named(open_site: Flask) -> None:
    word = word_of(open_site)
    subsets = chain.from_iterable(combinations(READERS, size) for size in range(1, 7))
    some: list[Answers] = [{"readers": "some", "left_out": list(out)} for out in subsets]
    one: list[Answers] = [{"readers": "one", "first_reader": each} for each in READERS[:4]]
    choices: list[Answers] = [*some, *one, {"readers": "all"}]
    refused = 0
    for choice in choices:
        with open_site.test_request_context():
            form = filled_in(open_site, SHORTEST | choice)
            if form.fields.errors:
                refused += 1
                continue
            page = check_page(form, "")
        decision = form.decision()
        assert isinstance(decision, Admission)
        keys = {each.raw for each in decision.keys} - {word.manifest.recovery.vault.raw}
        named = {
            each.vault.raw
            for each in word.manifest.persons
            if each.name in page.report.who.names and each.name not in page.report.who.left_out
        }
        assert keys == named
        assert not set(choice.get("left_out", [])) & set(decision.admitted)
    # Without both externals; or with one of them, and fewer than two members.
    assert refused == 16 + 2 * (1 + 4)


def test_each_step_has_its_row_and_a_way_to_change_it(reporter: Visitor) -> None:
    page = check(reporter, **FULL)
    rows = paper.rows(page)
    assert rows.pop("Who will read it").endswith(
        "Left out: Maria Alvarez (chair), Helen Grant (Lee & Grant LLP)"
    )
    assert rows == {
        "What happened": "In March we booked sales that had not shipped. <b>“Twice”</b> & again.",
        "What it is about": "Accounting or financial reports; Something else",
        "When and where": "Still happening: Yes / When: for about two years / Where: Plant 4 / "
        "About to happen soon: I am not sure",
        "Who was involved": "People involved: The regional finance head / "
        "Who else may know: The yard team",
        "How you know": "Source: I saw it or heard it myself; I saw a document or message / "
        "Could point to you: Maybe",
        "How much money": "$100,000 to $1 million",
        "Proof": "Shipping log, weeks 12 to 15",
        "How you are treated": "Punished or threatened: I am worried it will happen / "
        "What happened, or worries you: I was told to keep quiet. / "
        "Link to Northfield: I work there now / Told anyone inside: No",
    }
    form = reporter.get("/report").text
    for step in ("who", "what", "about", "when", "people", "how", "money", "proof", "treated"):
        assert f'formaction="/report/change#step-{step}"' in page
        assert f'id="step-{step}"' in form


def test_what_was_skipped_is_said_to_be_missing(reporter: Visitor) -> None:
    assert paper.rows(check(reporter, **SHORTEST))["How you know"] == "Not provided"


def test_the_page_tells_what_to_look_for_and_asks_nothing_more(reporter: Visitor) -> None:
    page = check(reporter, **SHORTEST)
    assert "Nothing has been sent yet." in page
    assert "Look for: names, email, phone, job title, small teams" in page
    assert "checkbox" not in page
    assert page.count('class="btn"') == 1


def opened_token(app: Flask, page: str) -> SendToken:
    token = open_token(
        paper.hidden(page, "token"),
        Purpose.REPORT,
        app.extensions["desk"].filing._keys.now(),  # noqa: SLF001  # what seals the tokens of reports
    )
    assert isinstance(token, SendToken)
    return token


def test_the_token_binds_what_the_page_shows(reporter: Visitor, open_site: Flask) -> None:
    page = check(reporter, **FULL)
    token = opened_token(open_site, page)
    assert token.page == page_digest(sorted(paper.would_send(page), key=itemgetter(0)))
    assert token.manifest == word_of(open_site).hash


@pytest.mark.parametrize("path", ["/report", "/report/files"])
def test_a_report_keeps_its_words_however_often_it_is_checked(
    path: str, reporter: Visitor, open_site: Flask
) -> None:
    page = check(reporter, **SHORTEST)
    first = opened_token(open_site, page)
    form = reporter.post("/report/change", **_carried(page)).text
    same = opened_token(open_site, reporter.post(path, **_carried(form)).text)
    other = {"what": "Something else"}
    changed = opened_token(open_site, reporter.post(path, **(_carried(form) | other)).text)
    assert first.passcode == same.passcode == changed.passcode
    assert first.envelope == same.envelope
    assert first.page != changed.page


def _carried(page: str) -> Answers:
    names = ("csrf_token", "token")
    carried: Answers = {name: paper.hidden(page, name) for name in names}
    return carried | dict(paper.as_form(paper.would_send(page)))


def test_files_are_chosen_on_a_page_of_their_own(reporter: Visitor) -> None:
    checked = check(reporter, **FULL)
    page = reporter.post("/report/files", **_carried(checked)).text
    assert paper.headings(page, 1) == ["Add files (optional)"]
    assert 'action="/upload/report"' in page
    assert 'enctype="multipart/form-data"' in page
    assert paper.field_names(page)[-1] == "files"
    assert paper.would_send(page) == paper.would_send(checked)
    assert "Up to 20 files, 100 MB each, 1,023 MB in all" in page
    assert "We do not remove them." in page
    assert paper.rows(page) == paper.rows(checked)
    assert "Change" not in page


def test_files_are_asked_for_only_when_the_report_is_complete(reporter: Visitor) -> None:
    token = paper.hidden(reporter.get("/report").text, "csrf_token")
    page = reporter.post("/report/files", csrf_token=token, what="x").text
    assert paper.title(page) == "Error: Your report"


def test_what_is_wrong_with_a_file_is_said_at_the_files(open_site: Flask) -> None:
    page = drawn(open_site, about_files("“scan.pdf” is empty. Choose it again"), files=True)
    assert paper.title(page) == "Error: Add files (optional)"
    assert paper.errors(page) == [("files", "“scan.pdf” is empty. Choose it again")]
    assert paper.beside(page, "files") == "“scan.pdf” is empty. Choose it again"
    assert "files" in paper.ids(page)


def test_a_page_that_was_open_too_long_says_so_first(open_site: Flask) -> None:
    page = drawn(open_site, open_too_long())
    assert paper.title(page).startswith("Error: ")
    [(_, says), (_, then)] = paper.errors(page)
    assert says == "This page was open for a long time, and this press sent nothing"
    assert then == "If you saw nine words before, we have your report. If not, send it again"


def test_who_came_and_who_left_is_named(tmp_path: Path) -> None:
    diaz = newcomer(Seat(PersonId("ana-diaz"), Role.MEMBER, "Ana Diaz"))
    with seated(tmp_path) as committee, site_of(tmp_path, committee) as app:
        stay = [each for each in committee.founded.manifest.persons if each.id != JUNE]
        committee.next_manifest([*stay, diaz.person], [diaz])
        committee.notice()
        with app.test_request_context():
            trouble = committee_changed(word_of(app), committee.genesis)
        page = drawn(app, trouble)
    assert paper.errors(page) == [
        ("", "Who can read reports has changed. Nothing was sent"),
        ("", "June Park can no longer read new reports"),
        ("", "Ana Diaz can now read new reports"),
    ]


def test_new_keys_of_the_same_people_are_said_too(tmp_path: Path) -> None:
    with seated(tmp_path) as committee, site_of(tmp_path, committee) as app:
        committee.next_manifest()
        committee.notice()
        with app.test_request_context():
            trouble = committee_changed(word_of(app), committee.genesis)
    assert trouble.says == ("The committee has renewed its keys. Nothing was sent",)
