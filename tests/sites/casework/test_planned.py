"""What is planned against whoever spoke up waits for a word; and retaliation is judged."""

from datetime import timedelta

from werkzeug.test import TestResponse

from casework.complaints.domain.clocks.legal import osha_deadline
from config.words import with_year
from store.clock import utc_today
from tests.browser import Visitor
from tests.cases import day_of, done, hidden_in, name_of, only_case, press, surely, take_out
from tests.channel import JUNE, MARIA, THOMAS, Channel
from tests.endings import closed, moved, with_feedback, with_list_done
from tests.sites.casework.test_protection import PLAN, STORY, put


def plan_something(visitor: Visitor, case: str, reviewer: str, **other: str) -> TestResponse:
    typed = {
        "form": "action",
        "person": "reporter",
        "kind": "transfer",
        "name": "The yard manager",
        "text": "Fewer shifts are needed.",
        "watcher": reviewer,
    } | day_of("on", utc_today())
    return press(visitor, f"{case}/protection", **typed | other)


def test_what_is_planned_waits_for_a_word_and_asks_one_person_for_it(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas, june = map(channel.sign_in, (MARIA, THOMAS, JUNE))
    case = only_case(maria)
    name = name_of(maria, case)
    asks = f"Judge what is planned against a protected person in “{name}”"
    put(maria, case, "plan", **PLAN)
    done(plan_something(maria, case, JUNE))
    page = maria.get(f"{case}/protection").text
    assert "A transfer: The reporter" in page
    assert "It waits for June Park" in page
    assert "May it go ahead?" not in page
    assert "nobody judged it" in page
    assert asks in june.get("/today").text
    assert asks not in maria.get("/today").text
    assert asks not in thomas.get("/today").text


def test_whoever_was_asked_says_that_it_must_not_be_and_it_is_a_sign(channel: Channel) -> None:
    channel.report(STORY)
    maria, june = channel.sign_in(MARIA), channel.sign_in(JUNE)
    case = only_case(maria)
    put(maria, case, "plan", **PLAN)
    done(plan_something(maria, case, JUNE))
    token = hidden_in(maria.get("/reports").text, "/lock")
    word = {"form": "judge-0", "key": "0", "verdict": "may go ahead", "text": "Go."}
    assert maria.post(f"{case}/protection", **word, **token).status_code == 422
    thomas = channel.sign_in(THOMAS)
    token = hidden_in(thomas.get("/reports").text, "/lock")
    assert thomas.post(f"{case}/protection", **word, **token).status_code == 422
    assert "It waits for June Park" in maria.get(f"{case}/protection").text
    put(june, case, "judge-0", verdict="must not", text="Nobody else on the shift is moved.")
    page = maria.get(f"{case}/protection").text
    assert "It must not go ahead" in page
    assert "Nobody else on the shift is moved." in page
    assert "Nobody has looked into a sign of retaliation." in page
    assert "Judge what is planned" not in june.get("/today").text
    said = maria.get(f"{case}/timeline").text
    assert "June Park said that what is planned must not go ahead." in said
    put(maria, case, "review-transfer", text="The manager was asked why.")
    assert "looked into a sign" not in maria.get(f"{case}/protection").text


def test_what_is_planned_is_judged_by_nobody_with_a_stake(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    put(maria, case, "plan", **PLAN)
    own = plan_something(maria, case, MARIA)
    assert own.status_code == 422
    assert "Somebody other than you judges it" in own.text
    assert "Fewer shifts are needed." in own.text
    assert plan_something(maria, case, THOMAS, name="Tom Okafor").status_code == 422
    lacking = plan_something(maria, case, THOMAS, kind="")
    assert "Say who it is about, what is planned" in lacking.text
    done(plan_something(maria, case, THOMAS))
    done(take_out(maria, case, THOMAS, "He knows her."))
    assert "whoever was asked is not free any more" in maria.get(f"{case}/protection").text
    put(maria, case, "reviewer-0", watcher=JUNE)
    assert "It waits for June Park" in maria.get(f"{case}/protection").text


def test_retaliation_is_judged_in_the_report_that_it_follows(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    put(maria, case, "plan", **PLAN)
    closed(maria, thomas, case, plan=True)
    put(maria, case, "check-in-0", answer="signals", signals=["pay"])
    refused = press(maria, f"{case}/protection", form="claim")
    assert refused.status_code == 422
    assert "It is finished. Open it again first." in refused.text
    moved(maria, case, "reopened")
    put(maria, case, "claim")
    assert "Retaliation" in maria.get(f"{case}/outcome").text
    assert "Add retaliation to what is judged" not in maria.get(f"{case}/protection").text


def test_a_sign_that_comes_again_is_looked_into_again(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    put(maria, case, "plan", **PLAN)
    put(maria, case, "check-in-0", answer="signals", signals=["pay"])
    put(maria, case, "review-pay", text="It was a mistake, and was paid.")
    open_sign = "Nobody has looked into a sign of retaliation."
    assert open_sign not in maria.get(f"{case}/protection").text
    put(maria, case, "check-in-0", answer="signals", signals=["pay"])
    assert open_sign in maria.get(f"{case}/protection").text


def test_a_protected_person_hears_of_the_last_day_and_of_the_sec(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    put(maria, case, "plan", **PLAN)
    assert "They may go to the SEC at any time." in maria.get(f"{case}/protection").text
    act = channel.desk.today() - timedelta(days=20)
    done(press(maria, f"{case}/due", event="an act of retaliation", **day_of("on", act)))
    last = with_year(osha_deadline(act))
    assert f"until {last}" in maria.get(f"{case}/protection").text
    asked = maria.get(f"{case}/conversation?ask").text
    assert f"OSHA takes a complaint until {last}." in asked
    assert "You may write to the SEC at any time." in asked


def test_a_report_is_not_closed_while_somebody_is_without_protection(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    with_feedback(maria, thomas, case)
    with_list_done(maria, case, plan=True)
    place = f"{case}/finish"
    assert f'{case}/protection">Do it' in maria.get(place).text
    moves = f"{case}/outcome"
    refused = press(maria, moves, f"{moves}/move", to="closed", reason="All of it is done.")
    assert "The list before closing is not done." in refused.text
    put(maria, case, "plan", **PLAN)
    done(surely(maria, place, f"{place}/close", reason="All of it is done."))
