"""Every way we know in which a left-out member might notice a case. Each is one test.

There are two worlds: one in which nobody has reported, and one in which a report leaves June
out and is being worked on. In both she looks at the same things, and must see the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from casework.collecting.services.delivering import deliver
from casework.complaints.services.opening.pending import open_pending
from casework.complaints.services.queue import queue_of
from casework.complaints.services.reading.keys import keys_of
from crypto.message.said import Answer
from deploy.standin.committee import Committee as Founded
from store.database import Which
from tests.browser import Visitor
from tests.cases import (
    cases_of,
    day_of,
    decide,
    done,
    hidden_in,
    name_of,
    only_case,
    press,
    reply,
    set_task,
    take_out,
)
from tests.channel import DAVID, EXTERNALS, JUNE, MARIA, MEMBERS, THOMAS, Channel, channel_at
from tests.evidence import added
from tests.exports import taken
from tests.privilege import labelled

DONE_AT_ONCE = 200
STORY = Answer("what", "June Park keeps the rebates in a file called the cushion.")
NOTE = "She must not learn of it before the audit."
FILE = "cushion-2026.txt"
_RANDOM = re.compile(
    r'(csrf_token"\s+value=|name="(?:was|token)"\s+value=)"[^"]*"|Device \d+|/static/[^"]*'
    # Until search was ready once in a session, Today makes it so, whatever there is to find.
    r'|<img src="/search/making"[^>]*>'
)


@dataclass
class World:
    """What went on behind June's back, and June at her desk."""

    channel: Channel
    case: str
    name: str
    june: Visitor


@pytest.fixture(scope="module")
def seated(
    tmp_path_factory: pytest.TempPathFactory,
    empty_dropbox: Path,
    empty_casework: Path,
    founded_today: Founded,
) -> Iterator[Channel]:
    """In both worlds everybody has joined, so that nobody is spoken of for that."""
    folder = tmp_path_factory.mktemp("worlds")
    empty = {Which.DROPBOX: empty_dropbox, Which.CASEWORK: empty_casework}
    with channel_at(folder, empty, founded_today) as channel:
        for person in (*MEMBERS, *EXTERNALS):
            channel.join(person)
        yield channel


@pytest.fixture(scope="module")
def of_nothing(seated: Channel) -> dict[str, str]:
    """What each page says to June when nobody has reported anything."""
    june = seated.sign_in(JUNE)
    return {path: same_for_all(june.get(path).text) for path in SHE_OPENS}


@pytest.fixture(scope="module")
def worked(seated: Channel, of_nothing: dict[str, str]) -> World:
    """A case without June, worked on by others from the first word to a removal."""
    assert "No report waits" in of_nothing["/reports"]
    channel = seated
    sent = channel.report(
        STORY, Answer("topics", ("accounting",)), files={FILE: b"0" * 70_000}, leaving_out=(JUNE,)
    )
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    done(decide(maria, case, "can_act", choice="read_on"))
    done(decide(maria, case, "exposure", choice="high", why="Few could know."))
    done(decide(maria, case, "people", lead=MARIA, second=THOMAS))
    reply(maria, case, "Thank you. Which quarter was it?")
    done(press(thomas, f"{case}/conversation", f"{case}/conversation/agree"))
    done(press(thomas, f"{case}/notes", note=NOTE))
    done(added(thomas, case))
    done(press(thomas, f"{case}/privileged", about="a hold", advice="Keep the drive."))
    done(labelled(channel, thomas, case, 2, "company", lawyer="June Park"))
    assert taken(maria, case, names="June Park").status_code == DONE_AT_ONCE
    looked_after(channel, maria, case)
    sent.add(Answer("message", "It was the second quarter."))
    channel.collect()
    channel.sign_in(THOMAS)
    return World(channel, case, name_of(maria, case), channel.sign_in(JUNE))


def looked_after(channel: Channel, maria: Visitor, case: str) -> None:
    """Watch over the reporter, and keep away whoever is in it or knows her."""
    happened = {"event": "an act of retaliation"}
    done(set_task(maria, case, "Ask June Park’s bank", "nobody", channel.desk.today()))
    looks_after = {"form": "plan", "role": "reporter", "way": "mailbox", "watcher": THOMAS}
    done(press(maria, f"{case}/protection", **looks_after))
    planned = {"form": "action", "person": "reporter", "kind": "pay", "name": "x", "text": "x"}
    day = day_of("on", channel.desk.today())
    done(press(maria, f"{case}/protection", **planned, watcher=THOMAS, **day))
    done(press(maria, f"{case}/due", **happened, **day_of("on", channel.desk.today())))
    done(take_out(maria, case, DAVID, "He knows her."))
    done(press(maria, f"{case}/conflicts", name="June Park", part="subject", person=JUNE))


