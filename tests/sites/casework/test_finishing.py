"""The list before a report is finished blocks, says where each line is done, and yields to two."""

import re

from crypto.mailbox.readers import Accepted
from crypto.message.said import Answer
from tests.cases import decide, done, drawn, hidden_in, only_case, press, reply, surely, tied
from tests.channel import EXTERNALS, MARIA, THOMAS, Channel
from tests.endings import (
    ANSWERS,
    closed,
    moved,
    with_decision,
    with_feedback,
    with_list_done,
    without_plan,
)

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
_LINE = re.compile(
    r"<li( class=\"is-stop\")?>\s*<b[^>]*>([^<]+)</b>\s*<div>\s*([^<]+?)\s*(?:<a|</div>)"
)


def lines_on(text: str) -> dict[str, str]:
    return {says: state for _, state, says in _LINE.findall(text.partition("gates")[2])}


def test_every_line_says_whether_it_is_done_and_where_it_is(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    page = maria.get(f"{case}/finish").text
    lines = lines_on(page)
    assert len(lines) == 16
    assert lines["Somebody asked whether it needs a meeting of its own."] == "Open"
    assert lines["Counsel agreed to call it knowingly false."] == "Not needed"
    assert lines["Each allegation has a finding."] == "Open"
    assert lines["No task is open."] == "Done"
    assert f'href="{case}/outcome"' in page
    assert f'href="{case}/people"' in page
    assert "First it must be decided" in page
    assert f'action="{case}/finish/close"' not in page


def test_a_case_is_finished_from_its_list_and_not_before_the_reporter_is_told(
    channel: Channel,
) -> None:
    sent = channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    reply(maria, case, "Thank you. We look into it.")
    with_decision(maria, thomas, case)
    place = f"{case}/finish"
    done(press(maria, place, f"{place}/answers", **ANSWERS))
    without_plan(maria, case)
    page = maria.get(place).text
    assert lines_on(page)["The reporter was told."] == "Open"
    assert f'action="{place}/close"' not in page
    talk = f"{case}/conversation"
    assert "could not confirm it" in page
    checked = maria.post(talk, reply="We have finished our work.", **hidden_in(page, talk))
    done(maria.post(talk, **hidden_in(checked.text, talk) | {"checked": "1"}))
    moved(maria, case, "feedback given")
    assert set(lines_on(maria.get(place).text).values()) == {"Done", "Not needed"}
    done(surely(maria, place, f"{place}/close", reason="All of it is done."))
    assert "It is finished." in maria.get(place).text
    channel.deliver()
    answer = sent.mailbox().answer
    assert isinstance(answer, Accepted)
    assert [each.text for each in answer.snapshot.messages][-1] == "We have finished our work."


def test_two_members_let_a_line_go_and_one_does_not(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    with_feedback(maria, thomas, case)
    place = f"{case}/finish"
    done(press(maria, place, f"{place}/answers", **{**ANSWERS, "agency": ""}))
    without_plan(maria, case)
    empty = press(maria, place, f"{place}/pass", items=[], reason="")
    assert "Choose the lines that nobody will do, and say why." in empty.text
    done(press(maria, place, f"{place}/pass", items=["TOLD_OTHERS"], reason="Nobody knows yet."))
    page = maria.get(place).text
    assert lines_on(page)["It says whether auditor, board and agency were told."] == "Open"
    assert "Agree, let them go" not in page
    asked = thomas.get(place).text
    assert "Nobody knows yet." in asked
    done(press(thomas, place, f"{place}/agree"))
    page = maria.get(place).text
    assert lines_on(page)["It says whether auditor, board and agency were told."] == "Let go"
    done(surely(maria, place, f"{place}/close", reason="All of it is done."))


def test_what_was_agreed_to_is_what_was_read(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place = f"{case}/finish"
    done(press(maria, place, f"{place}/pass", items=["COMMITTEE_SAW"], reason="In May."))
    read = hidden_in(thomas.get(place).text, f"{place}/agree")
    done(press(maria, place, f"{place}/pass", items=["TOLD_OTHERS"], reason="Never."))
    answer = thomas.post(f"{place}/agree", **read)
    assert answer.status_code == 422
    assert "Somebody changed this while you were reading." in answer.text
    assert "Agree, let them go" in thomas.get(place).text


def test_nobody_lets_a_finding_go_and_counsel_lets_nothing_go(channel: Channel) -> None:
    channel.report(STORY)
    maria, counsel = channel.sign_in(MARIA), channel.sign_in(EXTERNALS[0])
    case = only_case(maria)
    place = f"{case}/finish"
    page = maria.get(place).text
    assert 'value="TOLD_OTHERS"' in page
    for never in ("FINDINGS", "CONFLICTS", "REMEDIATION", "FALSE_APPROVED", "FREE_DECIDERS"):
        assert f'value="{never}"' not in page
    assert f'action="{place}/pass"' not in counsel.get(place).text
    token = hidden_in(counsel.get("/reports").text, "/lock")
    typed = {"items": "TOLD_OTHERS", "reason": "x", "was": "x"}
    assert counsel.post(f"{place}/pass", **typed, **token).status_code == 404
    assert counsel.post(f"{place}/agree", **typed, **token).status_code == 404


def test_what_was_confirmed_needs_a_word_on_what_became_of_it(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    done(decide(maria, case, "ours", choice="ACC-EXP"))
    found = {"outcome": "SUB", "basis": "Seen.", "actions": "training", "causes": "tone"}
    done(surely(maria, f"{case}/outcome", f"{case}/outcome/find", **found))
    place, says = f"{case}/finish", "What must be put right is done, or is followed up."
    assert lines_on(maria.get(place).text)[says] == "Open"
    done(press(maria, place, f"{place}/answers", **ANSWERS, mended="register"))
    assert lines_on(maria.get(place).text)[says] == "Done"


def test_what_two_set_aside_is_finished_by_a_list_of_its_own(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    for each in (maria, thomas):
        done(press(each, f"{case}/triage", f"{case}/aside"))
    place = f"{case}/finish"
    assert set(lines_on(maria.get(place).text).values()) == {"Done"}
    assert len(lines_on(maria.get(place).text)) == 5
    done(surely(maria, place, f"{place}/close", reason="An advertisement."))
    assert "It is finished." in maria.get(place).text


def test_what_is_opened_again_needs_its_list_anew(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    closed(maria, thomas, case)
    done(
        press(
            maria, f"{case}/outcome", f"{case}/outcome/move", to="reopened", reason="A new witness."
        )
    )
    assert lines_on(maria.get(f"{case}/finish").text)["The reporter was told."] == "Open"


def test_nothing_is_alleged_in_what_is_finished(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    closed(maria, thomas, case)
    place = f"{case}/outcome"
    refused = press(maria, place, f"{place}/allege", category="ACC-REV")
    assert refused.status_code == 422
    assert "It is finished. Open it again first." in refused.text
    assert "added what is alleged" not in maria.get(f"{case}/timeline").text


def test_what_is_finished_stays_as_it_was_found(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    closed(maria, thomas, case)
    token = hidden_in(maria.get("/reports").text, "/lock")
    before = maria.get(f"{case}/timeline").text.count("<li")
    page = maria.get(f"{case}/finish").text
    assert "What was answered" in page
    assert "Save the answers" not in page
    assert "Finish without a line" not in page
    tries = {
        "outcome/find": {"which": "1", "outcome": "SUB", "basis": "It was true after all."},
        "finish/answers": {"basis": "Another basis."},
        "finish/pass": {"items": "TOLD_OTHERS", "reason": "Nobody will."},
        "triage": {"lead": THOMAS, "second": MARIA, "was-people": f"{MARIA}\n{THOMAS}"},
        "severity": {"was": "none", "level": "4"},
        "scope": {"which": "1", "category": "HR-CIV"},
        "aside": {"second": "0"},
    }
    for place, typed in tries.items():
        refused = maria.post(f"{case}/{place}", **token | drawn() | typed)
        assert refused.status_code == 422, place
        assert "It is finished. Open it again first." in refused.text, place
    assert maria.get(f"{case}/timeline").text.count("<li") == before
    assert "It was true after all." not in maria.get(f"{case}/outcome").text


def test_a_hold_is_put_on_by_one_and_lifted_by_two_with_counsel(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    counsel = channel.sign_in(EXTERNALS[0])
    case = only_case(maria)
    place = f"{case}/kept"
    assert "The clock begins on the day on which it is finished." in maria.get(place).text
    nothing = press(maria, place, f"{place}/hold", why="claim", reason=" ")
    assert "Choose what holds it, and say why." in nothing.text
    assert re.search(r'value="claim"\s+selected', nothing.text)
    closed(maria, thomas, case)
    assert "It is kept until" in maria.get(place).text
    done(press(maria, place, f"{place}/hold", why="legal hold", reason="A subpoena."))
    assert "the clock stands still" in thomas.get(place).text
    for each in (maria, thomas):
        done(press(each, place, f"{place}/lift"))
        assert "the clock stands still" in maria.get(place).text
        assert "would lift it. Counsel must agree too." in maria.get(place).text
    done(press(counsel, place, f"{place}/lift"))
    assert "The hold was lifted today. The clock goes on tomorrow." in maria.get(place).text
    timeline = maria.get(f"{case}/timeline").text
    assert "put it on hold, so that nothing of it goes." in timeline
    assert "the hold is lifted." in timeline


def test_a_voice_that_left_or_is_kept_away_lifts_no_hold(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    counsel = channel.sign_in(EXTERNALS[0])
    case = only_case(maria)
    place = f"{case}/kept"
    done(press(maria, place, f"{place}/hold", why="legal hold", reason="A subpoena."))
    fields = hidden_in(thomas.get(place).text, f"{place}/lift")
    done(press(maria, place, f"{place}/lift"))
    press(maria, f"{case}/step-back")
    tied(thomas, case)
    assert f"{place}/lift" not in thomas.get(place).text
    assert thomas.post(f"{place}/lift", **fields).status_code == 403
    counsel.get("/reports")
    done(press(counsel, place, f"{place}/lift"))
    page = counsel.get(place).text
    assert "A subpoena." in page
    assert "Maria Alvarez would lift it" not in page


def test_answers_typed_while_another_finishes_the_report_are_shown_and_not_lost(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    with_feedback(maria, thomas, case)
    with_list_done(maria, case)
    place = f"{case}/finish"
    fields = hidden_in(maria.get(place).text, f"{place}/answers")
    done(surely(thomas, place, f"{place}/close", reason="All of it is done."))
    typed = ANSWERS | {"basis": "The ledger agrees after all."}
    refused = maria.post(f"{place}/answers", **fields | typed)
    assert refused.status_code == 422
    assert "It is finished. Open it again first." in refused.text
    assert "The ledger agrees after all." in refused.text
    assert "The ledger agrees after all." not in maria.get(place).text


def test_of_two_who_answer_the_list_at_once_the_later_sees_what_it_says_now(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    with_feedback(maria, thomas, case)
    place = f"{case}/finish"
    fields = hidden_in(maria.get(place).text, f"{place}/answers")
    theirs = ANSWERS | {"basis": "The ledger agrees.", "special": "1", "level": "2"}
    done(press(thomas, place, f"{place}/answers", **theirs))
    refused = maria.post(f"{place}/answers", **fields | ANSWERS | {"basis": "No proof at all."})
    assert refused.status_code == 422
    now = refused.text.partition("It says now")[2].partition("</dl>")[0]
    for said in ("The ledger agrees.", "High", "needs a meeting of its own", "Yes"):
        assert said in now
    assert "The auditor" not in now
    assert "No proof at all." in refused.text
    again = hidden_in(refused.text, f"{place}/answers")
    done(maria.post(f"{place}/answers", **again | ANSWERS | {"basis": "No proof at all."}))
    assert "No proof at all." in thomas.get(place).text


def test_no_last_word_is_drafted_before_there_is_a_result(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    page = maria.get(f"{case}/finish").text
    assert "We have finished our work" not in page
    assert "#farewell" not in page
