"""A guest steps back alone and at once, like everybody; those who stay are told."""

from datetime import timedelta

import pytest

from casework.complaints.services.readers.leaving import step_back_as_guest
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.keys import keys_of
from casework.complaints.views.parts.addresses import case_at
from crypto.message.said import Answer
from tests.cases import cases_of, done, name_of, only_case, press, take_out
from tests.channel import MARIA, THOMAS, Channel
from tests.privilege import COMMITTEES, with_lawyers
from tests.privilege import let_in as lawyer_in
from tests.sites.casework.test_guests import ADA, GUEST, STORY, found, granted, let_in, reading


def test_a_guest_steps_back_alone_at_once_and_sees_nothing_of_it_any_more(
    channel: Channel,
) -> None:
    maria, case = let_in(channel, "evidence")
    maria.get(case)
    name, ada, place = name_of(maria, case), reading(channel, case), f"{case}/step-back"
    before = {path: ada.get(path).text for path in ("/today", "/people", "/settings")}
    assert f'href="{place}"' in ada.get(case).text
    page = ada.get(place).text
    assert "You lose access now, whoever remains." in page
    assert not any(each in page for each in ("Alvarez", "Okafor", "remain without"))
    gone = press(ada, place)
    assert gone.status_code == 200
    assert name not in gone.text
    for part in ("", "/conversation", "/files", "/step-back", "/translate/1"):
        assert ada.get(f"{case}{part}").status_code == 404, part
    assert cases_of(ada) == cases_of(channel.sign_in(ADA)) == set()
    assert all(name not in ada.get(path).text for path in before)
    assert not found(ada, "cushion")
    assert press(maria, f"{case}/notes", note="x").status_code == 303, "work goes on"
    assert keys_of(channel.desk, channel.seat(ADA)).cases == frozenset()


def test_readers_are_told_that_a_guest_stepped_back_and_make_new_keys(channel: Channel) -> None:
    maria, case = let_in(channel)
    maria.get(case)
    ada = reading(channel, case)
    ada.get(case)
    press(ada, f"{case}/step-back")
    assert keys_of(channel.desk, channel.seat(ADA)).cases == frozenset(), "before any reader looks"
    people = maria.get(f"{case}/people").text
    assert "Does not read it any more. New keys follow" in people
    assert "Read part 1 before stepping back." in people
    maria.get(case)
    timeline = maria.get(f"{case}/timeline").text
    assert "Ada Lowe stepped back." in timeline
    assert "New keys were made" in timeline
    people = maria.get(f"{case}/people").text
    assert "New keys follow" not in people
    assert "Read part 1 before stepping back." in people
    assert "Stepped back from it before." in people.partition("Let counsel")[2]


def test_whoever_reads_all_of_it_leaves_by_no_guests_door(channel: Channel) -> None:
    maria, case = let_in(channel)
    which = case_at(case.rpartition("/")[2])
    assert isinstance(step_back_as_guest(channel.desk, channel.seat(MARIA), which), NotThere)
    assert maria.get(case).status_code == 200


def test_a_guest_leaves_although_somebody_left_before_and_nobody_made_new_keys(
    channel: Channel,
) -> None:
    maria, case = let_in(channel)
    ada, thomas = channel.sign_in(ADA), channel.sign_in(THOMAS)
    assert press(thomas, f"{case}/step-back").status_code == 200
    done(press(ada, f"{case}/first"))
    assert "cushion" in ada.get(case).text
    assert press(ada, f"{case}/step-back").status_code == 200
    assert case not in cases_of(ada) | cases_of(thomas)
    maria.get(case)
    timeline = maria.get(f"{case}/timeline").text
    assert "Ada Lowe stepped back." in timeline
    assert "Thomas Okafor stepped back." in timeline
    assert press(maria, f"{case}/notes", note="x").status_code == 303, "work goes on"
    assert keys_of(channel.desk, channel.seat(ADA)).cases == frozenset()


