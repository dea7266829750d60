"""Who is next in a case, and by when: what its way and its days say together."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.case.casefile import (
    NO_CLOCK,
    Card,
    Inside,
    Standing,
)
from casework.complaints.domain.case.nextstep import clocks_of, next_step, tasks_to_do
from casework.complaints.domain.case.tasks import Task, Tasks
from casework.complaints.domain.case.watched import Happened, Watched
from casework.complaints.domain.clocks.casedays import OVER, days_of
from casework.complaints.domain.clocks.legal import Event
from casework.complaints.domain.clocks.running import Clock, Rules
from casework.complaints.domain.clocks.sources import LAWS
from casework.complaints.domain.status import Because, Course, Move, Status
from crypto.names import EnvelopeId, PersonId
from crypto.readers import Readers

CAME = date(2026, 6, 11)  # a Thursday
NOBODY = Readers((), ())
MARIA = PersonId("maria")
DAYS = st.dates(date(2026, 6, 11), date(2030, 12, 31))


def course(*statuses: Status) -> Course:
    """Return a way on which each step was taken ten days after the one before."""
    return Course(
        tuple(
            Move(each, Because(MARIA, CAME + timedelta(days=10 * at), "because"))
            for at, each in enumerate(statuses)
        )
    )


def inside(*statuses: Status) -> Inside:
    way = course(Status.RECEIVED, *statuses)
    return Inside(EnvelopeId(bytes(16)), CAME, CAME, b"", NOBODY, NOBODY, course=way)


def watching(within: Inside, watched: Watched) -> Inside:
    return replace(within, watched=watched)


def card(status: Status, *, has_news: bool = False) -> Card:
    return Card("Amber Harbor", CAME, status, has_news=has_news)


def test_days_are_read_off_the_way_of_a_case() -> None:
    way = course(Status.RECEIVED, Status.TRIAGE, Status.CONFLICT_CHECK, Status.ASSIGNED)
    days = days_of(way, CAME)
    assert days.triaged == days.assigned == CAME + timedelta(days=30)
    assert (days.planned, days.closed, days.reopened) == (None, None, None)


def test_whoever_begins_to_inquire_has_planned() -> None:
    way = course(Status.RECEIVED, Status.ASSIGNED, Status.INVESTIGATING)
    assert days_of(way, CAME).planned == CAME + timedelta(days=20)


def test_what_was_passed_on_needs_no_plan_of_ours_until_it_comes_back() -> None:
    passed_on = course(Status.RECEIVED, Status.ASSIGNED, Status.REFERRED)
    assert days_of(passed_on, CAME).passed_on == CAME + timedelta(days=20)
    returned = course(*(each.status for each in passed_on.moves), Status.TRIAGE)
    back = course(*(each.status for each in returned.moves), Status.ASSIGNED)
    assert days_of(back, CAME).passed_on is None
    for way, since in (
        (passed_on, None),
        (returned, None),
        (back, CAME + timedelta(days=40)),
    ):
        found = clocks_of(card(way.status), replace(inside(), course=way), Rules())
        begun = {each.clock: each.since for each in found}
        assert begun.get(Clock.PLAN) == since


@pytest.mark.parametrize("end", sorted(OVER - {Status.DISPOSED, Status.RETENTION}))
def test_what_comes_back_from_an_end_is_sorted_out_anew(end: Status) -> None:
    way = course(Status.RECEIVED, Status.ASSIGNED, end, Status.TRIAGE)
    days = days_of(way, CAME)
    assert days.triaged is None
    assert days.reopened == CAME + timedelta(days=30)
    found = clocks_of(card(Status.TRIAGE), replace(inside(), course=way), Rules())
    triage = next(each for each in found if each.clock is Clock.TRIAGE)
    assert triage.since == CAME + timedelta(days=30)


def test_what_was_set_aside_waits_until_somebody_finishes_it() -> None:
    aside = inside(Status.SET_ASIDE)
    step = next_step(card(Status.SET_ASIDE), clocks_of(card(Status.SET_ASIDE), aside, Rules()))
    assert (step.standing, step.clock) == (Standing.FINISHED, Clock.FINISH)
    closed = inside(Status.CLOSED)
    asked = replace(card(Status.CLOSED), asked_second=CAME)
    assert next_step(asked, clocks_of(asked, closed, Rules())).clock is Clock.SECOND


@pytest.mark.parametrize("end", sorted(OVER - {Status.SET_ASIDE}))
def test_a_case_that_is_over_waits_for_nobody_until_the_reporter_writes(end: Status) -> None:
    over = inside(end)
    quiet = next_step(card(end), clocks_of(card(end), over, Rules()))
    assert (quiet.standing, quiet.due) == (Standing.FINISHED, NO_CLOCK)
    wrote = replace(over, unanswered=CAME + timedelta(days=200))
    news = card(end, has_news=True)
    asked = next_step(news, clocks_of(news, wrote, Rules()))
    assert (asked.standing, asked.clock) == (Standing.US, Clock.ANSWER)
    assert asked.due > CAME + timedelta(days=200)


def test_the_reporters_own_deadlines_are_nobodys_task_here() -> None:
    happened = watching(inside(Status.CLOSED), Watched(events={Event.RETALIATED: Happened(CAME)}))
    clocks = clocks_of(card(Status.CLOSED), happened, Rules())
    assert [each.clock for each in clocks] == [Clock.RETALIATION]
    assert next_step(card(Status.CLOSED), clocks).due == NO_CLOCK


def test_what_was_done_runs_no_more() -> None:
    done = Watched(events={Event.NON_RELIANCE: Happened(CAME, done=CAME)})
    met = watching(inside(Status.ASSIGNED), done)
    clocks = clocks_of(card(Status.ASSIGNED), met, Rules())
    assert Clock.NON_RELIANCE not in {each.clock for each in clocks}


@given(promised=DAYS)
def test_what_the_reporter_was_told_counts_and_not_what_we_would_say_today(promised: date) -> None:
    told = replace(inside(Status.ASSIGNED), promised=promised, watched=Watched(last_word=CAME))
    clocks = clocks_of(card(Status.ASSIGNED), told, Rules())
    assert next(each for each in clocks if each.clock is Clock.UPDATE).due == promised


@given(status=st.sampled_from(sorted(set(Status) - OVER)), news=st.booleans(), since=DAYS)
def test_an_open_case_always_has_a_day_and_it_is_the_first_of_ours(
    status: Status, news: bool, since: date
) -> None:
    way = replace(inside(status), unanswered=since if news else None)
    clocks = clocks_of(card(status, has_news=news), way, Rules())
    step = next_step(card(status, has_news=news), clocks)
    ours = [each.due for each in clocks if each.clock not in {Clock.LOOK_BACK, Clock.RETALIATION}]
    assert step.due == min(ours)
    assert step.standing is not Standing.FINISHED


def test_every_clock_that_a_law_begins_names_it() -> None:
    assert all(LAWS.values())
    assert {Clock.LOOK_BACK, Clock.FEEDBACK_EU} <= set(LAWS)


@given(st.sampled_from(Status))
def test_tasks_ask_for_somebody_until_nobody_works_on_the_case_any_more(status: Status) -> None:
    """What went on in another case is worked on there, and its tasks are still to be done."""
    tasks = Tasks((Task(1, 2, MARIA, CAME, CAME),))
    within = watching(inside(), Watched(tasks=tasks))
    asks = status not in OVER or status is Status.MERGED
    assert tasks_to_do(Card("Amber Harbor", CAME, status), within) == (tasks if asks else Tasks())
    clocks = clocks_of(Card("Amber Harbor", CAME, status), within, Rules())
    assert any(each.clock is Clock.TASK for each in clocks) is asks
    assert next_step(Card("Amber Harbor", CAME, status), clocks).clock is not Clock.TASK
