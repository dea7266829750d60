"""Six questions on one page: a wrong answer costs none of the others, and each is in words."""

import re

import pytest

from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import decide, done, hidden_in, only_case, press
from tests.channel import MARIA, THOMAS, Channel

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
ALL: dict[str, str | list[str]] = {
    "can_act": "read_on",
    "ours": "HR-CIV",
    "danger": ["evidence", "soon"],
    "exposure": "some",
    "why-exposure": "Four people can open the file.",
    "lead": THOMAS,
    "second": MARIA,
}


def begun(channel: Channel, *more: Answer) -> tuple[Visitor, str]:
    channel.report(STORY, *more)
    maria = channel.sign_in(MARIA)
    return maria, only_case(maria)


def flat(page: str) -> str:
    return " ".join(page.split())


def is_chosen(page: str, name: str, value: str) -> bool:
    """Say whether the page holds this choice, as it was made."""
    one = re.compile(rf'name="{name}" value="{value}" checked|value="{value}" selected')
    return bool(one.search(flat(page)))


def holds_all(page: str, *but: str) -> bool:
    ticked = ("can_act", "ours", "exposure", "lead", "second")
    chosen = [(name, str(ALL[name])) for name in ticked if name not in but]
    chosen += [("danger", each) for each in ALL["danger"] if "danger" not in but]
    typed = "why-exposure" in but or "Four people can open the file." in page
    return typed and all(is_chosen(page, *each) for each in chosen)


@pytest.mark.parametrize(
    ("wrong", "box", "says"),
    [
        ({"why-exposure": ""}, "why-exposure", "Say why, in one line."),
        ({"why-exposure": "y" * 301}, "why-exposure", "It is too long by 1 character."),
        ({"second": THOMAS}, "second", "The lead and the second are two people."),
        ({"second": ""}, "second", "Say who seconds, too."),
        ({"danger": ["none", "person"]}, "danger", "“Nothing of that” cannot be so"),
        ({"ours": "NO-SUCH"}, "ours", "Choose an answer."),
    ],
)
def test_one_wrong_answer_is_said_beside_it_and_costs_no_other(
    channel: Channel, wrong: dict[str, str | list[str]], box: str, says: str
) -> None:
    maria, case = begun(channel)
    answer = press(maria, f"{case}/triage", **ALL | wrong)
    assert answer.status_code == 422
    assert f'<a href="#{box}">{says}' in flat(answer.text)
    assert answer.text.count(says) == 2, "once above, and once beside the box"
    assert holds_all(answer.text, box)
    assert "5 questions are open" not in answer.text
    assert "6 questions are open" in answer.text, "nothing was kept by half"
    again = maria.post(f"{case}/triage", **hidden_in(answer.text, f"{case}/triage"), **ALL)
    done(again)
    assert "One question is open." in maria.get(f"{case}/triage").text


def test_what_somebody_answered_meanwhile_stands_beside_what_was_typed(channel: Channel) -> None:
    maria, case = begun(channel)
    thomas, place = channel.sign_in(THOMAS), f"{case}/triage"
    fields = hidden_in(maria.get(place).text, place)
    done(decide(thomas, case, "exposure", choice="high", why="Three can open it."))
    done(decide(thomas, case, "ours", choice="ACC-REV"))
    late = maria.post(place, **fields, **ALL)
    assert late.status_code == 422
    page = flat(late.text)
    assert "It says now: “High. Three can open it.”" in page
    assert "It says now: “Revenue recognition" in page
    assert is_chosen(page, "ours", "HR-CIV")
    assert is_chosen(page, "exposure", "some")
    assert "Four people can open the file." in page
    assert 'name="danger"' not in page, "what could be kept is kept, and not asked again"
    assert "Exposure risk: High. Three can open it." in flat(thomas.get(case).text)
    mine = {name: ALL[name] for name in ("ours", "exposure", "why-exposure")}
    done(maria.post(place, **hidden_in(late.text, place), **mine))
    assert "Four people can open the file." in thomas.get(case).text


def test_the_lead_that_was_filled_in_asks_for_nothing(channel: Channel) -> None:
    maria, case = begun(channel)
    done(press(maria, f"{case}/triage", can_act="read_on", lead=MARIA))
    assert "Who leads?" in maria.get(f"{case}/triage").text


def test_without_a_topic_nobody_can_tell_yet_and_nothing_is_alleged(channel: Channel) -> None:
    maria, case = begun(channel)
    page = maria.get(f"{case}/triage").text
    assert is_chosen(page, "ours", "cannot-tell")
    groups = re.findall(r'<optgroup label="([^"]+)"', page)
    assert groups[:2] == ["Ours", "Ours or not: one more answer decides"]
    assert "Not ours: Human resources" in groups
    assert "Not ours: answer it and finish" in groups
    done(press(maria, f"{case}/triage", can_act="read_on", ours="cannot-tell"))
    page = flat(maria.get(f"{case}/triage").text)
    assert "Cannot tell yet. It stays with us until somebody can tell." in page
    assert f'href="{case}/scope"' in page
    assert "Nothing is written down yet" in maria.get(f"{case}/scope").text
    assert "Something in it is ours, or nobody has said yet" in maria.get(f"{case}/hand-over").text


def test_a_topic_that_the_reporter_ticked_is_filled_in(channel: Channel) -> None:
    maria, case = begun(channel, Answer("topics", ("accounting",)))
    assert is_chosen(maria.get(f"{case}/triage").text, "ours", "ACC-EST")


def test_under_the_answer_stands_whose_it_is_and_the_way_to_hand_it_over(channel: Channel) -> None:
    maria, case = begun(channel)
    done(decide(maria, case, "ours", choice="HR-CIV"))
    page = flat(maria.get(f"{case}/triage").text)
    assert "Civility. It is somebody else’s. It goes to: Human resources." in page
    assert f'href="{case}/hand-over"' in page
    done(press(maria, f"{case}/scope", category="ACC-REV", which=""))
    page = flat(maria.get(f"{case}/triage").text)
    assert "Something else in it is ours, or may be, so it stays here." in page
    assert f'href="{case}/hand-over"' not in page
    done(decide(maria, case, "ours", choice="FRD-AST"))
    page = flat(maria.get(f"{case}/triage").text)
    assert "Nobody has said yet, so it stays with us." in page
    done(decide(maria, case, "ours", choice="ACC-REV"))
    assert "It is ours." in maria.get(f"{case}/triage").text


def test_a_team_that_no_page_offers_is_refused_and_no_fault(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    answer = decide(maria, case, "people", lead=f"{MARIA} {THOMAS}", second=MARIA)
    assert answer.status_code == 422
