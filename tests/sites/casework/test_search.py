"""Whoever reads a report finds every word of it, and nobody finds anything else."""

import re
from dataclasses import replace
from html import unescape

import pytest

from casework.complaints.services.opening.pending import open_pending
from casework.desk import lay_desk
from casework.search.records.index import Index
from casework.search.services import indexing
from casework.search.views import searching
from crypto.message.said import Answer
from store.errors import BusyError
from tests.browser import Visitor
from tests.cases import done, name_of, only_case, press, reply, take_out
from tests.channel import DAVID, JUNE, MARIA, THOMAS, Channel

STORY = Answer("what", "The Zürich rebates are kept in a file called the cushion.")
NOTHING = "No results in what you can see"
_RESULTS = re.compile(r'<section class="card flow" aria-label="([^"]+)"')
_MARKED = re.compile(r"<mark>([^<]*)</mark>")


def found(visitor: Visitor, words: str, **chosen: str) -> str:
    """Ask as a member does, and return the page of results."""
    place = done(visitor.fill_in("/search", "/search", words=words, **chosen))
    assert place == "/search/found"
    return unescape(visitor.get(place).text)


def names(page: str) -> list[str]:
    return _RESULTS.findall(page)


def worked(channel: Channel) -> tuple[Visitor, str]:
    """A report with a message, an answer, two notes and a file."""
    sent = channel.report(STORY, files={"gate-log.csv": b"0" * 100})
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    reply(maria, case, "Thank you. Which quarter was it?")
    done(press(maria, f"{case}/notes", note="Ask the night shift nothing yet."))
    done(press(maria, f"{case}/privileged", about="preserving logs", advice="Keep the drive."))
    sent.add(Answer("message", "It was the second quarter."))
    channel.collect()
    maria.get("/reports")
    return maria, case


def test_every_word_of_a_case_finds_it_with_the_place_where_it_stands(channel: Channel) -> None:
    maria, case = worked(channel)
    name = name_of(maria, case)
    for words, marked, place in (
        ("cushion", "cushion", ""),
        ("zurich REBATE", "Zürich rebates", ""),
        ('"which quarter"', "Which quarter", "/conversation"),
        ("second quarter", "second quarter", "/conversation"),
        ("night shift", "night shift", "/notes"),
        ("drive preserving", "preserving drive", "/privileged"),
        ("gate-log.csv", "gate log csv", "/files"),
    ):
        page = found(maria, words)
        assert names(page) == [name], words
        assert " ".join(_MARKED.findall(page)).casefold() == marked.casefold()
        assert f'href="{case}{place}"' in page
    page = found(maria, name)
    assert names(page) == [name]
    assert _MARKED.findall(page) == name.split()


@pytest.mark.parametrize("words", ["kushion", '"file rebates"', "cushion quarter", "xyzzy*"])
def test_what_nobody_said_in_one_place_is_not_found(channel: Channel, words: str) -> None:
    maria, _ = worked(channel)
    page = found(maria, words)
    assert names(page) == []
    assert NOTHING in page


@pytest.mark.parametrize(
    "words", ['cushion"', "cushion AND", "NEAR(cushion", "said:cushion", "-cushion", "cushion)*^"]
)
def test_no_sign_is_an_order(channel: Channel, words: str) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    page = found(maria, words)
    assert "There is a problem" not in page
    assert NOTHING in page or len(names(page)) == 1


def test_each_place_says_who_can_read_it(channel: Channel) -> None:
    maria, _ = worked(channel)
    for words, says in (
        ("cushion", "Reporter sees this"),
        ("night", "Committee only"),
        ("drive", "Privileged: counsel"),
    ):
        page = found(maria, words)
        assert re.findall(r"<b>([^<]+)</b>", page) == [says]