def test_a_guests_words_wait_for_the_new_keys_of_somebody_who_left_and_stay_on_the_page(
    channel: Channel,
) -> None:
    with_lawyers(channel, ADA)
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    done(lawyer_in(channel, maria, case, ADA, "privileged", lawyer=COMMITTEES))
    ada = reading(channel, case)
    press(thomas, f"{case}/step-back")
    advice = {"about": "the lease", "advice": "It can be ended in May."}
    translation = {"whose": "Ana Ruiz", "answer-what": "On a mis la cushion."}
    for place, words in (("privileged", advice), ("translate/1", translation)):
        page = press(ada, f"{case}/{place}", **words)
        assert page.status_code == 422
        assert "A member must open it first" in page.text
        assert all(each in page.text for each in words.values())
    maria.get(case)
    for place, words in (("privileged", advice), ("translate/1", translation)):
        assert press(ada, f"{case}/{place}", **words).status_code == 303


def test_a_guest_says_first_whether_anything_stands_in_the_way_of_those_who_are_named(
    channel: Channel,
) -> None:
    channel.with_guest(GUEST)
    who = Answer("who", "Robert Kessler booked it.")
    channel.report(STORY, who, Answer("witnesses", "Ana Bell"), files={"a.txt": b"0"})
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    done(press(maria, f"{case}/conflicts", name="Zoe Zane", part="witness"))
    granted(channel, maria, case, "evidence")
    ada = channel.sign_in(ADA)
    for part in ("", "/conversation", "/files", "/translate/1"):
        assert done(ada.get(f"{case}{part}")) == f"{case}/first", part
    assert not found(ada, "cushion")
    page = ada.get(f"{case}/first").text
    assert "Does anything stand in your way?" in page
    assert "Robert Kessler booked it." in page
    assert "Ana Bell" in page
    assert not any(each in page for each in ("cushion", "Zoe", "Alvarez", "a.txt"))
    assert "Guest, until " in maria.get(f"{case}/people").text
    assert "Has not said yet." in maria.get(f"{case}/people").text
    done(press(ada, f"{case}/first"))
    assert "cushion" in ada.get(case).text
    assert "Says that nothing stands in the way." in maria.get(f"{case}/people").text
    assert "Ada Lowe said that nothing stands in the way." in maria.get(f"{case}/timeline").text


def test_a_guest_steps_back_there_and_never_had_it_open(channel: Channel) -> None:
    maria, case = let_in(channel)
    ada = channel.sign_in(ADA)
    assert "and wrote none" in ada.get(f"{case}/first").text
    assert press(ada, f"{case}/step-back").status_code == 200
    assert ada.get(f"{case}/first").status_code == 404
    assert "Never had it open" in maria.get(f"{case}/people").text


def test_a_guest_who_comes_back_is_asked_anew(channel: Channel) -> None:
    maria, case = let_in(channel)
    press(reading(channel, case), f"{case}/step-back")
    maria.get(case)
    granted(channel, maria, case)
    ada = channel.sign_in(ADA)
    assert done(ada.get(case)) == f"{case}/first"
    done(press(ada, f"{case}/first"))
    assert "cushion" in ada.get(case).text


@pytest.mark.parametrize("ending", ["removed", "over"])
def test_members_see_of_a_guest_who_comes_back_that_they_have_not_said_anything_yet(
    channel: Channel, ending: str
) -> None:
    maria, case = let_in(channel)
    reading(channel, case)
    people = f"{case}/people"
    assert "Says that nothing stands in the way." in maria.get(people).text
    if ending == "removed":
        done(take_out(maria, case, ADA, "It is done."))
    else:
        channel.later(channel.desk.today() + timedelta(days=8))
        maria = channel.sign_in(MARIA)
        maria.get(case)
    granted(channel, maria, case)
    assert "Has not said yet." in maria.get(people).text
    ada = channel.sign_in(ADA)
    assert done(ada.get(case)) == f"{case}/first"
    done(press(ada, f"{case}/first"))
    assert "Has not said yet." not in maria.get(people).text
