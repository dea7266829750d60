"""Nobody is forgotten on the first page: who is asked, who watches, and how a clock ends."""

from datetime import timedelta

import pytest

from casework.complaints.domain.clocks.workdays import Workdays
from casework.complaints.services.aside import set_aside
from casework.complaints.services.opening.pending import open_pending
from casework.complaints.services.queue import queue_of
from casework.complaints.services.readers.leaving import step_back
from casework.complaints.services.reading.near import near
from casework.complaints.views.needs import needs_of
from casework.complaints.views.watching.near import next_date
from config.words import in_words
from crypto.message.said import Answer
from crypto.names import PersonId
from tests.browser import Visitor
from tests.cases import decide, done, name_of, only_case, press, reply
from tests.channel import DAVID, JUNE, MARIA, THOMAS, Channel

STORY = Answer("what", "The rebates are kept in a file called the cushion.")


@pytest.fixture
def led(channel: Channel) -> tuple[str, str]:
    """Return a report that Maria leads and Thomas seconds, and its name. June was left out."""
    channel.report(STORY, leaving_out=(JUNE,))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    done(decide(maria, case, "people", lead=MARIA, second=THOMAS))
    for each in (maria, thomas):
        done(press(each, f"{case}/people", f"{case}/people/free"))
    reply(maria, case, "Thank you. We look into it.")
    return case, name_of(maria, case)


def todays(channel: Channel, *people: PersonId) -> list[str]:
    return [channel.sign_in(who).get("/today").text for who in people]


def watched(page: str) -> str:
    """Return the part of the first page that tells what nobody who looks is asked about."""
    return page.partition("<h2>Watch</h2>")[2].partition("</section>")[0]


def test_somebody_is_asked_for_a_second_word_however_many_cases_are_due_before(
    channel: Channel,
) -> None:
    for _ in range(9):
        channel.report(STORY)
    maria, thomas = channel.seat(MARIA), channel.seat(THOMAS)
    for each in (maria, thomas):
        open_pending(channel.desk, each)
    last = queue_of(channel.desk, maria).seen[-1]
    with channel.house.app.test_request_context():
        asks = list(needs_of(channel.desk, thomas, near(channel.desk, thomas).seen))
        assert sum("Decide what to do" in each.what for each in asks) == 9
        set_aside(channel.desk, maria, last.line.id)
        asks = list(needs_of(channel.desk, thomas, near(channel.desk, thomas).seen))
    assert f"Say whether “{last.card.name}” is a report at all" in [each.what for each in asks]


def test_what_was_read_once_shows_nothing_any_more_after_its_reader_has_left(
    channel: Channel,
) -> None:
    channel.report(STORY)
    thomas, june = channel.seat(THOMAS), channel.seat(JUNE)
    open_pending(channel.desk, thomas)
    [before] = near(channel.desk, thomas).seen
    assert [each.card.name for each in near(channel.desk, june).seen] == [before.card.name]
    step_back(channel.desk, thomas, before.line.id)
    assert near(channel.desk, thomas).seen == ()
    assert [each.card.name for each in near(channel.desk, june).seen] == [before.card.name]


