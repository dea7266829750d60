"""Two presses for what counts: before the second one, a page says in words what will happen."""

from crypto.message.said import Answer
from tests.cases import all_hidden_in, done, only_case, press, surely
from tests.channel import MARIA, THOMAS, Channel
from tests.endings import with_feedback, with_list_done

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
FOUND: dict[str, str | list[str]] = {
    "outcome": "SUB",
    "basis": "Two ledgers, and the mail of June 3.",
    "actions": ["coaching", "control change"],
    "causes": ["tone"],
}


def test_a_finding_is_read_once_more_before_it_stands(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place, action = f"{case}/outcome", f"{case}/outcome/find"
    done(press(maria, place, f"{place}/allege", category="ACC-EXP"))
    asked = press(maria, place, action, **FOUND)
    assert "Write this finding in" in asked.text
    assert "The reporter is not told by this." in asked.text
    for each in ("Confirmed", "Two ledgers, and the mail of June 3.", "Coaching"):
        assert each in asked.text
    assert "No finding yet." in maria.get(place).text
    carried = all_hidden_in(asked.text, action)
    back = maria.post(action, **carried, sure="0")
    assert back.status_code == 200
    assert "Two ledgers, and the mail of June 3." in back.text
    assert 'value="SUB" selected' in " ".join(back.text.split())
    assert "No finding yet." in maria.get(place).text
    done(maria.post(action, **carried, sure="1"))
    shown = maria.get(place).text
    assert "No finding yet." not in shown
    assert "Two ledgers" in shown
    false = press(maria, place, action, **FOUND | {"outcome": "MIS"})
    assert "It counts once counsel has agreed." in false.text


def test_a_report_is_finished_after_its_end_was_read(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    with_feedback(maria, thomas, case)
    place, action = f"{case}/finish", f"{case}/finish/close"
    early = press(maria, f"{case}/outcome", f"{case}/outcome/move", to="closed", reason="Done.")
    assert "The list before closing is not done." in early.text
    with_list_done(maria, case)
    asked = press(maria, place, action, reason="All of it is done.")
    assert "is shown that it is finished, and can still write to you" in asked.text
    assert "It is kept until" in asked.text
    assert only_case(maria) == case, "nothing has happened yet"
    carried = all_hidden_in(asked.text, action)
    back = maria.post(action, **carried, sure="0")
    assert 'value="All of it is done."' in back.text
    by_the_other_form = press(
        maria, f"{case}/outcome", f"{case}/outcome/move", to="closed", reason="By hand."
    )
    assert "Finish this report now" in by_the_other_form.text
    done(maria.post(action, **carried, sure="1"))
    assert only_case(maria, "?show=finished") == case


def test_what_hinders_is_said_before_anybody_is_asked_if_they_are_sure(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    with_feedback(maria, thomas, case)
    with_list_done(maria, case)
    place, action = f"{case}/finish", f"{case}/finish/close"
    silent = press(maria, place, action, reason="")
    assert silent.status_code == 422
    assert "Give a reason." in silent.text
    done(surely(maria, place, action, reason="All of it is done."))
    token = {"csrf_token": all_hidden_in(silent.text, action)["csrf_token"], "which": "1"}
    late = maria.post(f"{case}/outcome/find", **token | FOUND)
    assert late.status_code == 422
    assert "It is finished. Open it again first." in late.text
