"""How long a report is kept: by its subjects or the law of a place, longer with a reason, held."""

import pytest

from tests.browser import Visitor
from tests.cases import decide, done, only_case, press, reply, surely
from tests.channel import MARIA, THOMAS, Channel
from tests.endings import ANSWERS, STORY, closed, moved, with_decision, without_plan


def begun(channel: Channel) -> tuple[Visitor, str]:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    return maria, only_case(maria)


def kept_line(visitor: Visitor, case: str) -> str:
    page = " ".join(visitor.get(f"{case}/kept").text.split())
    return page.partition("It is kept until ")[2].partition(" as the")[0]


def test_the_law_of_a_place_counts_and_years_are_added_with_a_reason(channel: Channel) -> None:
    maria, case = begun(channel)
    closed(maria, channel.sign_in(THOMAS), case)
    place, year = f"{case}/kept", channel.desk.today().year
    assert str(year + 7) in kept_line(maria, case)
    done(press(maria, place, f"{place}/period", place="de", more="0", reason="It is Munich."))
    assert str(year + 3) in kept_line(maria, case)
    done(press(maria, place, f"{place}/period", place="de", more="2", reason="A claim may come."))
    assert str(year + 5) in kept_line(maria, case)
    assert "A claim may come." in maria.get(f"{case}/timeline").text


@pytest.mark.parametrize("typed", [{"reason": ""}, {"more": "x"}, {"more": "99"}, {"place": "xx"}])
def test_a_period_without_a_reason_or_of_centuries_is_refused_and_what_was_typed_stays(
    channel: Channel, typed: dict[str, str]
) -> None:
    maria, case = begun(channel)
    place = f"{case}/kept"
    wanted = {"place": "de", "more": "2", "reason": "A claim may come."} | typed
    answer = press(maria, place, f"{place}/period", **wanted)
    assert answer.status_code == 422
    assert "Say why, and write the years that are added" in answer.text
    assert all(f'value="{each}"' in answer.text for name, each in wanted.items() if name != "place")


def test_of_two_who_say_how_long_at_once_the_later_is_told(channel: Channel) -> None:
    maria, case = begun(channel)
    place, thomas = f"{case}/kept", channel.sign_in(THOMAS)
    old = {"was": "us 0"}
    done(press(maria, place, f"{place}/period", place="de", more="0", reason="It is Munich."))
    answer = press(thomas, place, f"{place}/period", place="us", more="1", reason="No.", **old)
    assert answer.status_code == 422
    assert "Somebody changed this while you were reading." in answer.text


def test_what_is_about_records_asks_for_a_hold_with_one_button(channel: Channel) -> None:
    maria, case = begun(channel)
    assert "A legal hold is due" not in maria.get(case).text
    done(decide(maria, case, "ours", choice="ICF-DOC"))
    assert "A legal hold is due" in maria.get(case).text
    done(press(maria, case, f"{case}/kept/hold"))
    assert "A legal hold is due" not in maria.get(case).text
    assert "A legal hold" in maria.get(f"{case}/kept").text


def test_what_is_critical_asks_for_a_hold_wherever_the_case_is(channel: Channel) -> None:
    maria, case = begun(channel)
    done(press(maria, f"{case}/severity", triggers=["destruction risk"]))
    for part in ("", "/conversation", "/kept"):
        assert "A legal hold is due" in maria.get(f"{case}{part}").text, part


def test_a_confirmed_finding_says_which_duty_it_touches(channel: Channel) -> None:
    maria, case = begun(channel)
    done(decide(maria, case, "ours", choice="AUD-IND"))
    place = f"{case}/outcome"
    found = {"outcome": "SUB", "basis": "The partner owns shares."}
    done(surely(maria, place, f"{place}/find", causes=["tone"], actions=["coaching"], **found))
    assert "it touches duty R1.h" in maria.get(place).text


def test_what_is_still_to_be_put_right_stops_the_clock_until_two_lift_it(channel: Channel) -> None:
    maria, case = begun(channel)
    thomas = channel.sign_in(THOMAS)
    with_decision(maria, thomas, case)
    place = f"{case}/outcome"
    confirmed = {"outcome": "SUB", "basis": "Seen.", "actions": "training", "causes": "tone"}
    done(surely(maria, place, f"{place}/find", **confirmed))
    reply(maria, case, "We confirmed it.")
    moved(maria, case, "feedback given")
    finish = f"{case}/finish"
    done(press(maria, finish, f"{finish}/answers", **ANSWERS, mended="register"))
    without_plan(maria, case)
    done(surely(maria, finish, f"{finish}/close", reason="All of it is done."))
    page = maria.get(f"{case}/kept").text
    assert "Something is still being put right" in page
    assert "It is kept until " not in " ".join(page.split())
    assert "is followed up in the register of findings." in maria.get(f"{case}/timeline").text
    lift = f"{case}/kept/lift"
    done(press(maria, f"{case}/kept", lift))
    assert "Maria Alvarez would lift it. Another must too." in maria.get(f"{case}/kept").text
    done(press(thomas, f"{case}/kept", lift))
    assert "The hold was lifted today." in maria.get(f"{case}/kept").text
