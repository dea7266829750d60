"""A case is taken out in four steps, with nothing that was not chosen, and never in silence."""

import csv
import re
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from io import StringIO
from pathlib import Path
from subprocess import run

import pytest

from crypto.export.packing import read_packing_list
from crypto.message.said import Answer
from deploy.standin.committee import Committee as Founded
from store.database import Which
from tests.browser import Visitor
from tests.cases import done, hidden_in, name_of, only_case, press, reply
from tests.channel import JUNE, MARIA, THOMAS, Channel, channel_at
from tests.exports import (
    OPEN,
    bundle_of,
    carried,
    confirmed,
    pages_of,
    stepped,
    taken,
    text_of,
)

STORY = Answer("what", "Robert Kessler keeps the rebates in a file called the cushion.")
POINTS = Answer("points", "yes")
LEDGER = b"PK\x03\x04" + b"ledger" * 40_000


@pytest.fixture(scope="module")
def room(
    tmp_path_factory: pytest.TempPathFactory,
    empty_dropbox: Path,
    empty_casework: Path,
    founded_today: Founded,
) -> Iterator[Channel]:
    """One channel for all of this page: each test takes copies of its own."""
    empty = {Which.DROPBOX: empty_dropbox, Which.CASEWORK: empty_casework}
    with channel_at(tmp_path_factory.mktemp("export"), empty, founded_today) as channel:
        yield channel


@pytest.fixture(scope="module")
def case(room: Channel) -> str:
    """A case with something in each part of it."""
    sent = room.report(STORY, POINTS, files={"ledger.xlsx": LEDGER, "Kessler memo.txt": b"memo"})
    maria, thomas = room.sign_in(MARIA), room.sign_in(THOMAS)
    case = only_case(maria)
    reply(maria, case, "Thank you. Which quarter was it?")
    done(press(thomas, f"{case}/notes", note="Kessler may know. Thomas speaks with June Park."))
    done(press(thomas, f"{case}/privileged", about="a hold notice", advice="Keep the drive."))
    sent.add(Answer("message", "It was the second quarter."))
    room.collect()
    return case


@pytest.fixture(scope="module")
def maria(room: Channel, case: str) -> Visitor:
    maria = room.sign_in(MARIA)
    for _ in range(60):  # each look at the list opens for half a second
        if "second quarter" in maria.get(f"{case}/conversation").text:
            return maria
        assert only_case(maria) == case
    raise AssertionError(case)


def copies_of(visitor: Visitor, case: str) -> int:
    return len(re.findall(r"<strong>[^<]*took copy \d+ out", visitor.get(f"{case}/timeline").text))


def test_what_was_chosen_goes_and_can_be_checked_file_by_file(maria: Visitor, case: str) -> None:
    bundle = bundle_of(taken(maria, case, originals=["1", "2"]))
    listed = read_packing_list(bundle.read("manifest.txt"))
    assert {each.name: each.sha256 for each in listed.files} == {
        name: sha256(bundle.read(name)).digest()
        for name in bundle.namelist()
        if name != "manifest.txt"
    }
    assert bundle.read("files/001 ledger.xlsx") == LEDGER
    assert bundle.read("files/002 [Person 1] memo.txt") == b"memo"
    assert (listed.receiver, listed.signer) == ("Dana Whitfield, Whitfield & Sons", MARIA)
    number = copies_of(maria, case)
    assert [(each.case, each.number) for each in listed.copies] == [(name_of(maria, case), number)]


def test_the_paper_says_what_was_chosen_in_the_words_that_the_page_showed(
    maria: Visitor, case: str
) -> None:
    page = stepped(maria, case)
    paper = " ".join(text_of(bundle_of(confirmed(maria, case, page)).read("case.pdf")).split())
    for said in (
        "[Person 1] keeps the rebates in a file called the cushion.",
        "Thank you. Which quarter was it?",
        "It was the second quarter.",
        "[Person 1] may know. Member",
        sha256(LEDGER).hexdigest(),
    ):
        assert said in paper, said
        assert said in page.text


def test_nobody_is_named_and_nothing_is_said_of_the_reporter(maria: Visitor, case: str) -> None:
    bundle = bundle_of(taken(maria, case))
    paper = text_of(bundle.read("case.pdf")) + bundle.read("case.txt").decode()
    log = bundle.read("privilege-log.csv").decode("utf-8-sig")
    for name in ("Robert", "Kessler", "Maria", "Alvarez", "Thomas", "Okafor", "June", "Park"):
        assert name not in paper, name
        assert name not in log, name
    assert "Could point to you" not in paper
    assert "Very few people know this" not in paper
    assert case.removeprefix("/reports/") not in paper


def test_their_own_words_stay_here_unless_somebody_lets_them_go(maria: Visitor, case: str) -> None:
    summary = "Somebody is said to keep rebates off the books."
    bundle = bundle_of(taken(maria, case, wording="summary", summary=summary))
    paper = text_of(bundle.read("case.pdf"))
    assert summary in paper
    assert "cushion" not in paper
    assert "second quarter" not in paper
    whole = text_of(bundle_of(taken(maria, case, wording="all")).read("case.pdf"))
    assert "Very few people know this" in whole


