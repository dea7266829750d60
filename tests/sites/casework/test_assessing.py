"""How serious a case is, whose it is, and how it is handed over if it is somebody else's."""

import re

from crypto.mailbox.readers import Accepted
from crypto.mailbox.snapshot import Status
from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import decide, done, hidden_in, only_case, press, tied
from tests.channel import MARIA, THOMAS, Channel
from tests.reporting import Returning

STORY = Answer("what", "My shift lead, Brown, shouts at people. He also fakes invoices.")


def graded(visitor: Visitor, case: str, **typed: str | list[str]) -> str:
    done(press(visitor, f"{case}/severity", **typed))
    return visitor.get(f"{case}/severity").text


def both_free(maria: Visitor, thomas: Visitor, case: str) -> None:
    done(decide(maria, case, "people", lead=MARIA, second=THOMAS))
    for each in (maria, thomas):
        done(press(each, f"{case}/conflicts", f"{case}/conflicts/free"))


def alleged(visitor: Visitor, case: str, category: str) -> None:
    done(press(visitor, f"{case}/scope", category=category, which=""))


def sorted_as(visitor: Visitor, case: str, category: str, answer: str = "") -> None:
    done(press(visitor, f"{case}/scope", category=category, which="1", answer=answer))


def status_for(sent: Returning) -> Status:
    answer = sent.mailbox().answer
    assert isinstance(answer, Accepted), answer
    return answer.snapshot.status


def test_one_trigger_is_enough_and_the_level_is_seen_wherever_the_case_is(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    page = graded(maria, case, triggers=["destruction risk"])
    assert "Computed: Critical. 0 points; 12 are critical." in page
    assert "Keep every record: ask counsel for a hold." in page
    assert "Critical" in maria.get("/reports").text
    assert "said how serious it is: Critical." in maria.get(f"{case}/timeline").text


def test_twelve_points_are_critical_without_a_trigger(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    assert "Computed: Low." in graded(maria, case, seniority="4", amount="4", evidence="3")
    page = graded(maria, case, seniority="4", amount="99", evidence="3", filing="2")
    assert "Computed: Critical. 13 points" in page


def test_nobody_judges_otherwise_without_a_reason(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    answer = press(maria, f"{case}/severity", level="1", seniority="2")
    assert answer.status_code == 422
    assert "Say why, in one line." in answer.text
    assert re.search(r'<option value="2"\s+selected>', answer.text)
    page = graded(maria, case, level="1", reason="The filing is in June.")
    assert "Decided instead: Critical. The filing is in June." in page
    assert "Computed: Low." in page


def test_a_reason_for_what_was_computed_stands_in_the_timeline(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    graded(maria, case, triggers=["control override"], reason="Two clerks saw it.")
    assert "Two clerks saw it." in maria.get(f"{case}/timeline").text


def test_the_six_questions_fill_in_what_they_said(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    done(decide(maria, case, "danger", choice=["evidence"]))
    assert 'value="destruction risk" checked' in maria.get(f"{case}/severity").text


def test_the_day_by_which_it_must_be_decided_follows_the_level(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    days = set()
    for level in "14":
        graded(maria, case, level=level, reason="As the procedure says.")
        with channel.desk.database.reading() as tx:
            days.add(tx.exec_driver_sql("SELECT due FROM cases").scalar_one())
    assert len(days) == 2


def test_of_two_who_grade_at_once_the_later_is_told(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    place = f"{only_case(maria)}/severity"
    before = hidden_in(thomas.get(place).text, place)
    done(press(maria, place, triggers=["control override"]))
    late = thomas.post(place, seniority="1", **before)
    assert late.status_code == 422
    assert "Somebody changed this while you were reading." in late.text


def test_one_answer_decides_whose_it_is(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    alleged(maria, case, "FRD-AST")
    page = maria.get(f"{case}/scope").text
    assert "Nobody has said yet, so it stays with us." in page
    assert "Does it touch the books or a control?" in page
    sorted_as(maria, case, "FRD-AST", "no")
    assert "It is somebody else’s." in maria.get(f"{case}/scope").text
    sorted_as(maria, case, "FRD-AST", "yes")
    assert "It is ours." in maria.get(f"{case}/scope").text


def test_nothing_that_is_ours_or_may_be_is_handed_over(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place = f"{case}/hand-over"
    both_free(maria, thomas, case)
    alleged(maria, case, "HR-CIV")
    handing = hidden_in(maria.get(place).text, place) | {
        "to": "hr", "to_whom": "Pat Doe", "text": "One matter.", "checked": "1",
    }  # fmt: skip
    alleged(maria, case, "ACC-REV")
    assert "Something in it is ours" in maria.get(place).text
    assert maria.post(place, **handing).status_code == 422
    assert "Passed on" not in maria.get(case).text


def test_a_matter_for_somebody_else_is_looked_over_handed_on_and_asked_after(
    channel: Channel,
) -> None:
    sent = channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place = f"{case}/hand-over"
    both_free(maria, thomas, case)
    alleged(maria, case, "HR-CIV")
    assert "Look again before it goes elsewhere." in maria.get(f"{case}/scope").text
    typed = {"to": "hr", "to_whom": "Pat Doe", "text": "Please look at what Brown does."}
    checked = press(maria, place, **typed)
    assert "It names somebody from the report." in checked.text
    done(maria.post(place, **hidden_in(checked.text, place) | typed | {"checked": "1"}))
    page = thomas.get(place).text
    assert "Human resources: Pat Doe" in page
    assert "Please look at what Brown does." in page
    assert "Passed on" in thomas.get(case).text
    channel.deliver()
    assert status_for(sent) is Status.PASSED_ON
    done(press(thomas, place, f"{place}/back", place="1"))
    assert "They have it since" in maria.get(place).text
    done(press(maria, place, f"{place}/back", place="1", came_of_it="He was warned."))
    page = thomas.get(place).text
    assert "He was warned." in page
    assert f"{place}/back" not in page


def test_a_hand_over_waits_for_the_conflict_check_and_loses_no_word(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/hand-over"
    alleged(maria, case, "HR-CIV")
    fields = hidden_in(maria.get(place).text, place)
    typed = {"to": "hr", "to_whom": "Pat Doe", "text": "One matter.", "checked": "1"}
    answer = maria.post(place, **fields | typed)
    assert answer.status_code == 422
    assert "must first say that they are free" in answer.text
    assert "One matter." in answer.text


def test_the_draft_is_not_handed_over_as_it_is(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    alleged(maria, case, "HR-CIV")
    draft = "It is about: Civility.\n\n[Write here in your own words what was reported.]"
    answer = press(maria, f"{case}/hand-over", to="hr", to_whom="Pat Doe", text=draft)
    assert answer.status_code == 422
    assert "It is about: Civility." in answer.text


def test_a_second_hand_over_asks_again_whether_those_who_lead_are_free(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place = f"{case}/hand-over"
    both_free(maria, thomas, case)
    alleged(maria, case, "HR-CIV")
    typed = {"to": "hr", "to_whom": "Pat Doe", "text": "One matter.", "checked": "1"}
    done(maria.post(place, **hidden_in(maria.get(place).text, place) | typed))
    tied(thomas, case)
    again = maria.post(place, **hidden_in(maria.get(place).text, place) | typed)
    assert again.status_code == 422
    assert "must first say that they are free" in again.text
