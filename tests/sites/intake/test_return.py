"""Going back to a report: every imperfect copy, and nothing that tells an attacker anything."""

import re
import shutil
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest
from flask import Flask, template_rendered
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Template
from sqlalchemy import update

from crypto.passcode.digits import to_digits
from crypto.passcode.issuing import Passcode, issue
from store.lasting.lifetimes import Life, Lifetimes, mailbox_weeks
from tests.committee import Committee
from tests.conftest import INTAKE
from tests.sites.intake.comers import (
    Comer,
    comer,
    desk_of,
    hidden_fields,
    moved_in,
    nine_words,
    reported,
)
from tests.unit.crypto.passcode_fixtures import passcodes, written

__all__ = ["comer"]  # the fixture

OPENED = "Messages about your report"
UNKNOWN = "We could not open a report with this passcode."
CHANGING = re.compile(r'(name="(csrf_token|token)"\s+value=")[^"]+')


def stands_in(sentence: str, html: str) -> bool:
    return escape(sentence, quote=False) in re.sub(r"\s+", " ", html)


def test_nine_words_open_the_messages(comer: Comer) -> None:
    page = comer.come_back().text
    assert OPENED in page
    assert "Status: sent." in page
    assert "No one has written to you yet." in page


def test_every_way_of_writing_nine_words_opens(open_intake: Flask) -> None:
    client = open_intake.test_client()
    hidden = hidden_fields(client.get("/return", base_url=INTAKE).text, "/return")
    refused = []
    for each in written():
        moved_in(open_intake, Passcode(tuple(each["indices"])))
        answer = client.post("/return", base_url=INTAKE, data={**hidden, "words": each["text"]})
        if OPENED not in answer.text:
            refused.append(each)
    assert refused == []


def test_digits_open_the_same_mailbox_as_words(open_intake: Flask, committee: Committee) -> None:
    comer = reported(open_intake, committee)
    passcode = issue()
    moved_in(open_intake, passcode)
    assert OPENED in comer.come_back(to_digits(passcode)).text


def test_words_of_a_mailbox_whose_time_is_over_are_unknown_words(
    open_intake: Flask, committee: Committee
) -> None:
    comer = reported(open_intake, committee)
    assert OPENED in comer.come_back().text
    never = comer.come_back(nine_words(open_intake, issue())).text
    dropbox, today = desk_of(open_intake).dropbox, desk_of(open_intake).today()
    with dropbox.transaction() as tx:
        Lifetimes(tx).sweep(today)
        tx.execute(update(mailbox_weeks).values(week=today - timedelta(days=3_000)))
        Lifetimes(tx).keep([], Life(today, 24), today)
        Lifetimes(tx).sweep(today)
    gone = comer.come_back()
    assert UNKNOWN in gone.text
    assert stands_in("as long as we work on a report, and for 24 months after that", gone.text)
    assert len(gone.text) == len(never)


WRONG = {
    "": "Enter the nine words you saved",
    "lamp": "You typed 1 word. A passcode has nine. Some words may be missing",
    "express year gorge yak disco volley below chipper": (
        "You typed 8 words. A passcode has nine. One word may be missing"
    ),
    "gorge yak disco volley below chipper gorge yak disco keen lamp": (
        "You typed 11 words. A passcode has nine. Take out what does not belong"
    ),
    "1234 5678": "You typed 8 digits. A passcode in digits has 29",
    "1" * 29: "These digits do not fit together. Compare each one with your copy",
    "x" * 5_000: "That is too long for a passcode. Enter only your nine words",
    "xyzzyx qqqqqqq gorge yak disco volley below chipper keen": (
        "“qqqqqqq” is not one of our words"
    ),
}


@pytest.mark.parametrize(("typed", "says"), WRONG.items(), ids=lambda text: text[:20])
def test_what_cannot_be_a_passcode_is_said_before_anything_is_looked_up(
    comer: Comer, typed: str, says: str
) -> None:
    answer = comer.come_back(typed or " ")
    assert stands_in(says, answer.text)
    assert "<title>Error: Go back to a report you sent" in answer.text
    assert '<a href="#words">' in answer.text
    assert escape(typed[:4_000]) in answer.text
    assert "Set-Cookie" not in answer.headers


def test_words_that_do_not_fit_are_not_looked_up(comer: Comer) -> None:
    first, *rest = comer.words.split()
    other = "gorge" if first != "gorge" else "yak"
    page = comer.come_back(" ".join([other, *rest])).text
    assert OPENED not in page
    assert UNKNOWN not in page


def test_two_swapped_words_are_offered_in_their_order_and_one_press_opens(comer: Comer) -> None:
    nine = comer.words.split()
    swapped = [nine[1], nine[0], *nine[2:]]
    offer = comer.come_back(" ".join(swapped))
    button = re.search(r'name="use"\s+value="([^"]+)"', offer.text)
    assert button is not None
    assert button[1] == comer.words
    assert " ".join(swapped) in offer.text
    assert OPENED in comer.send(offer, "/return", words=" ".join(swapped), use=button[1]).text


