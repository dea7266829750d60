"""Behind the nine words: what the committee wrote, and what is sent to it, in the bytes too."""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crypto.admission import Choice
from crypto.mailbox.answering import sealings, sign_snapshot
from crypto.mailbox.filling import filler_state
from crypto.mailbox.snapshot import Status
from crypto.message.said import AnswersInBlob, FollowUp
from deploy.standin.answering import Reply, answered, opened_by
from store.mailbox import Mailbox
from tests.committee import HELEN, JUNE, MARIA, SAMUEL, Committee
from tests.sites.intake.comers import Comer, comer, desk_of, hidden_fields, reported

__all__ = ["comer"]  # the fixture

SENT = "Your message was sent."
BEFORE = "We have this message already. It was not sent twice."
SMALLEST = 24_576


def follow_ups(comer: Comer) -> list[tuple[tuple[str, ...], dict[str, object]]]:
    """Return who could open each later message, and what it said."""
    return [
        (letter.openers, {answer.name: answer.value for answer in letter.answers or ()})
        for letter in comer.committee.open_all().reports[0].later
    ]


def test_an_answer_of_the_committee_is_read_and_answered(comer: Comer) -> None:
    case = comer.committee.only_case()
    come_back = desk_of(comer.app).today() + timedelta(days=9)
    comer.committee.answer(case, Reply("Which quarter was this?", Status.ASKED, come_back))
    page = comer.come_back()
    assert "Status: we asked you a question." in page.text
    assert "Newest message from us: this week." in page.text
    assert "Which quarter was this?" in page.text
    assert f"{come_back:%A, %B} {come_back.day}" in page.text
    after = comer.send(page, "/messages", message="The third.\r\nI think.")
    assert SENT in after.text
    assert "Your report, 1 message" in after.text
    [(openers, said)] = follow_ups(comer)
    assert said == {"message": "The third.\nI think."}
    assert {MARIA, HELEN} < set(openers)


@pytest.mark.parametrize("status", Status)
def test_each_status_has_its_words(comer: Comer, status: Status) -> None:
    comer.committee.answer(comer.committee.only_case(), Reply(status=status))
    assert "<strong>Status: " in comer.come_back().text


def test_an_empty_answer_is_asked_for_beside_its_box(comer: Comer) -> None:
    page = comer.send(comer.come_back(), "/messages", message=" \n ").text
    assert "Write your message first" in page
    assert 'href="#message"' in page
    assert "<title>Error:" in page


def test_a_passcode_in_a_message_is_noticed_and_the_text_is_kept(comer: Comer) -> None:
    page = comer.send(comer.come_back(), "/messages", message=f"My words are {comer.words}").text
    assert "Your text seems to hold your passcode. Remove it before you send" in page
    assert f"My words are {comer.words}" in page
    assert follow_ups(comer) == []


def test_a_text_that_is_too_long_says_by_how_much_and_is_kept(comer: Comer) -> None:
    page = comer.send(comer.come_back(), "/messages", message="x" * 20_312).text
    assert "Your text is too long by 312 characters" in page
    assert "x" * 20_312 in page


def test_a_long_text_of_any_script_arrives_whole(comer: Comer) -> None:
    text = "报告" * 10_000
    assert SENT in comer.send(comer.come_back(), "/messages", message=text).text
    [letter] = comer.committee.open_all().reports[0].later
    assert isinstance(letter.message, FollowUp)
    assert isinstance(letter.contents.answers, AnswersInBlob)
    assert letter.answers is not None
    assert letter.answers[0].value == text


def test_send_pressed_twice_sends_once(comer: Comer) -> None:
    hidden = hidden_fields(comer.come_back().text, "/messages")
    assert SENT in comer.post("/messages", hidden, message="Once.").text
    assert BEFORE in comer.post("/messages", hidden, message="Once.").text
    assert len(follow_ups(comer)) == 1


def test_other_words_on_the_same_page_are_another_message_and_not_lost(comer: Comer) -> None:
    hidden = hidden_fields(comer.come_back().text, "/messages")
    assert SENT in comer.post("/messages", hidden, message="One.").text
    assert SENT in comer.post("/messages", hidden, message="Two.").text
    assert sorted(str(said["message"]) for _, said in follow_ups(comer)) == ["One.", "Two."]


@pytest.mark.parametrize("token", ["", "A" * 480])
def test_a_token_that_is_too_old_draws_the_page_again_with_everything_kept(
    comer: Comer, token: str
) -> None:
    hidden = hidden_fields(comer.come_back().text, "/messages") | {"token": token}
    page = comer.post("/messages", hidden, message="Kept & sound.")
    assert "This page was open for a long time. Nothing was sent." in page.text
    assert "Kept &amp; sound." in page.text
    assert SENT in comer.send(page, "/messages", message="Kept & sound.").text


def test_nobody_is_sealed_to_who_was_not_named_on_the_page(comer: Comer) -> None:
    case = comer.committee.only_case()
    page = comer.come_back()
    assert "June Park" in page.text
    comer.committee.change_readers(case, removed=(JUNE,))
    again = comer.send(page, "/messages", message="Still here.")
    assert "Who can read this has changed. Nothing was sent." in again.text
    assert "Still here." in again.text
    assert "June Park" not in again.text
    assert SENT in comer.send(again, "/messages", message="Still here.").text
    [(openers, _)] = follow_ups(comer)
    assert JUNE not in openers


