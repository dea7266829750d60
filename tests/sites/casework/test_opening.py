"""What came in is opened while somebody is there, and nobody waits before a page for it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from casework.collecting.records.arrivals import arrivals
from casework.complaints.records.contents import Contents
from casework.complaints.services.opening import pending
from casework.complaints.services.opening.following import Followed
from casework.complaints.services.opening.letters import Letter
from casework.complaints.services.opening.making import make_case
from casework.complaints.services.opening.naming import Names
from casework.complaints.services.opening.pending import Looked, open_pending
from casework.complaints.services.queue import queue_of
from casework.complaints.views.parts import meanwhile
from casework.desk import Desk, lay_desk
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.message.said import Answer
from store.errors import BusyError
from tests.cases import cases_of
from tests.channel import EXTERNALS, JUNE, MARIA, THOMAS, Channel

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
SAYS = "still being opened"


def seen(channel: Channel) -> int:
    return len(queue_of(channel.desk, channel.seat(MARIA)).seen)


def test_unlocking_opens_no_report_and_the_first_page_does(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    assert seen(channel) == 0
    assert "Decide what to do with the new report" in maria.get("/today").text
    assert seen(channel) == 1


def test_without_time_each_look_goes_on_by_one(channel: Channel) -> None:
    sent = [channel.report(STORY) for _ in range(3)]
    sent[0].add(Answer("message", "There is more."))
    channel.collect()
    me = channel.seat(MARIA)
    looks: list[Looked] = []
    while not looks or looks[-1] is Looked.MORE:
        looks.append(open_pending(channel.desk, me, 0))
    # Three reports and a message, which is tried, put off, and joined when all reports are there.
    assert looks == [Looked.MORE] * 4 + [Looked.ALL]
    assert seen(channel) == 3
    news = [each.card.has_news for each in queue_of(channel.desk, me).seen]
    assert sorted(news) == [False, False, True]


def test_the_last_thing_that_is_opened_leaves_no_word_that_there_is_more(channel: Channel) -> None:
    channel.report(STORY)
    assert open_pending(channel.desk, channel.seat(MARIA), 0) is Looked.ALL


@pytest.mark.parametrize("path", ["/today", "/reports", "/reports?show=new"])
def test_a_page_shows_what_is_there_and_says_that_there_may_be_more(
    channel: Channel, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for _ in range(3):
        channel.report(STORY)
    maria = channel.sign_in(MARIA)
    with monkeypatch.context() as hurried:
        hurried.setattr(meanwhile, "AT_ONCE", 0)
        page = maria.get(path).text
    assert SAYS in page
    assert f'href="{path}"' in page
    assert '<img src="/meanwhile" alt=""' in page
    assert seen(channel) == 1
    # The browser fetches this while the page is read, scripts or none.
    assert maria.get("/meanwhile").status_code == 204
    assert seen(channel) == 3
    assert SAYS not in maria.get(path).text
    assert len(cases_of(maria)) == 3


def test_no_number_says_how_much_came_in(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would count what somebody else may read."""
    pages = []
    monkeypatch.setattr(meanwhile, "AT_ONCE", 0)
    for _ in range(2):
        for _ in range(2):
            channel.report(STORY, leaving_out=(JUNE,))
        june = channel.sign_in(JUNE)
        pages.append(june.get("/reports").text.partition("<main")[2])
    assert SAYS in pages[0]
    assert pages[0] == pages[1]


def test_two_pages_of_one_session_do_not_do_the_same_work(channel: Channel) -> None:
    channel.report(STORY)
    me = channel.seat(MARIA)
    with channel.desk.shelf.look(me).turn:
        assert open_pending(channel.desk, me) is Looked.MORE
    assert seen(channel) == 0
    assert open_pending(channel.desk, me) is Looked.ALL
    assert seen(channel) == 1


