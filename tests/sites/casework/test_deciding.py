"""What was found and who decided: words that follow people for years, so none is written alone."""

import re
from datetime import timedelta

import pytest

from tests.browser import Visitor, typed_in, wrong_in
from tests.cases import day_of, decide, done, hidden_in, only_case, press, surely, take_out
from tests.channel import EXTERNALS, JUNE, MARIA, THOMAS, Channel
from tests.endings import ANSWERS, COUNSEL, STORY, with_decision, with_feedback
from tests.sites.casework.test_finishing import lines_on


def begun(channel: Channel) -> tuple[Visitor, Visitor, str]:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    return maria, thomas, only_case(maria)


def called_false(channel: Channel) -> tuple[Visitor, str]:
    maria, thomas, case = begun(channel)
    with_feedback(maria, thomas, case)
    found_false(maria, case)
    return maria, case


def found_false(maria: Visitor, case: str, basis: str = "He said so himself.") -> None:
    place = f"{case}/outcome"
    done(surely(maria, place, f"{place}/find", outcome="MIS", basis=basis))


def agreed(visitor: Visitor, case: str) -> int:
    place = f"{case}/outcome"
    was = "MIS\nHe said so himself."  # as the page of counsel says that it stands
    typed = {"which": "1", "was": was, "why": "A mail of his says that he made it up."}
    return visitor.fill_in(place, f"{place}/approve", **typed).status_code


def test_knowingly_false_counts_once_counsel_who_reads_it_has_agreed(channel: Channel) -> None:
    maria, case = called_false(channel)
    assert "It counts once counsel has agreed" in maria.get(f"{case}/outcome").text
    helen = channel.sign_in(COUNSEL)
    assert "may be called knowingly false" in helen.get("/today").text
    answer = press(helen, f"{case}/outcome", f"{case}/outcome/approve", why="")
    assert "Say why it may be called knowingly false." in answer.text
    why = "A mail of his says that he made it up."
    done(press(helen, f"{case}/outcome", f"{case}/outcome/approve", why=why))
    assert "Helen Grant agreed to call it that." in maria.get(f"{case}/outcome").text
    assert why in maria.get(f"{case}/timeline").text
    assert "may be called knowingly false" not in helen.get("/today").text


def test_no_member_agrees_to_call_a_report_knowingly_false(channel: Channel) -> None:
    maria, case = called_false(channel)
    assert agreed(maria, case) == 422
    assert "It counts once counsel has agreed" in maria.get(f"{case}/outcome").text


def test_counsel_agrees_to_what_they_read_and_to_nothing_that_was_written_since(
    channel: Channel,
) -> None:
    maria, case = called_false(channel)
    helen, place = channel.sign_in(COUNSEL), f"{case}/outcome"
    read = hidden_in(helen.get(place).text, f"{place}/approve")
    found_false(maria, case, "Two people heard him laugh about it.")
    why = "A mail of his says that he made it up."
    answer = helen.post(f"{place}/approve", **read, why=why)
    assert answer.status_code == 422
    assert "approve-1" in wrong_in(answer.text)
    assert f'value="{why}"' in answer.text
    assert "It counts once counsel has agreed" in maria.get(place).text


def test_what_was_written_anew_about_a_false_report_asks_counsel_anew(channel: Channel) -> None:
    maria, case = called_false(channel)
    assert agreed(channel.sign_in(COUNSEL), case) == 303
    found_false(maria, case)
    assert "Helen Grant agreed" in maria.get(f"{case}/outcome").text, "nothing new was written"
    found_false(maria, case, "Somebody says so.")
    assert "It counts once counsel has agreed" in maria.get(f"{case}/outcome").text


def test_counsel_whom_a_tie_keeps_away_agrees_to_nothing(channel: Channel) -> None:
    maria, case = called_false(channel)
    helen = channel.sign_in(COUNSEL)
    done(helen.fill_in(f"{case}/conflicts", f"{case}/conflicts/tie"))
    assert agreed(helen, case) != 303
    assert channel.join(EXTERNALS[1]).name in maria.get(f"{case}/outcome").text


def decision_on(page: str) -> dict[str, str]:
    boxes = ("decided-month", "decided-day", "decided-year", "for", "against", "abstained")
    found = {name: re.search(rf'name="{name}"\s+value="([^"]*)"', page) for name in boxes}
    return {name: each[1] for name, each in found.items() if each}