def test_a_new_manifest_draws_the_page_again(comer: Comer) -> None:
    page = comer.come_back()
    without_samuel = [
        each for each in comer.committee.founded.manifest.persons if each.id != SAMUEL
    ]
    comer.committee.next_manifest(without_samuel)
    again = comer.send(page, "/messages", message="Hello.")
    assert "Who can read this has changed. Nothing was sent." in again.text
    assert "Samuel Osei (Fairway Ombuds Office) can no longer read it" in again.text
    assert "Samuel Osei" not in again.text.partition("Who can read it:")[2]


def test_a_new_manifest_of_the_same_people_draws_the_page_again_too(comer: Comer) -> None:
    page = comer.come_back()
    comer.committee.next_manifest()
    again = comer.send(page, "/messages", message="Hello.")
    assert "Who can read this has changed. Nothing was sent." in again.text
    assert SENT in comer.send(again, "/messages", message="Hello.").text


def test_who_was_left_out_opens_nothing_of_what_comes_later(
    open_intake: Flask, committee: Committee
) -> None:
    comer = reported(open_intake, committee, Choice(left_out=frozenset({MARIA})))
    page = comer.come_back()
    assert "Maria Alvarez" not in page.text
    comer.send(page, "/messages", message="Not for Maria.")
    [(openers, _)] = follow_ups(comer)
    assert MARIA not in openers
    assert HELEN in openers


def test_a_lost_state_sends_nothing_and_blames_nobody(comer: Comer) -> None:
    page = comer.come_back()
    hidden = hidden_fields(page.text, "/messages")
    with desk_of(comer.app).dropbox.transaction() as tx:
        mailbox = Mailbox(tx)
        slots = mailbox.read(comer.keys.state_tag, comer.keys.snapshot_tag)
        assert slots.state is not None
        mailbox.swap_state(comer.keys.state_tag, slots.state.sealed, filler_state())
    damaged = comer.come_back().text
    assert "We cannot show your messages" in damaged
    assert "not your fault" in damaged
    assert 'action="/messages"' not in damaged
    assert "We cannot show your messages" in comer.post("/messages", hidden, message="x").text
    assert follow_ups(comer) == []


def test_a_word_by_somebody_who_was_left_out_is_not_shown(
    open_intake: Flask, committee: Committee
) -> None:
    comer = reported(open_intake, committee, Choice(left_out=frozenset({MARIA})))
    case, pen = committee.only_case(), committee.founded.pen(MARIA)
    said = answered(opened_by(case, pen), Reply("Trust me."), pen, desk_of(open_intake).today())
    assert said.snapshot is not None
    [row] = sealings(sign_snapshot(said.snapshot, case.address, pen), case.address, 1)
    with desk_of(open_intake).dropbox.transaction() as tx:
        Mailbox(tx).put_snapshot(case.address.tag, row)
    page = comer.come_back()
    assert "We cannot show the committee’s messages." in page.text
    assert "Trust me." not in page.text
    assert SENT in comer.send(page, "/messages", message="Who is this?").text


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.text(st.sampled_from("<&'\"\n x报\N{GRINNING FACE}"), max_size=40).map(lambda s: s * 60),
        max_size=8,
    )
)
def test_every_page_of_a_conversation_has_one_size_and_nothing_is_lost(
    comer: Comer, texts: list[str]
) -> None:
    comer = reported(comer.app, comer.committee)
    comer.committee.open_all()
    case = max(comer.committee.cases(), key=lambda each: each.number)
    for text in texts:
        if text.strip():
            case = comer.committee.answer(case, text)
    comer.come_back()
    number, shown = 1, ""
    while True:
        page = comer.visitor.get(f"/messages?page={number}")
        assert len(page.data) == SMALLEST
        shown += page.text
        if f'href="/messages?page={number + 1}"' not in page.text:
            break
        number += 1
    assert case.snapshot is None or shown.count('class="ours"') >= len(case.snapshot.messages)


@pytest.mark.parametrize("page", ["", "0", "-1", "9999", "99999999", "x", "²"])
def test_a_page_that_is_not_there_is_the_newest(comer: Comer, page: str) -> None:
    comer.come_back()
    assert "Your report" in comer.visitor.get(f"/messages?page={page}").text


def test_without_a_cookie_there_is_nothing_but_the_way_back(comer: Comer) -> None:
    for path in ("/messages", "/messages/identity", "/messages/stop", "/messages/proof"):
        page = comer.elsewhere().visitor.get(path).text
        assert "You were signed out to keep you safe" in page
        assert 'href="/return"' in page


def test_signing_out_takes_the_cookie_and_the_browsers_copies(comer: Comer) -> None:
    page = comer.come_back()
    gone = comer.send(page, "/messages/sign-out")
    assert "You are signed out" in gone.text
    assert gone.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "You were signed out to keep you safe" in comer.visitor.get("/messages").text


def test_staying_signed_in_brings_a_fresh_cookie_and_no_page(comer: Comer) -> None:
    stayed = comer.send(comer.come_back(), "/messages/stay")
    assert stayed.status_code == 204
    assert stayed.data == b""
    assert "__Host-r=" in stayed.headers["Set-Cookie"]
    comer.send(comer.come_back(), "/messages/sign-out")
    page = comer.visitor.get("/return")
    token = hidden_fields(page.text, "/return")
    assert "You were signed out" in comer.post("/messages/stay", token).text


def test_every_answer_behind_the_words_seals_the_cookie_anew(comer: Comer) -> None:
    first = comer.come_back().headers["Set-Cookie"]
    second = comer.visitor.get("/messages").headers["Set-Cookie"]
    assert first != second
    assert len(first) == len(second)
