"""Two members write in one case at once: whoever comes later is told, and keeps what they typed."""

from crypto.message.said import Answer
from tests.cases import done, hidden_in, only_case, press, surely
from tests.channel import JUNE, MARIA, THOMAS, Channel

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
TOLD = "Somebody changed this while you were reading. Nothing was saved: look at it first."


def test_a_finding_is_not_written_over_one_that_came_meanwhile(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place, action = f"{case}/outcome", f"{case}/outcome/find"
    done(press(maria, place, f"{place}/allege", category="ACC-EXP"))
    before = hidden_in(thomas.get(place).text, action)
    done(surely(maria, place, action, outcome="UNS", basis="The books are right."))
    late = thomas.post(action, **before | {"outcome": "SUB", "basis": "It is all true."})
    assert late.status_code == 422
    assert TOLD in late.text
    assert "It is all true." in late.text
    assert "The books are right." in maria.get(place).text


def test_the_closing_list_is_not_written_over_answers_that_came_meanwhile(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place, action = f"{case}/finish", f"{case}/finish/answers"
    before = hidden_in(thomas.get(place).text, action)
    done(press(maria, place, action, basis="The books are right."))
    late = thomas.post(action, **before | {"basis": "It is all true."})
    assert late.status_code == 422
    assert "Somebody changed this while you were reading. Yours is not saved." in late.text
    assert "It is all true." in late.text
    assert "The books are right." in late.text
    assert "The books are right." in maria.get(place).text


def test_the_lead_is_not_named_over_one_who_was_named_meanwhile(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place = f"{case}/triage"
    page = f"{place}?question=people"
    before = hidden_in(thomas.get(page).text, place)
    done(maria.post(place, **hidden_in(maria.get(page).text, place), lead=MARIA, second=THOMAS))
    late = thomas.post(place, **before, lead=THOMAS, second=JUNE)
    assert late.status_code == 422
    assert "It says now: “Maria Alvarez, Thomas Okafor”. Yours is not saved." in late.text
    assert "Maria Alvarez, Thomas Okafor" in maria.get(case).text