def test_reports_can_be_chosen_by_their_state_and_by_when_they_came_in(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    assert len(names(found(maria, "cushion", which="new", when="month"))) == 1
    assert NOTHING in found(maria, "cushion", which="finished")
    page = found(maria, "cushion", which="nonsense", when="nonsense")
    assert len(names(page)) == 1


@pytest.mark.parametrize(
    ("words", "says"), [("  ", "Type at least one word."), ("?!", "Type at least one word.")]
)
def test_a_question_without_a_word_is_refused_beside_its_field(
    channel: Channel, words: str, says: str
) -> None:
    maria = channel.sign_in(MARIA)
    answer = maria.fill_in("/search", "/search", words=words, which="finished")
    assert answer.status_code == 422
    assert says in answer.text
    assert re.search(r'value="finished"\s+selected', answer.text)


def test_nothing_that_was_typed_is_lost_when_it_is_too_long(channel: Channel) -> None:
    maria = channel.sign_in(MARIA)
    answer = maria.fill_in("/search", "/search", words="cushion " * 30)
    assert answer.status_code == 422
    assert "Use at most 200 characters." in answer.text
    assert ("cushion " * 30).strip() in answer.text


def test_the_question_stands_in_no_address_and_is_there_again_after_a_report(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    page = found(maria, "cushion")
    assert not re.search(r'(?:href|action|src)="[^"]*cushion', page)
    maria.get(only_case(maria))
    assert unescape(maria.get("/search/found").text).count("<mark>") == page.count("<mark>")
    assert "cushion" not in maria.get("/search").text
    assert done(maria.get("/search/found")) == "/search"


def test_what_is_written_now_is_found_now(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    assert NOTHING in found(maria, "harbour")
    done(press(thomas, f"{case}/notes", note="It was seen from the harbour."))
    assert len(names(found(maria, "harbour"))) == 1
    assert found(maria, "harbour").count("<mark>") == 1


def test_nobody_finds_what_they_were_left_out_of(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    channel.report(Answer("what", "A cushion on a chair."))
    for person in (MARIA, THOMAS):
        channel.sign_in(person).get("/reports")
    june = channel.sign_in(JUNE)
    june.get("/reports")
    page = found(june, "cushion")
    assert names(page) == [name_of(june, only_case(june))]
    assert "rebates" not in page
    assert NOTHING in found(june, "rebates")


def test_whoever_is_removed_finds_it_no_more_and_their_index_forgets_it(channel: Channel) -> None:
    channel.report(STORY)
    maria, david = channel.sign_in(MARIA), channel.sign_in(DAVID)
    case = only_case(maria)
    david.get("/reports")
    assert len(names(found(david, "cushion"))) == 1
    [before] = indexes(channel)
    done(take_out(maria, case, DAVID, "He knows her."))
    assert NOTHING in found(david, "cushion")
    [after] = indexes(channel)
    assert after is not before
    assert not after.mine
    assert not before.stamps


def test_whoever_stepped_back_finds_it_no_more(channel: Channel) -> None:
    channel.report(STORY)
    maria, david = channel.sign_in(MARIA), channel.sign_in(DAVID)
    case = only_case(maria)
    david.get("/reports")
    assert len(names(found(david, "cushion"))) == 1
    assert "You have stepped back" in press(david, f"{case}/step-back").text
    assert NOTHING in found(david, "cushion")
    assert len(names(found(maria, "cushion"))) == 1


def test_at_lock_the_index_and_the_question_are_gone(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    found(maria, "cushion")
    [index] = indexes(channel)
    maria.fill_in("/search", "/lock")
    assert indexes(channel) == []
    assert index.asked is None
    assert not index.mine
    channel.house.signed_in(channel.people[MARIA], maria)
    assert done(maria.get("/search/found")) == "/search"


def test_while_the_index_is_made_the_page_says_so_and_goes_on(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_AT_ONCE", 1)
    monkeypatch.setattr(searching, "_AT_ONCE", 0)
    for _ in range(3):
        channel.report(STORY)
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    assert '<img src="/search/making" alt=""' in maria.get("/today").text
    page = found(maria, "cushion")
    assert "Some results may be missing." in page
    assert '<img src="/search/making" alt=""' in page
    assert len(names(page)) < 3
    assert maria.get("/search/making").status_code == 204
    page = unescape(maria.get("/search/found").text)
    assert len(names(page)) == 3
    assert "missing" not in page
    assert "/search/making" not in maria.get("/today").text


def test_what_has_no_room_is_said_to_be_missing(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "MOST_BYTES", 100_000)
    monkeypatch.setattr(indexing, "_AT_ONCE", 1)
    story = " ".join(f"word{number}" for number in range(4_000))
    for _ in range(4):
        channel.report(Answer("what", story))
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    page = found(maria, "word7")
    assert "Some older reports are not searched." in page
    assert len(names(page)) < 4


def test_results_come_ten_at_a_time(channel: Channel) -> None:
    me = channel.seat(MARIA)
    for _ in range(11):
        channel.report(STORY)
    open_pending(channel.desk, me)
    maria = channel.sign_in(MARIA)
    first = found(maria, "cushion")
    [more] = re.findall(r'href="(/search/found\?from=\d+)"', first)
    second = unescape(maria.get(more).text)
    assert (len(names(first)), len(names(second))) == (10, 1)
    assert not set(names(first)) & set(names(second))


def test_making_it_may_fail_and_keeps_no_page_from_anybody(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[Exception] = []
    lay_desk(channel.house.app, replace(channel.desk, note=noted.append))
    maria = channel.sign_in(MARIA)

    def busy(*_: object) -> None:
        raise BusyError("somebody else is at it")

    monkeypatch.setattr(searching, "make_ready", busy)
    assert maria.get("/search/making").status_code == 204
    assert [type(each) for each in noted] == [BusyError]


def indexes(channel: Channel) -> list[Index]:
    held = channel.desk.shelf._held.values()  # noqa: SLF001  # what is left is not for asking
    kept = [each.kept.get(Index) for each in held]
    return [each for each in kept if isinstance(each, Index)]