def test_where_time_is_short_a_part_is_looked_at_and_the_page_can_say_so(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.complaints.services.reading.near._AT_ONCE", 1)
    for _ in range(2):
        channel.report(STORY)
    maria = channel.seat(MARIA)
    open_pending(channel.desk, maria)
    first = near(channel.desk, maria, 0)
    assert (len(first.seen), first.is_all) == (1, False)
    second = near(channel.desk, maria, 0)
    assert (len(second.seen), second.is_all) == (2, True)


def test_a_silence_that_grows_is_asked_of_the_lead_and_watched_by_all_readers(
    channel: Channel, led: tuple[str, str]
) -> None:
    _case, name = led
    start = channel.desk.today()
    silent = f"“{name}” has had no update for"
    channel.later(start + timedelta(days=24))
    for page in todays(channel, MARIA, THOMAS, DAVID):
        assert silent not in page
    channel.later(start + timedelta(days=27))
    marias, thomas, davids, junes = todays(channel, MARIA, THOMAS, DAVID, JUNE)
    assert f"Write to the reporter of “{name}”" in marias
    assert silent not in marias
    for page in (thomas, davids):
        assert f"{silent} 27 days" in watched(page)
        assert "Write update" in watched(page)
    assert "no update for" not in junes
    assert name not in junes
    channel.later(start + timedelta(days=36))
    [page] = todays(channel, THOMAS)
    assert f"{silent} 36 days" in watched(page)
    assert "6 days late" in watched(page)


def test_once_somebody_has_written_nobody_watches_any_more(
    channel: Channel, led: tuple[str, str]
) -> None:
    case, name = led
    channel.later(channel.desk.today() + timedelta(days=27))
    thomas = channel.sign_in(THOMAS)
    reply(thomas, case, "We are still looking into it.")
    assert f"“{name}” has had no update" not in thomas.get("/today").text


def test_what_comes_next_is_said_when_nothing_needs_anybody(
    channel: Channel, led: tuple[str, str]
) -> None:
    _case, name = led
    today = channel.desk.today()
    found = near(channel.desk, channel.seat(MARIA)).seen
    with channel.house.app.test_request_context():
        says = next_date(found, MARIA, today)
        assert says == f"Next date: {in_words(Workdays().after(today, 10))}, “{name}”."
        assert not next_date(found, THOMAS, today)


def test_fear_that_comes_later_is_asked_of_every_reader_until_somebody_answers(
    channel: Channel,
) -> None:
    sent = channel.report(STORY, leaving_out=(JUNE,))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    name = name_of(maria, case)
    done(decide(maria, case, "people", lead=MARIA, second=THOMAS))
    for each in (maria, thomas):
        done(press(each, f"{case}/people", f"{case}/people/free"))
    sent.add(Answer("message", "They fired me today, and I am being threatened."))
    channel.collect()
    asks = f"Read the reporter’s words in “{name}”"
    for page in todays(channel, MARIA, THOMAS, DAVID):
        first = page.partition('<ul class="tasks">')[2].partition("</li>")[0]
        assert asks in first
        assert "Now." in first
    assert asks not in todays(channel, JUNE)[0]
    channel.later(channel.desk.today() + timedelta(days=20))
    for page in todays(channel, THOMAS, DAVID):
        assert asks in page
    reply(channel.sign_in(THOMAS), case, "We have read it. Are you safe?")
    for page in todays(channel, MARIA, DAVID):
        assert asks not in page


def test_whoever_waits_for_others_sees_for_what(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    name = name_of(maria, case)
    assert "Waiting on others" not in maria.get("/today").text
    done(press(maria, f"{case}/triage", f"{case}/aside"))
    page = maria.get("/today").text
    assert "Waiting on others (1)" in page
    assert f"Whether “{name}” is a report at all waits for a second member" in page
    assert "Waiting on others" not in todays(channel, THOMAS)[0]


def test_a_special_meeting_and_a_plan_are_ended_where_they_are_due(
    channel: Channel, led: tuple[str, str]
) -> None:
    case, name = led
    maria, place = channel.sign_in(MARIA), f"{case}/due"
    done(press(maria, f"{case}/severity", triggers=["destruction risk"]))
    channel.later(channel.desk.today() + timedelta(days=5))
    maria = channel.sign_in(MARIA)
    assert f"Consider a special meeting about “{name}”" in maria.get("/today").text
    silent = press(maria, place, settle="special_meeting", why=" ")
    assert silent.status_code == 422
    assert "Say it in one line." in silent.text
    done(press(maria, place, settle="special_meeting", why="No: the next one is on Monday."))
    assert "Consider a special meeting" not in maria.get(place).text
    assert "Consider a special meeting" not in maria.get("/today").text
    assert "the next one is on Monday" in maria.get(f"{case}/timeline").text
    assert 'name="special"' in maria.get(f"{case}/finish").text
    again = press(maria, place, settle="special_meeting", why="No.")
    assert again.status_code == 422
    done(press(maria, place, settle="plan", why="Counsel asks for the ledgers first."))
    assert "The plan is made" not in maria.get(place).text
    assert "Planned" in maria.get(case).text


def test_whoever_has_declared_nothing_is_asked_until_they_have(channel: Channel) -> None:
    maria = channel.sign_in(MARIA)
    asks = "Say whether you have ties to anybody who may be named in a report"
    assert asks in maria.get("/today").text
    _declare_nothing(maria)
    assert asks not in maria.get("/today").text
    assert asks in todays(channel, DAVID)[0]


def _declare_nothing(visitor: Visitor) -> None:
    done(press(visitor, "/ties", "/ties/right"))