def test_the_decision_has_its_own_day_and_keeps_it_when_the_list_is_saved_again(
    channel: Channel,
) -> None:
    maria, _, case = begun(channel)
    place, past = f"{case}/finish", channel.desk.today() - timedelta(days=9)
    votes = {"for": "1", "against": "1", "abstained": "0"}
    typed = ANSWERS | day_of("decided", past) | votes | {"vote": "counted"}
    done(press(maria, place, f"{place}/answers", **typed))
    wanted = day_of("decided", past) | votes
    assert decision_on(maria.get(place).text) == wanted
    channel.later(channel.desk.today() + timedelta(days=3))
    maria = channel.sign_in(MARIA)
    done(press(maria, place, f"{place}/answers", **typed))
    assert decision_on(maria.get(place).text) == wanted


def test_the_votes_of_a_body_outside_are_counted_with_ours(channel: Channel) -> None:
    maria, _, case = begun(channel)
    place = f"{case}/finish"
    votes = {"for": "5", "against": "2", "abstained": "1"}
    typed = ANSWERS | votes | {"vote": "counted", "outside": "The board"}
    # A telephone sets a space behind a word, and a number is none the less for it.
    for written in (typed, typed | {"for": "5 "}):
        done(press(maria, place, f"{place}/answers", **written))
        page = maria.get(place).text
        assert {name: decision_on(page)[name] for name in votes} == votes


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"decided-day": "40"}, "Write a day that has been"),
        ({"decided-year": "2199"}, "Write a day that has been"),
        ({"vote": "counted", "for": "3"}, "Each who decided has one vote."),
        ({"vote": "counted", "for": "2", "outside": "The board"}, "the votes of those outside"),
        ({"vote": "counted", "for": "five", "outside": "The board"}, "Write a number, such as 3."),
        ({"vote": "counted", "for": "2", "against": "½"}, "Write a number, such as 3."),
        ({"for": "5", "against": "2", "outside": "The board"}, "or clear the numbers"),
        ({"vote": "", "for": "5", "decided-day": "40"}, "Write a day that has been"),
    ],
)
def test_a_decision_that_cannot_be_so_is_refused_and_nothing_typed_is_lost(
    channel: Channel, wrong: dict[str, str], says: str
) -> None:
    maria, _, case = begun(channel)
    place = f"{case}/finish"
    answer = press(maria, place, f"{place}/answers", **(ANSWERS | wrong))
    assert answer.status_code == 422
    assert says in answer.text
    assert "No proof." in answer.text
    assert all(f'value="{each}"' in answer.text for each in wrong.values())


def test_one_alone_does_not_decide_where_the_way_says_the_committee(channel: Channel) -> None:
    maria, _, case = begun(channel)
    place = f"{case}/finish"
    named = {"name": "The finance chief", "part": "subject"}
    done(press(maria, f"{case}/conflicts", kind="chief financial officer", **named))
    answer = press(maria, place, f"{place}/answers", **(ANSWERS | {"by": MARIA, "vote": ""}))
    assert answer.status_code == 422
    assert "Somebody else must decide this. It is decided by: The committee:" in answer.text
    assert "No proof." in answer.text
    assert not re.search(r'name="by"[^>]*checked', maria.get(place).text)
    done(press(maria, place, f"{place}/answers", **ANSWERS))


def stops(maria: Visitor, case: str) -> str:
    """Return what the list says of who decided, if that stands in the way."""
    page = maria.get(f"{case}/finish").text
    lines = re.findall(r'<li class="is-stop">(.*?)</li>', page, re.DOTALL)
    return " ".join(text for text in lines if "Nobody decided who must not" in text)


def test_a_name_that_comes_later_asks_for_another_decision(channel: Channel) -> None:
    """What the chair decided alone is no decision of the committee, which it has become."""
    maria, _, case = begun(channel)
    place = f"{case}/finish"
    done(press(maria, place, f"{place}/answers", **(ANSWERS | {"by": MARIA, "vote": ""})))
    assert not stops(maria, case)
    chief = {"name": "The finance chief", "kind": "chief financial officer"}
    done(press(maria, f"{case}/conflicts", part="subject", **chief))
    assert "It is decided by: The committee: David Reyes, June Park, Maria" in stops(maria, case)


def test_whoever_decides_outside_is_named_on_the_list(channel: Channel) -> None:
    maria, _, case = begun(channel)
    place = f"{case}/finish"
    done(press(maria, f"{case}/conflicts", name="A fitter", part="subject", kind="employee"))
    answer = press(maria, place, f"{place}/answers", **ANSWERS)
    assert "The head of human resources, outside this system" in answer.text
    done(press(maria, place, f"{place}/answers", **ANSWERS, outside="Ann Bell, head of HR"))
    assert not stops(maria, case)
    assert 'value="Ann Bell, head of HR"' in maria.get(place).text


def test_counsel_from_outside_is_nobody_who_decides(channel: Channel) -> None:
    maria, _, case = begun(channel)
    place = f"{case}/finish"
    assert f'value="{COUNSEL}"' not in maria.get(place).text
    answer = press(maria, place, f"{place}/answers", **(ANSWERS | {"by": [MARIA, COUNSEL]}))
    assert "Somebody else must decide this." in answer.text