def test_a_privileged_note_is_withheld_and_listed(maria: Visitor, case: str) -> None:
    bundle = bundle_of(taken(maria, case, naming="1"))
    paper = text_of(bundle.read("case.pdf"))
    rows = list(csv.reader(StringIO(bundle.read("privilege-log.csv").decode("utf-8-sig"))))
    assert "Keep the drive." not in str([bundle.read(name) for name in bundle.namelist()])
    assert "Keep the drive." not in paper
    assert "a hold notice" in paper
    [head, line] = rows
    assert head[0] == "No."
    assert line[2:5] == ["Thomas Okafor", "Note", "a hold notice"]


def test_each_page_of_the_paper_says_whose_copy_it_is(maria: Visitor, case: str) -> None:
    summary = "A line.\n" * 120
    answer = taken(maria, case, wording="summary", summary=summary, form="pdf")
    assert answer.mimetype == "application/pdf"
    pages = pages_of(answer.data)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert re.search("Confidential. Copy \\d+, for Dana Whitfield, Whitfield & Sons, ", page)
        assert f"Page {number} of {len(pages)}" in page


def test_a_paper_can_be_heard(maria: Visitor, case: str) -> None:
    pdf = taken(maria, case, form="pdf").data
    told = run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"Title: +" + name_of(maria, case), told)


def test_each_copy_has_a_number_and_a_line_that_other_readers_see(
    room: Channel, maria: Visitor, case: str
) -> None:
    before = copies_of(maria, case)
    bundle_of(taken(maria, case))
    bundle_of(taken(maria, case, receiver="Grant Lee"))
    thomas = room.sign_in(THOMAS)
    for page in (thomas.get(case).text, thomas.get(f"{case}/timeline").text):
        assert f"Maria Alvarez took copy {before + 1} out for Dana Whitfield, Whitfield" in page
        assert f"Maria Alvarez took copy {before + 2} out for Grant Lee." in page
        assert "Advice on disclosure" in page
    assert f"Copy {before + 2}" in thomas.get(f"{case}/export").text


def test_who_else_has_a_copy_is_in_none_of_them(maria: Visitor, case: str) -> None:
    bundle_of(taken(maria, case, receiver="Zebedee", purpose="Zest"))
    second = bundle_of(taken(maria, case, receiver="Another"))
    assert "Ze" not in text_of(second.read("case.pdf"))


def test_the_history_shows_a_deed_in_a_case_and_no_word_of_it(
    room: Channel, maria: Visitor, case: str
) -> None:
    bundle_of(taken(maria, case))
    for visitor in (maria, room.sign_in(JUNE)):
        log = visitor.get("/history?when=all").text
        assert "Whitfield" not in log
        assert "took copy" not in log


def test_what_changed_since_the_last_look_does_not_go_unseen(
    room: Channel, maria: Visitor, case: str
) -> None:
    page, before = stepped(maria, case), copies_of(maria, case)
    thomas = room.sign_in(THOMAS)
    done(press(thomas, f"{case}/notes", note="Kessler has left."))
    answer = confirmed(maria, case, page)
    assert answer.status_code == 422
    assert "The report has changed since you looked." in answer.text
    assert "[Person 1] has left." in answer.text
    assert copies_of(maria, case) == before
    assert confirmed(maria, case, answer).mimetype == "application/zip"


def test_two_presses_make_two_copies_and_each_is_written_down(maria: Visitor, case: str) -> None:
    page, before = stepped(maria, case), copies_of(maria, case)
    for _ in range(2):
        bundle_of(confirmed(maria, case, page))
    assert copies_of(maria, case) == before + 2


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ({"pieces": []}, "Choose what goes along."),
        ({"form": ""}, "Choose a ZIP file or a PDF."),
        ({"form": "pdf", "originals": ["1"]}, "Originals need a ZIP file."),
        ({"receiver": ""}, "Say who it is for."),
        ({"receiver": "é" * 90}, "Shorten it."),
        ({"kind": "friend"}, "Choose what they are to the committee."),
        ({"purpose": " \n"}, "Say what it is for."),
        ({"wording": ""}, "Choose what happens to the reporter’s words."),
        ({"wording": "summary", "summary": " "}, "Write the summary first."),
        ({"seal": ""}, "Choose how it travels."),
        ({"seal": "words", "words": "others"}, "Choose how it travels."),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(
    maria: Visitor, case: str, missing: dict[str, str | list[str]], says: str
) -> None:
    place = f"{case}/export/take"
    page = stepped(maria, case).text
    fields, before = carried(page, place) | OPEN, copies_of(maria, case)
    answer = maria.post(place, **{**fields, **missing})
    assert answer.status_code == 422
    assert says in answer.text
    again = carried(answer.text, f"{case}/export")
    for name, value in fields.items():
        is_shown = name not in again and all(escape(each) in answer.text for each in value)
        its_own = name in missing or name in {"from", "seen", "csrf_token", "words", "seal"}
        assert its_own or is_shown or again.get(name) == value, name
    assert copies_of(maria, case) == before


def test_nobody_comes_past_a_page_that_asks_something(maria: Visitor, case: str) -> None:
    token = hidden_in(maria.get(f"{case}/export").text, f"{case}/export")
    answer = maria.post(f"{case}/export", **token | {"from": "1", "to": "4"})
    assert answer.status_code == 422
    assert "Step 1 of 4" in answer.text
    there = maria.post(f"{case}/export", **token | {"to": "99", "pieces": "people", "form": "pdf"})
    assert (there.status_code, "Step 2 of 4" in there.text) == (200, True)
    assert "There is a problem" not in there.text


def test_nothing_is_chosen_for_anybody(maria: Visitor, case: str) -> None:
    page = maria.get(f"{case}/export").text
    assert "checked" not in page
