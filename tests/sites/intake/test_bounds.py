"""A form is good in its own mailbox, a page is drawn again whole, and a flood has an end."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from crypto.mailbox.reading import Known
from crypto.mailbox.snapshot import Status
from crypto.mailbox.state import Standing, seal_state
from deploy.standin.answering import Reply
from intake.conversation.writing import MOST_IN_A_WEEK
from intake.throttle import Bucket
from intake.views.mailbox import DRAWN_AGAIN
from store.database import Database
from store.errors import BusyError, UnavailableError
from store.mailbox import Mailbox
from tests.committee import Committee
from tests.sites.intake.comers import Comer, comer, desk_of, hidden_fields, reported
from tests.sites.intake.test_messages import SENT, follow_ups
from tests.sites.intake.test_stop import STOP, chosen

__all__ = ["comer"]  # the fixture

CLOSE = f"{STOP}/close"


def standing_of(comer: Comer) -> Known:
    visit = desk_of(comer.app).conversation.door.visit(comer.keys, comer.word.roles)
    assert isinstance(visit.found, Known)
    return visit.found


def test_the_token_of_another_mailbox_closes_nothing(
    comer: Comer, open_intake: Flask, committee: Committee
) -> None:
    stranger = reported(open_intake, committee)
    stranger.come_back()
    theirs = hidden_fields(chosen(stranger, "close"), CLOSE)["token"]
    comer.come_back()
    ours = hidden_fields(chosen(comer, "close"), CLOSE)
    page = comer.post(CLOSE, ours | {"token": theirs}).text
    assert "This was written for another report. Nothing was sent." in page
    assert standing_of(comer).state.standing is Standing.OPEN
    assert hidden_fields(page, CLOSE)["token"] != theirs
    assert "Your mailbox is closed for good" in comer.send(page, CLOSE).text


def test_what_was_sent_in_another_mailbox_is_not_taken_for_sent_in_this_one(
    comer: Comer, open_intake: Flask, committee: Committee
) -> None:
    stranger = reported(open_intake, committee)
    theirs = hidden_fields(stranger.come_back().text, "/messages")
    assert SENT in stranger.post("/messages", theirs, message="The same.").text
    ours = hidden_fields(comer.come_back().text, "/messages")
    page = comer.post("/messages", ours | {"token": theirs["token"]}, message="The same.")
    assert "This was written for another report. Nothing was sent." in page.text
    assert SENT in comer.send(page, "/messages", message="The same.").text


def test_a_form_without_a_good_token_is_drawn_again_and_no_click_is_ready_made(
    comer: Comer,
) -> None:
    comer.come_back()
    for wish in ("close", "withdraw"):
        action = f"{STOP}/{wish}"
        bad = hidden_fields(chosen(comer, wish), action) | {"csrf_token": "bad"}
        page = comer.post(action, bad)
        assert page.status_code == 400
        assert "Nothing was sent." in page.text
        assert f'action="{action}"' not in page.text
        assert "checked" not in page.text
    assert standing_of(comer).state.standing is Standing.OPEN


def test_every_form_behind_the_words_has_a_page_of_its_own_for_a_bad_token(
    comer: Comer,
) -> None:
    comer.come_back()
    for rule in comer.app.url_map.iter_rules():
        path = str(rule)
        if "POST" in (rule.methods or ()) and path.startswith(("/messages", "/return")):
            assert path in DRAWN_AGAIN
            page = comer.post(path, {"csrf_token": "bad"}, message="Kept.", token="A" * 480).text
            assert "Please press the button again" not in page
            assert "A" * 480 not in page


def test_what_was_typed_stays_when_the_page_is_drawn_again(comer: Comer) -> None:
    page = comer.come_back()
    hidden = hidden_fields(page.text, "/messages")
    again = comer.post("/messages", hidden | {"csrf_token": "bad"}, message="Kept & sound.")
    assert "Kept &amp; sound.</textarea>" in again.text
    assert SENT in comer.send(again, "/messages", message="Kept & sound.").text
    who = "/messages/identity"
    again = comer.post(who, {"csrf_token": "bad"}, identity="J. Smith", sure="yes")
    assert "J. Smith" in again.text
    assert "checked" not in again.text


def test_a_mailbox_that_sent_very_much_this_week_is_asked_to_wait_but_may_stop(
    comer: Comer,
) -> None:
    page = comer.come_back()
    keys, state, today = comer.keys, standing_of(comer).state, desk_of(comer.app).today()
    full = replace(state.parts[0], sendings=MOST_IN_A_WEEK)
    with desk_of(comer.app).dropbox.transaction() as tx:
        row = Mailbox(tx).read(keys.state_tag, keys.snapshot_tag).state
        assert row is not None
        sealed = seal_state(replace(state, parts=(full,)), keys.state_key, keys.state_tag)
        Mailbox(tx).swap_state(keys.state_tag, row.sealed, sealed)
    assert (full.year, full.week) == today.isocalendar()[:2]
    refused = comer.send(page, "/messages", message="Once more.").text
    assert "You sent very many messages this week, so this one was not sent." in refused
    assert "Once more." in refused
    assert follow_ups(comer) == []
    assert "Your mailbox is closed for good" in comer.send(chosen(comer, "close"), CLOSE).text


def test_a_flood_of_messages_waits_and_whoever_closes_does_not(comer: Comer) -> None:
    page = comer.come_back()
    gates = desk_of(comer.app).gates
    gates._messages = Bucket(0, 0, lambda: 0.0)  # noqa: SLF001  # as after a flood
    with pytest.raises(BusyError):
        gates.message()
    held = comer.send(page, "/messages", message="Wait for me.")
    assert held.status_code == 429
    assert "Wait for me." in held.text
    assert "Your mailbox is closed for good" in comer.send(chosen(comer, "close"), CLOSE).text


@pytest.mark.parametrize(("days", "is_shown"), [(-1, False), (0, False), (1, True)])
def test_a_day_to_come_back_is_named_only_while_it_lies_ahead(
    comer: Comer, days: int, *, is_shown: bool
) -> None:
    day = desk_of(comer.app).today() + timedelta(days=days)
    comer.committee.answer(comer.committee.only_case(), Reply("Well?", Status.ASKED, day))
    page = comer.come_back().text
    assert ("Please come back on or after" in page) is is_shown
    assert ("Please come back in about a week." in page) is not is_shown


def test_the_box_is_an_answer_only_once_somebody_wrote(comer: Comer) -> None:
    page = comer.come_back().text
    assert "Write to us" in page
    assert ">Send message<" in page
    assert "Your answer" not in page
    comer.committee.answer(comer.committee.only_case(), Reply("Which quarter?"))
    page = comer.visitor.get("/messages").text
    assert "Your answer" in page
    assert ">Send answer<" in page


def test_a_report_is_taken_back_once(comer: Comer) -> None:
    comer.come_back()
    action = f"{STOP}/withdraw"
    first, second = (hidden_fields(chosen(comer, "withdraw"), action) for _ in range(2))
    comer.post(action, first)
    assert "You took your report back." in comer.post(action, second).text
    assert len(follow_ups(comer)) == 1
    page = comer.visitor.get(STOP).text
    assert "take my report back" not in page
    assert "take your report back" not in page
    assert "Choose what you want to do" not in page
    assert "The answers to choose from have changed" in chosen_anyway(comer)


def chosen_anyway(comer: Comer) -> str:
    return comer.send(comer.visitor.get(STOP), STOP, wish="withdraw").text


def test_an_answer_that_was_lost_is_never_called_not_sent(
    comer: Comer, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = comer.come_back()
    hidden = hidden_fields(page.text, "/messages")
    whole = Mailbox.swap_state

    def lost(*args: object) -> bool:
        raise UnavailableError

    monkeypatch.setattr(Mailbox, "swap_state", lost)
    failed = comer.post("/messages", hidden, message="Is it there?").text
    assert "We may not have it. Press Send again in a minute." in failed
    assert "othing was sent" not in failed
    monkeypatch.setattr(Mailbox, "swap_state", whole)
    assert SENT in comer.send(failed, "/messages", message="Is it there?").text


def test_a_fault_on_the_way_back_speaks_of_no_sending(
    comer: Comer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: object) -> None:
        raise UnavailableError

    asked = hidden_fields(comer.visitor.get("/return").text, "/return")
    with monkeypatch.context() as broken:
        broken.setattr(Database, "reading", away)
        page = comer.post("/return", asked, words=comer.words)
    assert page.status_code == 503
    assert "Your nine words stay good." in page.text
    assert "what you sent" not in page.text
    assert "Messages about your report" in comer.send(page, "/return").text
