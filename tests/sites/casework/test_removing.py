"""One reader takes out one other, at once; those who remain say whether that was right."""

import re
from typing import Final

import pytest

from casework.complaints.services.readers.acting import MayNotActError
from casework.complaints.services.readers.leaving import let_in
from casework.complaints.services.readers.newcomers import Vouched
from casework.complaints.services.readers.rekeying import Changed, Unanswered
from casework.complaints.services.readers.removing import agree_to_removal, remove
from casework.complaints.services.reading.keys import keys_of
from casework.complaints.services.reading.near import near
from crypto.message.said import Answer
from crypto.names import CaseId
from tests.browser import Visitor, typed_in, wrong_in
from tests.cases import cases_of, done, drawn, hidden_in, only_case, press, take_out, tied
from tests.channel import DAVID, EXTERNALS, JUNE, MARIA, THOMAS, Channel

HELEN, SAMUEL = EXTERNALS
DETAILS = re.compile("<details.*?</details>", re.DOTALL)
STORY = Answer("what", "The rebates are kept in a file called the cushion.")
SURE = Vouched("He is needed.", "He was asked.")
WHY = "He knows one of them."
ASKED = "agree or let them back"


def case_of(channel: Channel) -> CaseId:
    [case] = keys_of(channel.desk, channel.seat(MARIA)).cases
    return case


