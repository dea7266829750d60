"""Several reports leave only by the word of two members, and only those that both of them read."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from casework.complaints.records.contents import Contents
from casework.complaints.records.erased import Erased
from casework.complaints.services.ending import burying
from casework.complaints.views.parts.addresses import is_address
from casework.export.domain.several import MOST_CASES, Bid, Word, agrees
from casework.export.domain.wish import Wish
from casework.export.services import several
from casework.export.services.several import forget_the_old
from casework.wsgi import AT_UNLOCK
from crypto.export.packing import read_packing_list
from crypto.message.said import Answer
from crypto.names import CaseId, PersonId
from deploy.standin.committee import Committee as Founded
from store.database import Which
from tests.browser import Visitor
from tests.cases import cases_of, done, hidden_in, name_of, press
from tests.channel import DAVID, EXTERNALS, JUNE, MARIA, THOMAS, Channel, channel_at
from tests.exports import bundle_of, carried, text_of

PLACE = "/exports"
DAY = date(2026, 6, 3)
WISH: dict[str, str | list[str]] = {
    "pieces": ["report", "timeline"],
    "receiver": "Dana Whitfield",
    "kind": "external auditor",
    "cleared": "Ann Lee",
    "purpose": "The annual audit",
    "ground": "oversight",
    "basis": "",
    "wording": "words",
    "names": "",
}


@pytest.fixture(scope="module")
def room(
    tmp_path_factory: pytest.TempPathFactory,
    empty_dropbox: Path,
    empty_casework: Path,
    founded_today: Founded,
) -> Iterator["Office"]:
    """Three reports: one that all read, one without June, one without Thomas."""
    empty = {Which.DROPBOX: empty_dropbox, Which.CASEWORK: empty_casework}
    with channel_at(tmp_path_factory.mktemp("several"), empty, founded_today) as channel:
        for person in (DAVID, JUNE, *EXTERNALS):  # or Today would ask about their keys alone
            channel.join(person)
        channel.report(Answer("what", "Rebates for all."))
        channel.report(Answer("what", "Rebates by June."), leaving_out=(JUNE,))
        channel.report(Answer("what", "Rebates by Thomas."), leaving_out=(THOMAS,))
        yield Office(channel)


@pytest.fixture
def office(room: "Office") -> "Office":
    """Nothing is asked of anybody when a test begins."""
    while f'action="{PLACE}/answer"' in room.maria.get(PLACE).text:
        done(room.answered(room.maria, agrees="0"))
    return room


class Office:
    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.maria, self.thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
        seen = opened(self.maria, 3)
        self.cases = {name_of(self.maria, each): each for each in seen}
        [self.hidden] = seen - opened(self.thomas, 2)

    @property
    def shared(self) -> set[str]:
        return {name for name, each in self.cases.items() if each != self.hidden}

    def period(self) -> dict[str, str | list[str]]:
        today = self.channel.desk.today()
        days = {"since": today - timedelta(days=3), "until": today}
        parts = ("year", "month", "day")
        return {
            f"{name}-{part}": str(value)
            for name, day in days.items()
            for part, value in zip(parts, (day.year, day.month, day.day), strict=True)
        }

    def looked_over(self, visitor: Visitor, **typed: str | list[str]) -> TestResponse:
        token = hidden_in(visitor.get(PLACE).text, PLACE)
        return visitor.post(PLACE, **{**WISH, **self.period(), "second": THOMAS, **token, **typed})

    def asked(self, visitor: Visitor, **typed: str | list[str]) -> str:
        page = self.looked_over(visitor, **typed)
        assert page.status_code == 200, page.text
        fields = carried(page.text, f"{PLACE}/ask")
        for _ in range(2):  # pressed twice, it is asked once
            assert done(visitor.post(f"{PLACE}/ask", **fields)) == f"{PLACE}?asked"
        assert visitor.get(PLACE).text.count("has not answered yet") == 1
        return page.text

    def answered(self, visitor: Visitor, agrees: str = "1") -> TestResponse:
        fields = hidden_in(visitor.get(PLACE).text, f"{PLACE}/answer")
        return visitor.post(f"{PLACE}/answer", **fields, agrees=agrees)

    def taken(self, visitor: Visitor) -> TestResponse:
        fields = hidden_in(visitor.get(PLACE).text, f"{PLACE}/take")
        return visitor.post(f"{PLACE}/take", **fields | {"seal": "open"})


def opened(visitor: Visitor, count: int) -> set[str]:
    """Look at the list until all is opened: each look opens for half a second."""
    for _ in range(60):
        found = cases_of(visitor)
        if len(found) == count:
            return found
    raise AssertionError(count)


def test_one_asks_another_agrees_and_only_what_both_read_goes(office: Office) -> None:
    page = office.asked(office.maria)
    assert {name for name in office.cases if name in page} == office.shared
    assert "Say whether Maria Alvarez may take reports out" in office.thomas.get("/today").text
    seen = office.thomas.get(PLACE).text
    assert {name for name in office.cases if name in seen} == office.shared
    assert "Take them out" not in office.maria.get(PLACE).text
    done(office.answered(office.thomas))
    assert "Thomas Okafor agreed." in office.maria.get(PLACE).text
    bundle = bundle_of(office.taken(office.maria))
    listed = read_packing_list(bundle.read("manifest.txt"))
    assert {each.case for each in listed.copies} == office.shared
    papers = [name for name in bundle.namelist() if name.endswith("case.pdf")]
    assert len(papers) == len(office.shared)
    assert "Rebates by" in "".join(text_of(bundle.read(name)) for name in papers)


def test_each_report_says_who_asked_who_agreed_and_that_it_went(office: Office) -> None:
    office.asked(office.maria)
    done(office.answered(office.thomas))
    bundle_of(office.taken(office.maria))
    david = office.channel.sign_in(DAVID)
    for name, case in office.cases.items():
        page = david.get(f"{case}/timeline").text
        assert (" out for Dana Whitfield" in page) == (name in office.shared)
        assert ("asked to take it out with others" in page) == (name in office.shared)
        assert ("Thomas Okafor agreed that it is taken out" in page) == (name in office.shared)


def test_nobody_agrees_to_what_they_asked_themselves(office: Office) -> None:
    office.asked(office.maria)
    fields = hidden_in(office.maria.get(PLACE).text, f"{PLACE}/answer")
    assert office.maria.post(f"{PLACE}/answer", **fields, agrees="1").status_code == 422
    taking = fields | {"seal": "open"}
    assert office.maria.post(f"{PLACE}/take", **taking).status_code == 422
    answer = office.looked_over(office.maria, second=MARIA)
    assert answer.status_code == 422


def test_a_word_counts_once(office: Office) -> None:
    office.asked(office.maria)
    done(office.answered(office.thomas))
    fields = hidden_in(office.maria.get(PLACE).text, f"{PLACE}/take") | {"seal": "open"}
    bundle_of(office.maria.post(f"{PLACE}/take", **fields))
    again = office.maria.post(f"{PLACE}/take", **fields)
    assert again.status_code == 422
    assert "This request is not there any more. Nothing went." in again.text


def test_only_who_asked_takes_them_out(office: Office) -> None:
    office.asked(office.maria)
    done(office.answered(office.thomas))
    note = hidden_in(office.maria.get(PLACE).text, f"{PLACE}/take")["note"]
    for person in (THOMAS, DAVID):
        visitor = office.channel.sign_in(person)
        token = hidden_in(visitor.get(PLACE).text, PLACE)
        assert visitor.post(f"{PLACE}/take", **token, note=note, seal="open").status_code == 422
    assert office.taken(office.maria).mimetype == "application/zip"


@pytest.mark.parametrize("who", ["thomas", "maria"])
def test_either_of_the_two_ends_it(office: Office, who: str) -> None:
    office.asked(office.maria)
    visitor = {"thomas": office.thomas, "maria": office.maria}[who]
    done(office.answered(visitor, agrees="0"))
    for each in (office.thomas, office.maria):
        assert "Dana Whitfield" not in each.get(PLACE).text
        assert "take reports out" not in each.get("/today").text


def test_nobody_else_learns_of_it(office: Office) -> None:
    david, june = office.channel.sign_in(DAVID), office.channel.sign_in(JUNE)
    before = [without_tokens(each.get(path).text) for each in (david, june) for path in PATHS]
    office.asked(office.maria)
    done(office.answered(office.thomas))
    after = [without_tokens(each.get(path).text) for each in (david, june) for path in PATHS]
    assert before == after


PATHS = (PLACE, "/today", "/reports")


def without_tokens(page: str) -> str:
    return re.sub(r'(csrf_token"\s+value=)"[^"]*"', "", page)


MISSING: tuple[tuple[dict[str, str | list[str]], str], ...] = (
    ({"since-month": "13"}, "Say from which day to which day."),
    ({"since-year": "2099"}, "Say from which day to which day."),
    ({"second": ""}, "Choose who is asked."),
    ({"ground": ""}, "Choose on what legal basis it goes"),
    ({"wording": "summary"}, "Choose what happens to the reporters’ words."),
    ({"names": "x" * 700}, "Those are too many names."),
    ({"since-year": "2001", "until-year": "2002"}, "no report that both of you read"),
    ({"second": "nobody"}, "no report that both of you read"),
)


def test_what_is_missing_is_said_and_nothing_typed_is_lost(office: Office) -> None:
    for typed, says in MISSING:
        answer = office.looked_over(office.maria, **typed)
        assert answer.status_code == 422
        assert says in answer.text, typed
        assert "The annual audit" in answer.text


def test_a_word_is_about_one_bid_as_it_stood() -> None:
    cases = tuple(CaseId(bytes([each]) * 32) for each in range(MOST_CASES))
    bid = Bid(b"a" * 16, PersonId("m1"), PersonId("m2"), cases, Wish(), DAY, b"d" * 32)
    word = Word(b"b" * 16, PersonId("m2"), bid.id, bid.digest, cases)
    assert agrees(word, bid)
    assert not agrees(replace(word, by=PersonId("m1")), bid)
    assert not agrees(replace(word, by=PersonId("m3")), bid)
    assert not agrees(replace(word, bid=b"c" * 16), bid)
    assert not agrees(replace(word, digest=b"e" * 32), bid)
    assert not agrees(replace(word, by=PersonId("m1")), replace(bid, second=PersonId("m1")))


def test_what_one_stepped_back_from_meanwhile_does_not_go(office: Office) -> None:
    office.asked(office.maria)
    done(office.answered(office.thomas))
    gone = min(office.shared)
    answer = press(office.thomas, f"{office.cases[gone]}/step-back")
    assert "You have stepped back" in answer.text
    bundle = bundle_of(office.taken(office.maria))
    listed = read_packing_list(bundle.read("manifest.txt"))
    assert {each.case for each in listed.copies} == office.shared - {gone}


def test_after_a_week_there_is_no_request(office: Office) -> None:
    office.asked(office.maria)
    done(office.answered(office.thomas))
    fields = hidden_in(office.maria.get(PLACE).text, f"{PLACE}/take") | {"seal": "open"}
    later = office.channel.desk.today() + timedelta(days=8)
    house = office.channel.house
    house.app.extensions["desk"] = replace(house.app.extensions["desk"], today=lambda: later)
    assert office.maria.post(f"{PLACE}/take", **fields).status_code == 422
    assert "Dana Whitfield" not in office.maria.get(PLACE).text
    with office.channel.desk.database.reading() as tx:
        assert Contents(tx).private() == []


def test_what_nobody_answered_in_time_goes_at_the_next_unlock(office: Office) -> None:
    office.asked(office.maria)
    later = office.channel.desk.today() + timedelta(days=60)
    assert forget_the_old in AT_UNLOCK
    forget_the_old(replace(office.channel.desk, today=lambda: later), office.channel.seat(MARIA))
    with office.channel.desk.database.reading() as tx:
        assert Contents(tx).private() == []


def test_a_word_and_its_lines_are_written_together_or_not_at_all(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = f"{office.cases[max(office.shared)]}/timeline"
    says = "<strong>Thomas Okafor agreed that it is taken out"
    before = office.thomas.get(place).text.count(says)
    office.asked(office.maria)
    with monkeypatch.context() as broken:
        broken.setattr(several, "write_word", None)
        assert office.answered(office.thomas).status_code == 500
    done(office.answered(office.thomas))
    assert office.thomas.get(place).text.count(says) == before + 1


def test_a_request_goes_with_a_report_that_it_names(office: Office) -> None:
    office.asked(office.maria)
    done(office.answered(office.thomas))
    desk, me = office.channel.desk, office.channel.seat(THOMAS)
    gone = is_address(office.cases[max(office.shared)].rpartition("/")[2])
    assert gone is not None
    with desk.database.transaction() as tx:
        Erased(tx).erase(gone, [])
    burying.at_unlock(desk, me)
    with desk.database.reading() as tx:
        assert Contents(tx).private() == []
