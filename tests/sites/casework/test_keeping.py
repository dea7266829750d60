"""How long a report is kept: by its subjects or the law of a place, longer with a reason, held."""

import pytest

from tests.browser import Visitor
from tests.cases import decide, done, hidden_in, only_case, press, reply, surely
from tests.channel import MARIA, THOMAS, Channel
from tests.endings import (
    ANSWERS,
    STORY,
    closed,
    moved,
    with_decision,
    with_feedback,
    with_list_done,
    without_plan,
)


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


def test_what_could_not_be_saved_stays_in_the_form_that_it_was_typed_in(channel: Channel) -> None:
    maria, case = begun(channel)
    place, thomas = f"{case}/kept", channel.sign_in(THOMAS)
    seen = {"was": period_seen(maria, place)}
    done(press(thomas, place, f"{place}/period", place="us", more="2", reason="A claim comes."))
    late = press(maria, place, f"{place}/period", place="de", more="3", reason="Munich.", **seen)
    assert late.status_code == 422
    hold, period = parts_of(late.text)
    assert "Munich." not in hold
    assert "aria-invalid" not in hold
    assert "longer. A claim comes." in period
    assert all(f'value="{each}"' in period for each in ("3", "Munich.", "us 2"))
    assert "Somebody changed this while you were reading." in period
    assert 'href="#place"' in late.text
    silent = parts_of(press(maria, place, f"{place}/hold", why="claim", reason="").text)
    assert 'aria-describedby="reason-error"' in silent[0]
    assert not silent[1].startswith("open")


def test_a_lift_that_is_refused_says_so_beside_no_box(channel: Channel) -> None:
    maria, case = begun(channel)
    place = f"{case}/kept"
    done(press(maria, place, f"{place}/hold", why="legal hold", reason="A subpoena."))
    gone = press(maria, place, f"{place}/lift", place="7")
    assert gone.status_code == 422
    assert "Somebody changed this while you were reading." in gone.text
    assert "aria-invalid" not in gone.text


def period_seen(visitor: Visitor, place: str) -> str:
    return hidden_in(visitor.get(place).text, f"{place}/period")["was"]


def parts_of(page: str) -> tuple[str, str]:
    """Return the form of a hold, and that of the period from whether it lies open."""
    hold, _, period = page.partition('/kept/hold"')[2].partition("<details ")
    return hold, period


def test_before_it_is_finished_a_hold_that_was_lifted_today_holds_nothing(
    channel: Channel,
) -> None:
    maria, case = begun(channel)
    thomas = channel.sign_in(THOMAS)
    with_feedback(maria, thomas, case)
    with_list_done(maria, case)
    place, finish = f"{case}/kept", f"{case}/finish"
    done(press(maria, place, f"{place}/hold", why="open remediation", reason="A new control."))
    sure = press(maria, finish, f"{finish}/close", reason="All of it is done.")
    assert "Something holds it." in sure.text
    for each in (maria, thomas):
        done(press(each, place, f"{place}/lift"))
    sure = press(maria, finish, f"{finish}/close", reason="All of it is done.")
    assert "Something holds it." not in sure.text
    assert "The hold was lifted today. The clock goes on tomorrow." in sure.text
    done(surely(maria, finish, f"{finish}/close", reason="All of it is done."))
    page = maria.get(place).text
    assert "Somebody lifts the hold" not in page
    assert "Known tomorrow: the hold was lifted today" in page


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
