"""A number to be called on: sealed beside one's ties, and shown where somebody must be called."""

from pathlib import Path

from casework.complaints.services.assessing.ties import declared_by_me
from tests.browser import Visitor
from tests.cases import decide, done, only_case, press
from tests.channel import JUNE, MARIA, THOMAS, Channel
from tests.endings import STORY
from tests.sites.casework.test_guests import ADA, let_in

NUMBER = "+1 (555) 010-0199"


def declared(channel: Channel, person: str) -> Visitor:
    visitor = channel.sign_in(next(each for each in (MARIA, THOMAS, JUNE) if each == person))
    done(press(visitor, "/ties", "/ties/right"))
    return visitor


def gives(visitor: Visitor, number: str) -> None:
    done(press(visitor, "/ties", "/ties/phone", phone=number))


def test_the_list_of_calls_has_the_number_of_whoever_gave_one(channel: Channel) -> None:
    channel.report(STORY)
    thomas = declared(channel, THOMAS)
    gives(thomas, NUMBER)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    pages = ("/people", "/ties", case, f"{case}/people", f"{case}/triage", "/today")
    assert not any(NUMBER in maria.get(page).text for page in pages), "nobody has to be called yet"
    done(decide(maria, case, "danger", choice=["person"]))
    page = maria.get(f"{case}/triage").text
    assert f"Thomas Okafor: {NUMBER}" in page
    assert "June Park: no number given" in page
    gives(thomas, "")
    assert "Thomas Okafor: no number given" in maria.get(f"{case}/triage").text


def test_a_number_changes_no_word_of_what_was_declared_and_stays_when_that_changes(
    channel: Channel,
) -> None:
    thomas = declared(channel, THOMAS)
    done(press(thomas, "/ties", kind="family", name="Cushion Brothers"))
    before = declared_by_me(channel.desk, channel.seat(THOMAS))
    gives(thomas, NUMBER)
    after = declared_by_me(channel.desk, channel.seat(THOMAS))
    assert (after.ties, after.on, after.phone) == (before.ties, before.on, NUMBER)
    done(press(thomas, "/ties", kind="work", name="Ana Bell"))
    assert declared_by_me(channel.desk, channel.seat(THOMAS)).phone == NUMBER


def test_a_number_is_no_list_of_ties(channel: Channel) -> None:
    thomas = channel.sign_in(THOMAS)
    assert "A number to call you on" not in thomas.get("/ties").text
    answer = thomas.fill_in("/ties", "/ties/phone", phone=NUMBER, was="0")
    assert answer.status_code == 422
    assert declared_by_me(channel.desk, channel.seat(THOMAS)).on is None


def test_what_is_no_number_is_said_beside_its_box_and_kept_there(channel: Channel) -> None:
    thomas = declared(channel, THOMAS)
    for typed in ("my desk", "12", "+" + "1" * 60, "555 0199<script>"):
        answer = press(thomas, "/ties", "/ties/phone", phone=typed)
        assert answer.status_code == 422
        assert "Write a telephone number" in answer.text
    assert "1" * 60 in press(thomas, "/ties", "/ties/phone", phone="+" + "1" * 60).text


def test_two_screens_do_not_write_over_each_other(channel: Channel) -> None:
    thomas = declared(channel, THOMAS)
    gives(thomas, NUMBER)
    answer = thomas.fill_in("/ties", "/ties/phone", phone="555 0000", was="1")
    assert "You changed this list on another screen." in answer.text
    assert declared_by_me(channel.desk, channel.seat(THOMAS)).phone == NUMBER


def test_a_guest_is_asked_for_none_and_no_database_holds_one(channel: Channel) -> None:
    let_in(channel)
    ada = channel.sign_in(ADA)
    done(press(ada, "/ties", "/ties/right"))
    assert "A number to call you on" not in ada.get("/ties").text
    gives(declared(channel, THOMAS), NUMBER)
    raw = Path(channel.desk.settings.database_url.removeprefix("sqlite:///")).read_bytes()
    assert NUMBER.encode() not in raw