def test_what_cannot_be_opened_now_holds_up_no_page_and_nothing_else(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[Exception] = []
    desk = replace(channel.desk, note=noted.append)
    lay_desk(channel.house.app, desk)
    for _ in range(2):
        channel.report(STORY)
    maria = channel.sign_in(MARIA)
    failed: list[object] = []

    def busy_once(
        desk: Desk, me: SignedIn, committee: Standing, letter: Letter, names: Names
    ) -> None:
        if not failed:
            failed.append(letter)
            raise BusyError("somebody else is at it")
        make_case(desk, me, committee, letter, names)

    monkeypatch.setattr(pending, "make_case", busy_once)
    page = maria.get("/reports")
    assert page.status_code == 200
    assert "It is kept, and is tried again" in page.text
    assert "/meanwhile" not in page.text
    assert [type(fault) for fault in noted] == [BusyError]
    maria.get("/reports")
    page = maria.get("/reports")
    assert "tried again" not in page.text
    assert seen(channel) == 2


def test_a_message_whose_report_is_not_here_is_looked_at_again(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = channel.report(STORY)
    sent.add(Answer("message", "There is more."))
    channel.collect()
    me = channel.seat(MARIA)
    with monkeypatch.context() as early:
        early.setattr(pending, "follow", lambda *_: Followed.NOT_YET)
        assert open_pending(channel.desk, me) is Looked.ALL
    [before] = queue_of(channel.desk, me).seen
    assert not before.card.has_news
    assert open_pending(channel.desk, me) is Looked.ALL
    [after] = queue_of(channel.desk, me).seen
    assert after.card.has_news


def test_what_was_tried_is_remembered_only_when_all_of_it_was(channel: Channel) -> None:
    for _ in range(2):
        channel.report(STORY)
    me = channel.seat(THOMAS)
    assert open_pending(channel.desk, me, 0) is Looked.MORE
    with channel.desk.database.reading() as tx:
        assert Contents(tx).tried(me.person) is None
    assert open_pending(channel.desk, me, 0) is Looked.ALL
    with channel.desk.database.reading() as tx:
        assert Contents(tx).tried(me.person) is not None


def test_how_far_somebody_looked_is_forgotten_at_lock(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    maria.get("/reports")
    assert channel.desk.shelf._held  # noqa: SLF001  # whether anything is left is not for asking
    maria.fill_in("/today", "/lock")
    assert not channel.desk.shelf._held  # noqa: SLF001  # the same


def changed_on_its_way(channel: Channel) -> None:
    with channel.desk.database.transaction() as tx:
        body = tx.scalars(select(arrivals.c.body)).one()
        tx.execute(update(arrivals).values(body=bytes([body[0] ^ 1]) + body[1:]))


def test_what_was_changed_on_its_way_is_told_to_externals_in_every_session_and_to_nobody_else(
    channel: Channel,
) -> None:
    channel.report(STORY)
    changed_on_its_way(channel)
    for person in (*EXTERNALS, EXTERNALS[0]):
        external = channel.sign_in(person)
        assert external.get("/today").text.count("is damaged and cannot be opened") == 1
        assert not cases_of(external)
    assert "damaged" not in channel.sign_in(MARIA).get("/today").text


def test_an_external_who_was_left_out_does_not_hear_that_something_is_damaged(
    channel: Channel,
) -> None:
    left_out, other = EXTERNALS
    channel.report(STORY, leaving_out=(left_out,))
    changed_on_its_way(channel)
    assert "damaged" not in channel.sign_in(left_out).get("/today").text
    assert "damaged" in channel.sign_in(other).get("/today").text


def test_a_clock_that_ran_ahead_and_was_put_right_hides_no_report(channel: Channel) -> None:
    today = channel.desk.today()
    channel.later(today + timedelta(days=9))
    assert cases_of(channel.sign_in(MARIA)) == set()
    channel.later(today)
    channel.report(Answer("what", "It came in while the clock was right again."))
    channel.later(today + timedelta(days=10))
    assert len(cases_of(channel.sign_in(MARIA))) == 1
