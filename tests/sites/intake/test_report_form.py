"""The report form: two answers are enough, a mistake is said at its field, nothing is lost."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from markupsafe import escape

from crypto.passcode.digits import to_digits
from crypto.passcode.issuing import words
from store.clock import utc_today
from tests.browser import Visitor
from tests.committee import SAMUEL
from tests.conftest import INTAKE
from tests.sites.intake import paper
from tests.sites.intake.answers import FULL, NINE, PASSCODE, SHORTEST, Answers
from tests.sites.intake.opened import (
    EXTERNALS,
    IN_GRACE,
    LISTS,
    MEMBERS,
    TOO_OLD,
    seated,
    site_of,
    site_since,
    site_today,
)


@pytest.fixture(scope="module")
def open_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with site_today(tmp_path_factory.mktemp("open")) as app:
        yield app


@pytest.fixture
def reporter(open_site: Flask) -> Visitor:
    return Visitor(open_site.test_client(), INTAKE)


def check(reporter: Visitor, **answers: str | list[str]) -> str:
    answer = reporter.fill_in("/report", **answers)
    assert answer.status_code == 200
    return answer.text


def test_the_form_asks_these_questions_and_no_other(reporter: Visitor) -> None:
    page = reporter.get("/report").text
    assert paper.field_names(page) == [
        "csrf_token", "readers", "left_out", "first_reader", "what", "topics", "still", "when",
        "where", "soon", "who", "witnesses", "how", "points", "money", "proof", "treated",
        "treatment", "link", "told",
    ]  # fmt: skip
    assert "placeholder" not in page
    assert "required" not in page
    assert page.count('spellcheck="false"') == page.count("<textarea") == 7
    # Browsers offer again what was typed into an input, and never the text of a text area.
    assert 'type="text"' not in page


def test_nine_steps_stand_in_one_document(reporter: Visitor) -> None:
    page = reporter.get("/report").text
    assert paper.headings(page, 1) == ["Your report"]
    assert paper.headings(page, 2) == [
        "Who should read your report?",
        "What happened?",
        "What is it about? (optional)",
        "When and where? (optional)",
        "Who was involved? (optional)",
        "How do you know? (optional)",
        "How much money? (optional)",
        "What proof is there? (optional)",
        "How are you being treated? (optional)",
    ]
    assert [f"Question {number} of 9" in page for number in range(1, 10)] == [True] * 9


def test_everybody_who_can_read_is_named_before_anything_is_asked(reporter: Visitor) -> None:
    before, _, _ = reporter.get("/report").text.partition("<fieldset")
    for name in (*MEMBERS, *EXTERNALS):
        assert str(escape(name)) in before


def test_two_answers_are_enough(reporter: Visitor) -> None:
    page = check(reporter, **SHORTEST)
    assert paper.title(page) == "Check your report before you send it"
    assert paper.would_send(page) == list(SHORTEST.items())


CLOSED = "This form is closed for now"
CHANGED = "The answers to choose from have changed. Choose again"
PASTED = "Your text seems to hold your passcode. Remove it before you send"
EVERYONE = [
    "maria-alvarez",
    "thomas-okafor",
    "june-park",
    "david-reyes",
    "helen-grant",
    "samuel-osei",
]
MISTAKES: list[tuple[Answers, str, str]] = [
    ({"readers": ""}, "readers", "Choose who should read your report"),
    (
        {"readers": "some"},
        "left_out",
        "Choose at least one person to leave out, or choose “No”",
    ),
    ({"readers": "one"}, "first_reader", "Choose one person to read it first"),
    (
        {"readers": "some", "left_out": EVERYONE},
        "left_out",
        (
            "You have left everyone out. This form cannot deliver your report. "
            "See other ways to report"
        ),
    ),
    (
        {"readers": "some", "left_out": ["helen-grant", "samuel-osei"]},
        "left_out",
        (
            "You have left too many people out. At least two must be able to read your report, "
            "and one of them must be from outside"
        ),
    ),
    ({"what": " \r\n "}, "what", "Write what happened. One sentence is enough"),
    (
        {"what": "x" * 20_312},
        "what",
        (
            "Your text is too long by 312 characters. "
            "Shorten it, or send the rest as a message later"
        ),
    ),
    (
        {"treatment": "They moved my desk"},
        "treatment",
        "You wrote this, but did not answer the question above it. Answer that too",
    ),
    ({"readers": "none"}, "readers", CHANGED),
    (
        {"readers": "some", "left_out": "nobody"},
        "left_out",
        CHANGED,
    ),
    (
        {"readers": "one", "first_reader": "helen-grant"},
        "first_reader",
        CHANGED,
    ),
    ({"money": "lots"}, "money", CHANGED),
    ({"topics": ["audit", "x"]}, "topics", CHANGED),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "field", "says"), MISTAKES)
def test_a_mistake_is_said_first_and_beside_its_field(
    answers: Answers, field: str, says: str, reporter: Visitor
) -> None:
    page = check(reporter, **(SHORTEST | answers))
    assert paper.title(page) == "Error: Your report"
    assert paper.errors(page) == [(field, says)]
    assert paper.beside(page, field) == says
    assert field in paper.ids(page)
    assert page.index("autofocus") < page.index("<h1>")


@pytest.mark.parametrize("name", ["what", "when", "where", "who", "witnesses", "proof"])
def test_a_passcode_is_seen_in_every_text(name: str, reporter: Visitor) -> None:
    page = check(reporter, **(SHORTEST | {name: f"My words are {NINE}."}))
    assert paper.errors(page) == [(name, PASTED)]


def test_all_mistakes_are_said_at_once(reporter: Visitor) -> None:
    page = check(reporter, who="y" * 5_001, treated="yes", treatment=NINE)
    assert [field for field, _ in paper.errors(page)] == ["readers", "what", "who", "treatment"]


def test_an_error_keeps_everything_that_was_typed(reporter: Visitor) -> None:
    page = check(reporter, **(FULL | {"money": "lots"}))
    kept = paper.as_form(paper.would_send(page))
    expected = {
        name: value if isinstance(value, list) else [value]
        for name, value in FULL.items()
        if name != "money"
    }
    assert kept == expected


def test_changing_an_answer_finds_the_form_as_it_was(reporter: Visitor) -> None:
    checked = check(reporter, **FULL)
    again = reporter.fill_in("/report", **paper.as_form(paper.would_send(checked)))
    changed = reporter.post(
        "/report/change",
        csrf_token=paper.hidden(checked, "csrf_token"),
        token=paper.hidden(checked, "token"),
        **paper.as_form(paper.would_send(checked)),
    )
    assert again.status_code == changed.status_code == 200
    assert paper.title(changed.text) == "Your report"
    assert not paper.has_errors(changed.text)
    assert paper.would_send(changed.text) == paper.would_send(checked)
    assert paper.hidden(changed.text, "token") == paper.hidden(checked, "token")


@pytest.mark.parametrize(
    ("answers", "gone"),
    [
        ({"readers": "all", "left_out": ["june-park"]}, "left_out"),
        ({"readers": "all", "first_reader": "june-park"}, "first_reader"),
        ({"readers": "one", "first_reader": "june-park", "left_out": ["david-reyes"]}, "left_out"),
        ({"treated": "no", "treatment": "canary"}, "treatment"),
    ],
)
def test_what_was_not_asked_is_not_sent(answers: Answers, gone: str, reporter: Visitor) -> None:
    page = check(reporter, **(SHORTEST | answers))
    assert paper.title(page) == "Check your report before you send it"
    assert gone not in dict(paper.would_send(page))
    assert "canary" not in page


@pytest.mark.parametrize("over", [0, 1])
def test_characters_are_counted_as_people_count_them(over: int, reporter: Visitor) -> None:
    text = "a\r\n𝄞字" * 5_000 + "x" * over
    page = check(reporter, **(SHORTEST | {"what": text}))
    if over:
        assert "too long by 1 character." in paper.beside(page, "what")
    else:
        assert dict(paper.would_send(page))["what"] == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "pasted",
    [
        NINE.upper(),
        NINE.replace(" ", "\r\n"),
        " ".join(f"{number}. {word[:4]}" for number, word in enumerate(NINE.split(), 1)),
        " ".join(words(PASSCODE, LISTS[1])),
        f"call me back with {to_digits(PASSCODE)} please",
    ],
)
def test_a_pasted_passcode_is_seen_however_it_is_written(pasted: str, reporter: Visitor) -> None:
    page = check(reporter, **(SHORTEST | {"what": f"See below. {pasted} That is all."}))
    assert "seems to hold your passcode" in paper.beside(page, "what")


@pytest.mark.parametrize(
    "text",
    [
        " ".join(LISTS[0].words[:400]),
        " ".join(NINE.split()[:8]),
        f"{to_digits(PASSCODE)}4",
        "1200 1300 1400 1500 1600 1700 1800 1900 2000",
    ],
)
def test_other_words_and_numbers_are_no_passcode(text: str, reporter: Visitor) -> None:
    assert not paper.has_errors(check(reporter, **(SHORTEST | {"what": text})))


def test_the_reply_to_a_report_that_cannot_be_delivered_names_other_ways(
    reporter: Visitor,
) -> None:
    assert 'href="/other-ways"' in reporter.get("/report").text


@pytest.mark.parametrize("path", ["/report/change", "/report/files"])
def test_an_address_without_its_form_leads_back_to_one(path: str, reporter: Visitor) -> None:
    answer = reporter.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/report")


def test_no_form_stands_without_a_committee_in_time(tmp_path: Path) -> None:
    with site_since(tmp_path, TOO_OLD) as app:
        page = Visitor(app.test_client(), INTAKE).get("/report").text
    assert paper.headings(page, 1) == [CLOSED]
    assert "<textarea" not in page


def test_no_form_stands_when_nobody_could_be_given_a_key(tmp_path: Path) -> None:
    with seated(tmp_path, days_ago=IN_GRACE) as committee:
        stay = [each for each in committee.founded.manifest.persons if each.id != SAMUEL]
        since = utc_today() - timedelta(days=IN_GRACE)
        committee.next_manifest(stay, issued=since)
        with site_of(tmp_path, committee) as app:
            page = Visitor(app.test_client(), INTAKE).get("/report").text
    assert paper.headings(page, 1) == [CLOSED]


def test_a_form_that_closes_loses_nothing(tmp_path: Path) -> None:
    now, later = tmp_path / "now", tmp_path / "later"
    now.mkdir()
    later.mkdir()
    with site_today(now) as app, site_since(later, TOO_OLD) as closed:
        reporter = Visitor(app.test_client(), INTAKE)
        token = paper.hidden(reporter.get("/report").text, "csrf_token")
        app.extensions["desk"] = closed.extensions["desk"]
        page = reporter.post("/report", csrf_token=token, **FULL).text
    assert paper.headings(page, 1) == [CLOSED]
    assert paper.as_form(paper.would_send(page))["who"] == [FULL["who"]]
