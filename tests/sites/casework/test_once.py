"""A button that is pressed twice, or sent again after a lost answer, adds one thing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final, TypeAlias

from casework.complaints.domain.taxonomy import Category, CategoryCode
from casework.complaints.services.deciding import allege
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.readers.asking import Wish, ask
from casework.complaints.services.reading.casefiles import open_whole
from casework.complaints.services.talking import Advice, note, note_privileged
from casework.complaints.services.watching.tasking import Wanted, set_task, tasks_of
from casework.complaints.views.parts.addresses import case_at
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.keyring.presses import Press
from crypto.message.said import Answer
from crypto.names import ID_SIZE, CaseId
from tests.browser import Visitor
from tests.cases import DONE, cases_of, day_of, done, hidden_in, only_case, press
from tests.channel import DAVID, MARIA, THOMAS, Channel
from tests.committee import HELEN
from tests.evidence import TYPED, place_for, sent
from tests.unit.store.uploads.bodies import form

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
WORDS = "Compare the ledger with the contracts."

FORMS: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    ("notes", "", {"note": WORDS}),
    ("privileged", "", {"about": "a hold notice", "advice": WORDS}),
    ("outcome", "/allege", {"category": "ACC-EXP"}),
    ("scope", "", {"category": "FRD-AST"}),
    ("timeline", "", {"remark": WORDS}),
    ("conflicts", "", {"name": "Priya Shah", "part": "witness", "kind": "employee"}),
    ("protection", "", {"form": "measure", "text": WORDS}),
    ("kept", "/hold", {"why": "claim", "reason": "A letter came."}),
    ("people", "/ask", {"about": THOMAS, "to": HELEN, "why": WORDS}),
)


def twice(visitor: Visitor, place: str, action: str, typed: dict[str, str]) -> None:
    """Press once, and again as a browser does that never heard an answer."""
    path = f"{place}?on={_line(visitor, place)}" if place.endswith("timeline") else place
    fields = hidden_in(visitor.get(path).text, f"{place}{action}") | typed
    if place.endswith("scope"):
        fields.pop("which", None)
    first = visitor.post(f"{place}{action}", **fields)
    before = log(visitor, place)
    assert first.status_code == DONE, first.text
    again = visitor.post(f"{place}{action}", **fields)
    assert again.headers["Location"] == first.headers["Location"]
    assert log(visitor, place) == before


def _line(visitor: Visitor, place: str) -> str:
    return visitor.get(place).text.partition("?on=")[2][:64]


def log(visitor: Visitor, place: str) -> tuple[int, int]:
    """Count what stands in the timeline, and on the page itself."""
    case = place.rpartition("/")[0]
    shown = visitor.get(place).text
    return visitor.get(f"{case}/timeline").text.count("<li"), shown.count(WORDS)


def test_whatever_is_added_to_a_report_stands_once(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    maria.get(case)
    for place, action, typed in FORMS:
        twice(maria, f"{case}/{place}", action, typed)
    task = {"form": "set", "what": WORDS, "owner": MARIA}
    twice(maria, f"{case}/tasks", "", task | day_of("due", channel.desk.today()))
    assert maria.get(f"{case}/notes").text.count(WORDS) == 1
    assert maria.get(f"{case}/privileged").text.count(WORDS) == 1
    assert maria.get(f"{case}/outcome").text.count("Write the finding") == 2
    assert maria.get(f"{case}/conflicts").text.count("/conflicts/strike") == 1
    helen = channel.sign_in(HELEN)
    assert helen.get(f"{case}/people").text.count(WORDS) == 1


def test_a_file_that_is_sent_again_is_there_once(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = place_for(case)
    fields = hidden_in(maria.get(f"{case}/files").text, place) | TYPED
    body = form([*fields.items()], [("interview.txt", b"She saw the second invoice.")])
    done(sent(maria, place, body))
    assert done(sent(maria, place, body)) == f"{case}/files"
    assert maria.get(f"{case}/files").text.count('id="why-') == 1
    other = form([*fields.items()], [("interview-2.txt", b"And the third one.")])
    done(sent(maria, place, other))
    assert "interview-2.txt" in maria.get(f"{case}/files").text


def test_other_words_from_the_same_page_are_not_lost(channel: Channel) -> None:
    """Whoever goes back and types something else has said something else."""
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/notes"
    fields = hidden_in(maria.get(place).text, place)
    done(maria.post(place, **fields, note=WORDS))
    done(maria.post(place, **fields, note="Ask Priya."))
    shown = maria.get(place).text
    assert shown.count(WORDS) == 1
    assert shown.count("Ask Priya.") == 1


def test_a_note_that_was_moved_does_not_come_back_by_a_second_press(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/notes"
    fields = hidden_in(maria.get(place).text, place)
    done(maria.post(place, **fields, note=WORDS))
    move = maria.get(place).text.partition(f'href="{place}/')[2].partition('"')[0]
    done(press(maria, f"{place}/{move}", why="It is advice.", about="the ledger"))
    done(maria.post(place, **fields, note=WORDS))
    assert WORDS not in maria.get(place).text


def test_a_form_that_was_not_drawn_whole_loses_nothing(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/notes"
    again = maria.get(place)
    for drawn in ("", "x", "A" * 400, "ä" * 22, "AAAA"):
        fields = hidden_in(maria.get(place).text, place) | {"once": drawn}
        again = maria.post(place, **fields, note=WORDS)
        assert again.status_code == 422
        assert "Nothing was saved yet." in again.text
        assert WORDS in again.text
    assert WORDS not in maria.get(place).text
    done(maria.post(place, **hidden_in(again.text, place)))
    assert maria.get(place).text.count(WORDS) == 1


def test_what_was_drawn_for_one_report_adds_to_another_as_anything_else(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    one = only_case(maria)
    fields = hidden_in(maria.get(f"{one}/notes").text, f"{one}/notes")
    done(maria.post(f"{one}/notes", **fields, note=WORDS))
    channel.report(Answer("what", "The plant in Turin books scrap as stock."))
    [other] = cases_of(maria) - {one}
    done(maria.post(f"{other}/notes", **fields, note=WORDS))
    assert maria.get(f"{other}/notes").text.count(WORDS) == 1
    assert maria.get(f"{one}/notes").text.count(WORDS) == 1


def test_whoever_does_not_read_a_report_learns_nothing_by_a_press(channel: Channel) -> None:
    """The answer is the same as for an address that never was, pressed before or not."""
    channel.report(STORY, leaving_out=(DAVID,))
    maria, david = channel.sign_in(MARIA), channel.sign_in(DAVID)
    place = f"{only_case(maria)}/notes"
    fields = hidden_in(maria.get(place).text, place)
    done(maria.post(place, **fields, note=WORDS))
    token = hidden_in(david.get("/reports").text, "/lock")
    for drawn in ({}, {"once": fields["once"]}):
        never = david.post(f"/reports/{'A' * 43}/notes", **token | drawn, note=WORDS)
        there = david.post(place, **token | drawn, note=WORDS)
        assert (there.status_code, there.text) == (never.status_code, never.text)
        assert there.status_code == 404


Pressing: TypeAlias = Callable[[Desk, SignedIn, CaseId], object]
AT_ONCE: Final[tuple[Pressing, ...]] = (
    lambda desk, me, case: note(desk, me, case, WORDS),
    lambda desk, me, case: note_privileged(desk, me, case, Advice(WORDS, "a hold")),
    lambda desk, me, case: allege(desk, me, case, _about(desk)),
    lambda desk, me, case: set_task(desk, me, case, Wanted(WORDS, None, desk.today())),
    lambda desk, me, case: ask(desk, me, case, Wish(THOMAS, HELEN, WORDS)),
)


def _about(desk: Desk) -> Category:
    return procedure_of(desk).taxonomy.categories[CategoryCode("ACC-EXP")]


def test_two_presses_that_are_heard_at_once_add_one_thing(channel: Channel) -> None:
    """As two processes of the site would: each with a transaction of its own."""
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = only_case(maria)
    case, me, desk = case_at(place.removeprefix("/reports/")), channel.seat(MARIA), channel.desk
    for number, pressing in enumerate(AT_ONCE):
        pressed = replace(me, press=Press(bytes([number]) * ID_SIZE))
        with ThreadPoolExecutor(2) as both:
            heard = [both.submit(pressing, desk, pressed, case) for _ in range(2)]
        assert [each.result() for each in heard] == [heard[0].result()] * 2
    for part in ("notes", "privileged"):
        assert maria.get(f"{place}/{part}").text.count(WORDS) == 1, part
    with desk.database.reading() as tx:
        file = open_whole(tx, desk, me, case)
        assert file is not None
        assert len(tasks_of(file).each) == 1
    assert maria.get(f"{place}/outcome").text.count("Write the finding") == 1
    assert channel.sign_in(HELEN).get(f"{place}/people").text.count(WORDS) == 1


def test_other_words_under_the_id_of_a_sent_reply_are_not_taken_for_sent(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/conversation"
    fields = hidden_in(maria.get(place).text, place)
    done(maria.post(place, reply="Thank you.", checked="1", **fields))
    assert done(maria.post(place, reply="Thank you.", checked="1", **fields)).endswith("?sent")
    other = maria.post(place, reply="Who else knows?", checked="1", **fields)
    assert other.status_code == 422
    assert "Who else knows?" in other.text
    assert "Nothing was sent" in other.text
    again = hidden_in(other.text, place)
    done(maria.post(place, reply="Who else knows?", checked="1", **again))
    page = maria.get(place).text
    assert page.count("Thank you.") == page.count("Who else knows?") == 1