def test_a_word_that_was_read_otherwise_is_named(comer: Comer) -> None:
    nine = comer.words.split()
    at, word = next((at, word) for at, word in enumerate(nine) if len(word) > 5)
    slip = word[:2] + "q" + word[3:]
    page = comer.come_back(" ".join([*nine[:at], slip, *nine[at + 1 :]])).text
    assert OPENED in page
    assert f"We read “{slip}” as “{word}”." in page


def test_an_unknown_passcode_says_what_may_be_and_keeps_the_words(comer: Comer) -> None:
    typed = nine_words(comer.app, issue())
    page = comer.come_back(typed).text
    assert UNKNOWN in page
    assert typed in page
    assert "<title>Error:" in page


def test_a_text_around_the_words_does_not_swell_the_page(comer: Comer) -> None:
    words = nine_words(comer.app, issue())
    padded = words.replace(" ", "&&&&" * 60 + " ")
    known = comer.come_back(comer.words.replace(" ", "&&&&" * 60 + " "))
    unknown = comer.come_back(padded)
    assert OPENED in known.text
    assert UNKNOWN in unknown.text
    assert words in unknown.text
    assert "&amp;&amp;" not in unknown.text
    assert len(known.data) == len(unknown.data)


def told_from_outside(comer: Comer, typed: str) -> tuple[object, ...]:
    """Return all that a wiretap sees of a return: status, headers, lengths."""
    answer = comer.elsewhere().come_back(typed)
    headers = [
        (name, re.sub(r"(?<=[=])[\w-]{480}", "sealed", value)) for name, value in answer.headers
    ]
    lengths = [len(value) for name, value in answer.headers if name == "Set-Cookie"]
    return answer.status_code, headers, lengths, len(answer.data)


def test_unknown_new_answered_and_full_mailboxes_look_alike(comer: Comer) -> None:
    unknown = told_from_outside(comer, nine_words(comer.app, issue()))
    assert told_from_outside(comer, comer.words) == unknown
    case = comer.committee.only_case()
    case = comer.committee.answer(case, "Which quarter was this?")
    assert told_from_outside(comer, comer.words) == unknown
    for _ in range(3):
        case = comer.committee.answer(case, "<&'\"" * 4_500)
    assert told_from_outside(comer, comer.words) == unknown


def test_a_return_draws_the_inside_of_both_pages_whatever_it_finds(comer: Comer) -> None:
    drawn: list[str] = []

    def note(_sender: Flask, template: Template, **_more: object) -> None:
        drawn.append(str(template.name))

    seen = []
    for typed in (comer.words, nine_words(comer.app, issue())):
        page = comer.visitor.get("/return").text
        with template_rendered.connected_to(note, comer.app):
            comer.send(page, "/return", words=typed)
        seen.append(drawn.copy())
        drawn.clear()
    assert seen == [
        ["mailbox/return_inside.html", "mailbox/messages.html"],
        ["mailbox/messages_inside.html", "mailbox/return.html"],
    ]


def test_the_words_are_in_no_address_title_header_or_file(comer: Comer, tmp_path: Path) -> None:
    answer = comer.come_back()
    comer.send(answer, "/messages", message="The third quarter.")
    assert answer.request.query_string == b""
    title = answer.text.partition("<title>")[2].partition("</title>")[0]
    words = [word for word in comer.words.split() if len(word) > 4]
    places = [title, str(answer.headers), answer.text]
    places += [path.read_bytes().decode("latin-1") for path in tmp_path.iterdir()]
    for place in places:
        assert comer.words not in place
        assert comer.words.replace(" ", "") not in place
        assert sum(word in place for word in words) < 2


def test_without_a_committee_nothing_can_be_opened_and_the_page_says_so(
    intake: Flask, empty_dropbox: Path, tmp_path: Path
) -> None:
    shutil.copy(empty_dropbox, tmp_path / "dropbox.sqlite")
    client = intake.test_client()
    page = client.get("/return", base_url=INTAKE).text
    assert "We cannot open reports right now" in page
    assert "<form" not in page


def test_too_many_tries_are_asked_to_wait_and_lose_nothing(comer: Comer) -> None:
    gates = desk_of(comer.app).gates
    page = comer.visitor.get("/return")
    with gates.derivation(), gates.derivation():
        for _ in range(240):
            gates.coming_back()
        answer = comer.send(page, "/return", words=comer.words)
    assert answer.status_code == 429
    assert "Nothing is lost" in answer.text
    assert comer.words in answer.text


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60), passcode=passcodes)
def test_whatever_stands_in_the_box_gets_a_page_and_never_a_fault(
    comer: Comer, typed: str, passcode: Passcode
) -> None:
    for text in (typed, f"{typed} {nine_words(comer.app, passcode)}"):
        assert comer.come_back(text or " ").status_code == 200
