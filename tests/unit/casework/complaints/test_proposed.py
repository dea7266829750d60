"""Nothing planned against a protected person is done before somebody free has judged it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.case.proposed import (
    KINDS,
    NotFreeError,
    Proposed,
    Reader,
    Verdict,
    may_review,
)
from casework.complaints.domain.case.watched import Watched, gaps_of, signs_of
from casework.complaints.domain.clocks.legal import LEGAL, Event, osha_deadline
from casework.complaints.domain.clocks.running import CaseDays, Clock, Rules, Timed, running
from casework.complaints.domain.clocks.workdays import Workdays
from casework.complaints.domain.protection import ProtectedId, Protection, Signal, Uncovered
from casework.complaints.records.protections import proposed_value, read_proposed
from casework.complaints.records.watched import read_watched, watched_value
from crypto.encoding import decode, encode, items
from crypto.names import PersonId
from tests.unit.casework.complaints.people import ALVAREZ, OKAFOR, PARK

START = date(2026, 1, 5)
READERS = (
    Reader(ALVAREZ, "Maria Alvarez"),
    Reader(OKAFOR, "Thomas Okafor"),
    Reader(PARK, "June Park"),
)
NO_PLAN = Protection(needs_plan=False)


def proposed(proposer: str = "The yard manager", reviewer: PersonId = OKAFOR) -> Proposed:
    return Proposed(
        ProtectedId("reporter"), Signal.TRANSFER, START, proposer, "Fewer shifts.", PARK, START,
        reviewer,
    )  # fmt: skip


def test_whoever_put_it_down_does_not_judge_it() -> None:
    assert may_review(proposed(), READERS) == {ALVAREZ, OKAFOR}


@pytest.mark.parametrize("name", ["Thomas Okafor", "okafor", "Mr Thomas B. Okafor", "T. Okafr"])
def test_whoever_proposes_it_does_not_judge_it_however_the_name_is_written(name: str) -> None:
    assert may_review(proposed(name), READERS) == {ALVAREZ}


def test_only_whoever_was_asked_judges_it() -> None:
    with pytest.raises(NotFreeError):
        proposed().judged_by(ALVAREZ, Verdict.MAY_GO_AHEAD, "Why not.", START)


@given(verdict=st.none() | st.sampled_from(Verdict))
def test_it_may_go_ahead_only_by_that_word(verdict: Verdict | None) -> None:
    one = proposed()
    said = one if verdict is None else one.judged_by(OKAFOR, verdict, "So.", START)
    assert said.may_go_ahead is (verdict is Verdict.MAY_GO_AHEAD)
    assert said.waits is (verdict is None)


def test_to_look_for_the_reporter_can_never_be_planned() -> None:
    assert set(Signal) - set(KINDS) == {Signal.OUTING}


def test_what_waits_is_a_gap_and_what_must_not_be_is_a_sign() -> None:
    free = {ALVAREZ, OKAFOR, PARK}
    waits = Watched(protection=NO_PLAN, proposed=(proposed(),))
    assert gaps_of(waits, free, START) == {Uncovered.ACTION_WAITS}
    assert not signs_of(waits)
    refused = proposed().judged_by(OKAFOR, Verdict.MUST_NOT, "No.", START)
    must_not = Watched(protection=NO_PLAN, proposed=(refused,))
    assert signs_of(must_not) == {Signal.TRANSFER}
    assert gaps_of(must_not, free, START) == {Uncovered.UNREVIEWED_SIGNAL}
    allowed = proposed().judged_by(OKAFOR, Verdict.MAY_GO_AHEAD, "Planned in May.", START)
    assert not gaps_of(Watched(protection=NO_PLAN, proposed=(allowed,)), free, START)


def test_it_is_due_in_two_working_days_even_after_the_end_of_the_case() -> None:
    closed = CaseDays(START, triaged=START, closed=START)
    [clock] = running(Timed(closed, planned=START), Rules())
    assert (clock.clock, clock.due) == (Clock.ACTION, Workdays().after(START, 2))


def test_a_fear_that_nobody_decided_about_is_a_gap() -> None:
    feared = Watched(protection=NO_PLAN, feared=START)
    assert gaps_of(feared, (), START) == {Uncovered.FEAR_OPEN}


WORDS = st.text(max_size=20)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
PROPOSED = st.builds(
    Proposed,
    person=WORDS.map(ProtectedId),
    kind=st.sampled_from(KINDS),
    on=DAYS,
    proposer=WORDS,
    why=WORDS,
    by=st.just(PARK),
    put_down=DAYS,
    reviewer=st.just(OKAFOR),
    verdict=st.none() | st.sampled_from(Verdict),
    judged=st.none() | DAYS,
    reason=WORDS,
)


@given(one=PROPOSED)
def test_what_is_written_is_what_is_read(one: Proposed) -> None:
    [value] = items(decode(encode([proposed_value(one)])))
    assert read_proposed(value) == one


def test_what_was_watched_before_anything_could_be_planned_still_opens() -> None:
    value = watched_value(Watched(feared=START))
    assert isinstance(value, dict)
    del value["proposed"]
    assert read_watched(value) == Watched(feared=START)


def test_a_complaint_to_osha_has_180_days_from_the_act() -> None:
    assert osha_deadline(date(2026, 1, 1)) == date(2026, 6, 30)


@given(act=DAYS)
def test_a_page_and_a_clock_say_the_same_last_day(act: date) -> None:
    assert osha_deadline(act) == LEGAL[Event.RETALIATED].due(act, Workdays())
    assert osha_deadline(act) - act == timedelta(days=180)