def test_before_somebody_is_removed_a_page_says_what_happens_and_asks_why(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    action = f"{case}/people/remove"
    page = press(maria, f"{case}/people", action, who=THOMAS)
    assert page.status_code == 200
    assert "Thomas Okafor loses access now and is told nothing." in page.text
    assert "These go on reading it: David Reyes, Helen Grant" in page.text
    assert "Remove Thomas Okafor now" in page.text
    assert only_case(thomas) == case
    silent = maria.post(action, **hidden_in(page.text, action))
    assert silent.status_code == 422
    assert "Say why, so that the others can judge it." in silent.text
    assert only_case(thomas) == case


def test_nobody_takes_out_a_second_before_another_reader_has_agreed_to_the_first(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria, june = channel.sign_in(MARIA), channel.sign_in(JUNE)
    case = only_case(maria)
    done(take_out(maria, case, THOMAS, WHY))
    refused = take_out(maria, case, DAVID, WHY)
    assert refused.status_code == 422
    assert "You removed Thomas Okafor." in refused.text
    assert WHY in refused.text
    assert "Thomas Okafor was taken out of" in june.get("/today").text
    assert ASKED not in maria.get("/today").text
    people = june.get(f"{case}/people").text
    assert "Thomas Okafor was taken out by Maria Alvarez on" in people
    assert WHY in people
    done(press(june, f"{case}/people", f"{case}/people/agree", who=THOMAS))
    assert ASKED not in june.get("/today").text
    done(take_out(maria, case, DAVID, WHY))
    assert "June Park agreed that Thomas Okafor was removed." in maria.get(f"{case}/timeline").text


def test_nobody_agrees_to_their_own_removal_of_somebody(channel: Channel) -> None:
    channel.report(STORY)
    channel.sign_in(MARIA).get("/reports")
    case, maria = case_of(channel), channel.seat(MARIA)
    assert isinstance(remove(channel.desk, maria, case, THOMAS, WHY), Changed)
    agree_to_removal(channel.desk, maria, case, THOMAS)
    assert isinstance(remove(channel.desk, maria, case, DAVID, WHY), Unanswered)


def test_those_who_remain_let_back_whoever_was_wrongly_removed(channel: Channel) -> None:
    channel.report(STORY)
    maria, june, david = map(channel.sign_in, (MARIA, JUNE, DAVID))
    case = only_case(maria)
    done(take_out(maria, case, THOMAS, WHY))
    assert "let them back under" in june.get(f"{case}/people").text
    words = {"why": "He knows nobody.", "free": "He was asked."}
    for reader in (june, david):
        done(press(reader, f"{case}/people", f"{case}/people/add", who=THOMAS, **words))
    assert only_case(channel.sign_in(THOMAS)) == case
    for reader in (june, david):
        assert ASKED not in reader.get("/today").text
    # What was settled holds up nobody.
    done(take_out(maria, case, DAVID, WHY))


def test_whoever_is_removed_notices_nothing(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    done(take_out(maria, case, THOMAS, WHY))
    for screen in (thomas, channel.sign_in(THOMAS)):
        assert cases_of(screen) == set()
        assert "taken out" not in screen.get("/today").text
        for post in ("agree", "remove"):
            token = hidden_in(screen.get("/reports").text, "/lock")
            assert screen.post(f"{case}/people/{post}", who=DAVID, **token).status_code == 404


def test_a_name_that_takes_a_reader_out_counts_as_taking_them_out(channel: Channel) -> None:
    channel.report(STORY)
    maria, david = channel.sign_in(MARIA), channel.sign_in(DAVID)
    case = only_case(maria)
    place = f"{case}/conflicts"
    fields = {"part": "subject", "kind": "committee member"}
    done(press(maria, place, name="June", person=JUNE, **fields))
    refused = press(maria, place, name="Thomas", person=THOMAS, **fields)
    assert refused.status_code == 422
    assert "This takes another reader out." in refused.text
    assert "June Park was taken out of" in david.get("/today").text
    done(press(david, f"{case}/people", f"{case}/people/agree", who=JUNE))
    done(press(maria, place, name="Thomas", person=THOMAS, **fields))


TRIES: Final[dict[str, dict[str, str]]] = {
    "conversation": {"reply": "We know.", "checked": "1", "id": "0" * 32, "seen": "1"},
    "notes": {"note": "Nothing to see here."},
    "outcome/find": {"which": "1", "outcome": "UNF", "basis": "It is nothing."},
    "outcome/allege": {"category": "ACC-EXP"},
    "outcome/move": {"to": "triage", "was": "received", "reason": "It is time."},
    "people/remove": {"who": MARIA, "why": "She is too curious.", "sure": "1"},
    "people/add": {"who": DAVID, "why": "He is good.", "free": "We were told."},
    "finish/answers": {"basis": "Nothing was found."},
    "kept/hold": {"why": "claim", "reason": "A letter came."},
    "conflicts": {"name": "Maria", "part": "subject", "was": "1"},
    "severity": {"was": "none"},
    "triage": {"exposure": "low", "was-exposure": "\n", "why-exposure": "It is safe."},
    "aside": {},
    "protection": {"form": "measure", "text": "A locked room."},
}


def barred(visitor: Visitor, case: str, place: str, **typed: str) -> str:
    """Try something that the pages offer, and return what the one page says that answers it."""
    token = hidden_in(visitor.get("/reports").text, "/lock")
    answer = visitor.post(f"{case}/{place}", **token | drawn() | typed)
    assert answer.status_code == 403, f"{place}: {answer.text}"
    return answer.text


def test_whoever_has_a_tie_reads_on_and_changes_nothing(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    done(press(maria, f"{case}/outcome", f"{case}/outcome/allege", category="ACC-EXP"))
    tied(thomas, case)
    says = "You said that you have a tie to somebody in this report."
    assert says in thomas.get(case).text
    before = maria.get(f"{case}/timeline").text
    for place, typed in TRIES.items():
        if place == "people/add":
            done(take_out(maria, case, DAVID, WHY))
            before = maria.get(f"{case}/timeline").text
        page = barred(thomas, case, place, **typed)
        assert says in page
        assert all(each in page for each in typed.values() if " " in each.strip())
    assert maria.get(f"{case}/timeline").text.count("Thomas Okafor") == before.count(
        "Thomas Okafor"
    )
    wish = {"about": MARIA, "to": HELEN, "why": "Ask her."}
    done(press(thomas, f"{case}/people", f"{case}/people/ask", **wish))
    done(press(thomas, f"{case}/conflicts", f"{case}/conflicts/free"))
    assert says in thomas.get(case).text
    assert "You have stepped back" in press(thomas, f"{case}/step-back").text


def test_somebody_can_be_let_in_when_too_few_are_free_to_act(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE, DAVID))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    seats = [channel.seat(each) for each in (MARIA, THOMAS, HELEN)]
    done(take_out(maria, case, SAMUEL, WHY))
    tied(thomas, case)
    with pytest.raises(MayNotActError):
        let_in(channel.desk, seats[1], case_of(channel), SAMUEL, SURE)
    tied(maria, case)
    let_in(channel.desk, seats[1], case_of(channel), SAMUEL, SURE)
    assert isinstance(let_in(channel.desk, seats[2], case_of(channel), SAMUEL, SURE), Changed)


def test_a_card_that_was_read_shows_nothing_once_its_key_is_gone(channel: Channel) -> None:
    channel.report(STORY)
    assert only_case(channel.sign_in(MARIA))
    case, thomas = case_of(channel), channel.seat(THOMAS)
    assert [each.line.id for each in near(channel.desk, thomas).seen] == [case]
    with channel.desk.keystore.change() as keys:
        keys.wraps.drop(case)
    assert near(channel.desk, thomas).seen == ()


@pytest.mark.parametrize(
    ("wrong", "boxes"),
    [
        ({"why": "w" * 802}, {"why-ask": "It is too long by 2 characters. Shorten it."}),
        ({"to": ""}, {"ask-to": "Choose who is told."}),
        ({"to": THOMAS}, {"ask-to": "Choose somebody else: whoever it is about is not told."}),
        (
            {"about": "", "why": ""},
            {"ask-about": "Choose who should step back.", "why-ask": "Say why."},
        ),
    ],
)
def test_a_wish_that_lacks_an_answer_is_told_to_nobody_and_keeps_what_was_typed(
    channel: Channel, wrong: dict[str, str], boxes: dict[str, str]
) -> None:
    channel.report(STORY)
    maria, david = map(channel.sign_in, (MARIA, DAVID))
    place = f"{only_case(maria)}/people"
    wish = {"about": THOMAS, "to": DAVID, "why": "They share a boat."} | wrong
    page = press(maria, place, f"{place}/ask", **wish).text
    assert wrong_in(page) == boxes
    assert typed_in(page, f"{place}/ask") == {name: each for name, each in wish.items() if each}
    [form] = (each for each in DETAILS.findall(page) if "Who is told?" in each)
    assert form.startswith("<details open")
    assert "A note to you alone" not in david.get(place).text