def same_for_all(text: str) -> str:
    """Return a page without what differs between any two visits."""
    return " ".join(_RANDOM.sub("", text).split())


SHE_OPENS = (
    "/today", "/reports", "/reports?show=new", "/reports?show=us", "/reports?show=reporter",
    "/reports?show=finished", "/reports/aside", "/records", "/people", "/devices", "/charter",
    "/ties", "/search", "/exports", "/reports/enter", "/figures", "/reports/load", "/stand-ins",
)  # fmt: skip


def test_no_list_and_no_page_differs_by_a_letter(of_nothing: dict[str, str], worked: World) -> None:
    seen = {path: same_for_all(worked.june.get(path).text) for path in of_nothing}
    assert seen == of_nothing


PARTS = (
    "", "/conversation", "/files", "/notes", "/privileged", "/triage", "/people", "/outcome",
    "/timeline", "/timeline/sheet", "/step-back", "/conflicts", "/due", "/finish", "/kept",
    "/protection", "/identity", "/transcript", "/linked", "/files/1/custody", "/files/2/custody",
    "/tasks", "/translate/1",
    f"/notes/{'0' * 32}/move", f"/notes/{'0' * 32}/label",
    "/files/1/label", "/files/2/label",
    "/export", "/severity", "/scope", "/hand-over",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_the_address_of_a_page_is_answered_like_one_that_never_was(
    worked: World, part: str
) -> None:
    nowhere = f"/reports/{'A' * 43}{part}"
    there, never = worked.june.get(f"{worked.case}{part}"), worked.june.get(nowhere)
    assert (there.status_code, there.text) == (404, never.text)
    assert list(there.headers.keys()) == list(never.headers.keys())


POSTS = (
    "/conversation", "/notes", "/privileged", "/files", "/triage", "/aside", "/step-back",
    "/people/free", "/people/remove", "/people/add", "/people/grant", "/outcome/allege",
    "/outcome/find", "/outcome/approve", "/outcome/move", "/conflicts", "/conflicts/free",
    "/conflicts/tie", "/conflicts/lift", "/conflicts/strike", "/due", "/finish/answers",
    "/finish/pass", "/finish/agree", "/finish/close", "/kept/hold", "/kept/period", "/kept/lift",
    "/protection", "/identity", "/identity/tell", "/transcript", "/linked", "/tasks",
    "/export", "/export/take",
    "/severity", "/scope", "/hand-over", "/hand-over/back",
    "/conversation/agree", "/conversation/refuse", "/timeline", "/translate/1",
)  # fmt: skip
TYPED = {
    "reply": "x", "checked": "1", "note": "x", "advice": "x", "about": "x", "why": "x",
    "number": "1", "question": "can_act", "choice": "read_on", "who": MARIA, "reason": "x",
    "category": "ACC-REV", "outcome": "UNS", "basis": "x", "which": "1", "to": "triage",
    "free": "x", "name": "x", "part": "subject", "place": "1", "was": "1", "items": "TOLD_OTHERS",
    "until-year": "2030", "until-month": "1", "until-day": "1",
    "pieces": "report", "form": "pdf", "receiver": "x", "kind": "board", "purpose": "x",
    "wording": "all", "from": "3", "whose": "x", "answer-what": "x",
}  # fmt: skip


@pytest.mark.parametrize("part", POSTS)
def test_nothing_that_she_posts_is_answered_otherwise_than_to_a_case_that_never_was(
    worked: World, part: str
) -> None:
    token = hidden_in(worked.june.get("/reports").text, "/lock")
    there = worked.june.post(f"{worked.case}{part}", **TYPED | token)
    never = worked.june.post(f"/reports/{'A' * 43}{part}", **TYPED | token)
    assert there.status_code == never.status_code == 404
    assert there.text == never.text


def test_the_audit_log_has_no_line_of_it(worked: World) -> None:
    [rows] = re.findall(
        r"<tbody>(.*?)</tbody>", worked.june.get("/history?when=all").text, re.DOTALL
    )
    said = set(re.findall(r"<td[^>]*>([^<]*)</td>", rows))
    assert said, "the log is empty"
    assert all("signed in" in each for each in said), said


def test_the_copy_of_the_history_says_no_word_of_it(worked: World) -> None:
    token = hidden_in(worked.june.get("/history").text, "/history/copy")
    copy = worked.june.post("/history/copy", **token).text
    assert worked.name not in copy
    assert "in a case" not in copy


def test_what_she_may_read_of_the_people_page_counts_no_case(
    of_nothing: dict[str, str], worked: World
) -> None:
    assert same_for_all(worked.june.get("/people").text) == of_nothing["/people"]


def test_her_keys_open_nothing_of_it(worked: World) -> None:
    assert keys_of(worked.channel.desk, worked.channel.seat(JUNE)).cases == frozenset()
    assert queue_of(worked.channel.desk, worked.channel.seat(JUNE)).seen == ()


def test_her_unlock_leaves_the_same_traces_as_anybodys(worked: World) -> None:
    """What is remembered of her trials has one size, and only her keys read it."""
    with worked.channel.desk.database.reading() as tx:
        rows = tx.exec_driver_sql("SELECT person, length(sealed) FROM tried_up_to").all()
    sizes = {size for _, size in rows}
    assert {person for person, _ in rows} >= {JUNE, MARIA}
    assert len(sizes) == 1


def test_what_goes_to_the_reporter_changes_nothing_where_she_looks(
    of_nothing: dict[str, str], worked: World
) -> None:
    deliver(worked.channel.desk)
    assert same_for_all(worked.june.get("/today").text) == of_nothing["/today"]


def test_the_second_unlock_shows_as_little_as_the_first(
    of_nothing: dict[str, str], worked: World
) -> None:
    again = worked.channel.sign_in(JUNE)
    for path, text in of_nothing.items():
        assert same_for_all(again.get(path).text) == text, path


def test_a_case_that_she_reads_stands_in_a_list_without_gaps(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    channel.report(Answer("what", "Another thing."))
    hidden = next(iter(cases_of(channel.sign_in(MARIA)) - cases_of(channel.sign_in(JUNE))))
    page = channel.sign_in(JUNE).get("/reports").text
    assert "One new report" in page
    assert hidden not in page
    assert "Show more" not in page


def test_what_she_is_left_out_of_takes_no_place_on_a_page(channel: Channel) -> None:
    """A page of her list is as full as anybody's, however many cases lie between."""
    for _ in range(2):
        channel.report(STORY, leaving_out=(JUNE,))
        channel.report(Answer("what", "For all."))
    for person in (MARIA, JUNE):
        open_pending(channel.desk, channel.seat(person))
    june = channel.seat(JUNE)
    first = queue_of(channel.desk, june, most=1)
    rest = queue_of(channel.desk, june, after=first.after, most=1)
    assert len(first.seen) == len(rest.seen) == 1
    assert rest.after is None


def test_the_case_names_no_number(worked: World) -> None:
    assert not re.search(r"\d", worked.name)


def test_the_key_store_counts_the_same_wraps_whoever_reads(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    channel.report(Answer("what", "For all."))
    open_pending(channel.desk, channel.seat(MARIA))
    with channel.desk.keystore.reading() as keys:
        sets = keys.wraps.of(list(keys.wraps.heads()))
    assert len({(len(each.wraps), len(each.wraps[0])) for each in sets}) == 1


def test_neither_database_nor_key_store_holds_a_word_of_it(worked: World) -> None:
    settings = worked.channel.desk.settings
    own = Path(settings.database_url.removeprefix("sqlite:///"))
    for path in (own, settings.keystore, settings.keystore_mirror):
        raw = path.read_bytes()
        for word in (worked.name, FILE, NOTE, "cushion"):
            assert word.encode() not in raw, (path, word)


@pytest.mark.parametrize("who", [DAVID])
def test_whoever_was_removed_sees_as_little(worked: World, who: str) -> None:
    assert who == DAVID
    david = worked.channel.sign_in(DAVID)
    assert "No report waits" in david.get("/reports").text
    assert david.get(worked.case).status_code == 404
    assert worked.name not in david.get("/history?when=all").text
    assert worked.name not in david.get("/today").text
