"""Whose it is, sorted anew: no finding falls unseen, no later hand wins, and nothing leaks out."""

from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import all_hidden_in, decide, done, hidden_in, only_case, press, surely
from tests.channel import MARIA, THOMAS, Channel

STORY = Answer("what", "Brown shouts at people. He also books sales that never shipped.")
FOUND: dict[str, str | list[str]] = {
    "outcome": "SUB",
    "basis": "Two ledgers, and the mail of June 3.",
    "actions": ["coaching"],
    "causes": ["tone"],
}


def begun(channel: Channel) -> tuple[Visitor, Visitor, str]:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    return maria, thomas, only_case(maria)


def found(visitor: Visitor, case: str) -> None:
    done(press(visitor, f"{case}/scope", category="ACC-REV", which=""))
    done(surely(visitor, f"{case}/outcome", f"{case}/outcome/find", **FOUND))


def shown(visitor: Visitor, place: str) -> str:
    return " ".join(visitor.get(place).text.split())


def test_a_finding_falls_only_after_somebody_read_that_it_will(channel: Channel) -> None:
    maria, thomas, case = begun(channel)
    found(maria, case)
    place = f"{case}/scope"
    asked = press(thomas, place, category="HR-CIV", which="1")
    assert asked.status_code == 200
    assert "What Maria Alvarez found on" in asked.text
    assert "does not stand any more." in asked.text
    assert "Two ledgers, and the mail of June 3." in asked.text
    carried = all_hidden_in(asked.text, place)
    back = thomas.post(place, **carried, sure="0")
    assert 'value="HR-CIV" selected' in " ".join(back.text.split())
    assert "No finding yet." not in thomas.get(f"{case}/outcome").text
    done(thomas.post(place, **carried, sure="1"))
    outcome = shown(maria, f"{case}/outcome")
    assert "No finding yet." in outcome
    assert "Two ledgers, and the mail of June 3." in outcome
    assert "by Maria Alvarez about “Revenue recognition" in outcome
    assert "when Thomas" in outcome
    assert "stands no more." in shown(maria, f"{case}/timeline")
    assert "“Confirmed”" in shown(maria, f"{case}/timeline")


def test_what_is_saved_as_it_stands_keeps_its_finding_without_a_question(channel: Channel) -> None:
    maria, _, case = begun(channel)
    found(maria, case)
    done(press(maria, f"{case}/scope", category="ACC-REV", which="1"))
    assert "Two ledgers" in maria.get(f"{case}/outcome").text
    assert "No finding yet." not in maria.get(f"{case}/outcome").text


def test_of_two_who_sort_at_once_the_later_is_told_and_loses_no_choice(channel: Channel) -> None:
    maria, thomas, case = begun(channel)
    place = f"{case}/scope"
    done(press(maria, place, category="FRD-AST", which=""))
    before = hidden_in(thomas.get(place).text, place)
    done(press(maria, place, category="FRD-AST", which="1", answer="yes"))
    late = thomas.post(place, **before | {"category": "HR-HAR", "answer": "no"})
    assert late.status_code == 422
    assert "Somebody changed this while you were reading." in late.text
    assert 'value="HR-HAR" selected' in " ".join(late.text.split())
    assert "It is ours." in late.text
    assert "It is ours." in maria.get(place).text
    now = hidden_in(late.text, place)
    done(thomas.post(place, **now | {"category": "HR-HAR", "answer": "no"}))
    assert "It is somebody else’s." in maria.get(place).text


def test_a_finding_that_somebody_wrote_meanwhile_does_not_fall(channel: Channel) -> None:
    maria, thomas, case = begun(channel)
    place = f"{case}/scope"
    done(press(maria, place, category="ACC-REV", which=""))
    before = hidden_in(thomas.get(place).text, place)
    done(surely(maria, f"{case}/outcome", f"{case}/outcome/find", **FOUND))
    for sure in ({}, {"sure": "1"}):
        late = thomas.post(place, **before | {"category": "HR-CIV"} | sure)
        assert late.status_code == 422
    assert "No finding yet." not in maria.get(f"{case}/outcome").text


def test_a_corrected_answer_corrects_what_is_alleged(channel: Channel) -> None:
    maria, thomas, case = begun(channel)
    done(decide(maria, case, "ours", choice="HR-CIV"))
    assert "It is somebody else’s." in maria.get(f"{case}/scope").text
    done(decide(thomas, case, "ours", choice="ACC-REV"))
    page = shown(maria, f"{case}/scope")
    assert "It is ours." in page
    assert "somebody else’s" not in page
    assert "Something in it is ours" in maria.get(f"{case}/hand-over").text


def test_nothing_is_handed_over_while_answer_and_allegations_disagree(channel: Channel) -> None:
    maria, thomas, case = begun(channel)
    place = f"{case}/hand-over"
    done(decide(maria, case, "people", lead=MARIA, second=THOMAS))
    for each in (maria, thomas):
        done(press(each, f"{case}/conflicts", f"{case}/conflicts/free"))
    done(decide(maria, case, "ours", choice="ACC-REV"))
    done(press(thomas, f"{case}/scope", category="HR-CIV", which="1"))
    assert "is answered otherwise than what is alleged" in maria.get(f"{case}/scope").text
    typed = {"to": "hr", "to_whom": "Pat Doe", "text": "One matter.", "checked": "1"}
    fields = hidden_in(maria.get(place).text, place)
    refused = maria.post(place, **fields | typed)
    assert refused.status_code == 422
    assert "Nothing goes elsewhere before both say the same" in refused.text
    assert "One matter." in refused.text
    done(decide(maria, case, "ours", choice="HR-HAR"))
    assert "answered otherwise" not in maria.get(place).text
    done(maria.post(place, **hidden_in(maria.get(place).text, place) | typed))
    assert "Passed on" in thomas.get(case).text


def test_a_finding_that_another_one_replaces_stays_on_record(channel: Channel) -> None:
    maria, thomas, case = begun(channel)
    found(maria, case)
    other = {"outcome": "UNS", "basis": "It was another ledger."}
    done(surely(thomas, f"{case}/outcome", f"{case}/outcome/find", **other))
    page = shown(maria, f"{case}/outcome")
    assert "Two ledgers, and the mail of June 3." in page
    assert "when Thomas Okafor wrote another finding." in page