def test_the_timeline_says_which_question_was_answered_and_how(channel: Channel) -> None:
    maria, thomas, case = begun(channel)
    done(decide(maria, case, "exposure", choice="high", why="Few could know."))
    with_decision(maria, thomas, case)
    done(press(maria, f"{case}/finish", f"{case}/finish/answers", **ANSWERS))
    page = " ".join(maria.get(f"{case}/timeline").text.split())
    for line in (
        "Maria Alvarez answered “Could the reporter be found out by what we do next?”: High.",
        "Few could know.",
        "Maria Alvarez answered “Can you act on this?”: Yes. Nothing stands in my way.",
        "Maria Alvarez named who leads and who seconds: Maria Alvarez, Thomas Okafor.",
        "Thomas Okafor said that nothing stands in the way.",
        ": Could not confirm.",
        "Maria Alvarez answered the list before it is finished.",
    ):
        assert line in page, line
    assert not re.search("can_act|answered a question|UNS|ACC-EXP", page)


def test_a_chair_who_does_not_read_it_any_more_decides_nothing(channel: Channel) -> None:
    maria, thomas, case = begun(channel)
    assert "It is decided by: The chair: Maria Alvarez." in maria.get(f"{case}/finish").text
    done(take_out(thomas, case, MARIA, "She asked for it."))
    page = thomas.get(f"{case}/finish").text
    assert "It is decided by: The committee: David Reyes, June Park, Thomas Okafor." in page
    assert f'name="by" value="{MARIA}"' not in page


def test_whoever_leaves_takes_no_decision_along(channel: Channel) -> None:
    maria, thomas, case = begun(channel)
    with_decision(maria, thomas, case)
    place = f"{case}/finish"
    done(press(maria, place, f"{place}/answers", **ANSWERS))
    done(take_out(thomas, case, MARIA, "She knows one of them."))
    theirs = "Nobody decided who must not, nor alone where the way asks for several."
    assert lines_on(thomas.get(place).text)[theirs] == "Done"
    later = press(thomas, place, f"{place}/answers", **{**ANSWERS, "agency": "yes"})
    assert later.status_code == 303, "what else the list asks can still be answered"
    other = press(thomas, place, f"{place}/answers", **(ANSWERS | {"by": JUNE}))
    assert other.status_code == 422, "another decision is asked about anew"


def test_directors_who_are_no_members_decide_about_the_chair(channel: Channel) -> None:
    _, thomas, case = begun(channel)
    named = {"name": "Somebody else", "part": "subject", "kind": "committee chair"}
    press(thomas, f"{case}/conflicts", **named)
    place = f"{case}/finish"
    theirs = {**ANSWERS, "by": [], "outside": "The independent directors", "vote": ""}
    done(press(thomas, place, f"{place}/answers", **theirs))


@pytest.mark.parametrize(
    ("wrong", "box", "says"),
    [
        ({"to": ""}, "to", "Choose where it goes."),
        ({"until-month": "40"}, "until", "Say until when it is on hold."),
        ({"reason": ""}, "reason", "Give a reason."),
        ({"reason": "a" * 312}, "reason", "It is too long by 12 characters."),
        ({"was": "decided"}, "to", "Somebody changed this while you were reading."),
    ],
)
def test_a_step_that_is_refused_says_so_beside_its_box_and_loses_nothing_typed(
    channel: Channel, wrong: dict[str, str], box: str, says: str
) -> None:
    maria, _, case = begun(channel)
    place = f"{case}/outcome"
    moves = f"{place}/move"
    done(press(maria, place, moves, to="triage", reason="It is time."))
    until = day_of("until", channel.desk.today() + timedelta(days=30))
    typed = {"to": "on hold", "reason": "The bank answers in May."} | until | wrong
    page = press(maria, place, moves, **typed).text
    [(at, told)] = wrong_in(page).items()
    assert (at, told.startswith(says)) == (box, True)
    kept = {name: value for name, value in typed.items() if value and name != "was"}
    assert typed_in(page, moves) == kept


def test_a_finding_that_lacks_something_says_so_beside_its_box(channel: Channel) -> None:
    maria, _, case = begun(channel)
    place = f"{case}/outcome"
    done(press(maria, place, f"{place}/allege", category="ACC-EXP"))
    assert wrong_in(press(maria, place, f"{place}/allege").text).keys() == {"category"}
    basis = "b" * 20_001
    page = press(maria, place, f"{place}/find", outcome="", basis=basis).text
    assert wrong_in(page) == {
        "outcome-1": "Choose what was found.",
        "basis-1": "It is too long by 1 character. Shorten it.",
    }
    assert basis in page
    assert "No finding yet." in maria.get(place).text
