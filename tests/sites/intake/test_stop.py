"""Stop, withdraw, remove: real control, and no promise that cannot be kept."""

import pytest

from crypto.mailbox.reading import Known
from crypto.mailbox.state import Standing
from deploy.standin.sorry import StandinError
from store.mailbox import Mailbox
from tests.sites.intake.comers import Comer, comer, desk_of, hidden_fields
from tests.sites.intake.test_messages import SENT, follow_ups

__all__ = ["comer"]  # the fixture

STOP = "/messages/stop"


def chosen(comer: Comer, wish: str) -> str:
    return comer.send(comer.visitor.get(STOP), STOP, wish=wish).text


def test_nothing_chosen_is_asked_for(comer: Comer) -> None:
    comer.come_back()
    page = comer.send(comer.visitor.get(STOP), STOP).text
    assert "Choose what you want to do" in page
    assert "<title>Error:" in page


def test_each_button_says_its_effect(comer: Comer) -> None:
    comer.come_back()
    assert "Send it, so that it is hidden" in chosen(comer, "mistake")
    assert "Take my report back" in chosen(comer, "withdraw")
    assert "Close my mailbox for good" in chosen(comer, "close")
    assert follow_ups(comer) == []


def test_what_was_sent_by_mistake_is_told_to_the_committee(comer: Comer) -> None:
    comer.come_back()
    action = f"{STOP}/mistake"
    page = chosen(comer, "mistake")
    again = comer.send(page, action, remove="")
    assert "Write which part it was" in again.text
    done = comer.send(again, action, remove="The second file.").text
    assert "We will hide it before anyone opens your report again." in done
    [(_, said)] = follow_ups(comer)
    assert said == {"remove": "The second file."}


def test_a_report_taken_back_can_still_be_written_to(comer: Comer) -> None:
    comer.come_back()
    page = comer.send(chosen(comer, "withdraw"), f"{STOP}/withdraw")
    assert "You took your report back." in page.text
    visit = desk_of(comer.app).conversation.door.visit(comer.keys, comer.word.roles)
    assert isinstance(visit.found, Known)
    assert visit.found.state.standing is Standing.WITHDRAWN
    assert SENT in comer.send(page, "/messages", message="One more thing.").text
    assert [said for _, said in follow_ups(comer) if "withdraw" in said] == [{"withdraw": "yes"}]


def test_a_closed_mailbox_looks_as_if_there_had_never_been_one(comer: Comer) -> None:
    elsewhere = comer.elsewhere()
    comer.come_back()
    closed = comer.send(chosen(comer, "close"), f"{STOP}/close")
    assert "Your mailbox is closed for good" in closed.text
    [(_, said)] = follow_ups(comer)
    assert said == {"close": "yes"}
    page = elsewhere.come_back()
    assert "We could not open a report with this passcode." in page.text
    assert len(page.data) == 24_576


def test_neither_side_can_write_to_a_closed_mailbox(comer: Comer) -> None:
    case = comer.committee.only_case()
    page = comer.come_back()
    comer.send(chosen(comer, "close"), f"{STOP}/close")
    comer.come_back()
    late = comer.post("/messages", hidden_fields(page.text, "/messages"), message="Too late.")
    assert "We could not open a report" in late.text
    assert len(follow_ups(comer)) == 1
    with pytest.raises(StandinError, match="closed"):
        comer.committee.answer(case, "Hello?")


def test_whoever_lost_the_answer_to_closing_is_told_again(comer: Comer) -> None:
    comer.come_back()
    hidden = hidden_fields(chosen(comer, "close"), f"{STOP}/close")
    cookie = comer.visitor.client.get_cookie("__Host-r", "report.example.com")
    assert cookie is not None
    comer.post(f"{STOP}/close", hidden)
    comer.visitor.client.set_cookie(
        "__Host-r", cookie.value, domain="report.example.com", secure=True
    )
    again = comer.post(f"{STOP}/close", hidden)
    assert "Your mailbox is closed for good" in again.text
    assert len(follow_ups(comer)) == 1


def test_both_rows_of_a_closed_mailbox_are_tombstones(comer: Comer) -> None:
    comer.come_back()
    with desk_of(comer.app).dropbox.reading() as tx:
        before = Mailbox(tx).read(comer.keys.state_tag, comer.keys.snapshot_tag)
    comer.send(chosen(comer, "close"), f"{STOP}/close")
    with desk_of(comer.app).dropbox.reading() as tx:
        after = Mailbox(tx).read(comer.keys.state_tag, comer.keys.snapshot_tag)
    for old, new in ((before.state, after.state), (before.snapshot, after.snapshot)):
        assert old is not None
        assert new is not None
        assert new.closed
        assert new.sealed != old.sealed
