"""Whoever spoke up is looked after for a year."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.outcomes import Allegation, AllegationId
from casework.complaints.domain.protection import (
    CHECK_IN_DAYS,
    Answer,
    CheckIn,
    Incident,
    NoSuchCheckInError,
    Plan,
    ProtectedId,
    Protection,
    Role,
    Signal,
    Uncovered,
    Way,
    fed_back,
    first_report_was_in,
)
from casework.complaints.domain.taxonomy import RETALIATION, CategoryCode, Scope
from tests.unit.casework.complaints.people import ALVAREZ, OKAFOR

START = date(2026, 1, 5)
PLAN = Plan(ProtectedId("r"), Role.REPORTER, Way.MAILBOX, START, OKAFOR)
WELL = CheckIn(START, Answer.WELL)
AWAY = frozenset({ALVAREZ})
_REVENUE = CategoryCode("ACC-REV")


def day(number: int) -> date:
    return START + timedelta(days=number)


def gaps(protection: Protection, today: date = START) -> frozenset[Uncovered]:
    return protection.gaps(AWAY, today)


def parent(scope: Scope, code: CategoryCode = _REVENUE) -> Allegation:
    return Allegation(AllegationId("a1"), code, scope)


def test_check_ins_come_after_30_60_90_180_and_365_days() -> None:
    assert [PLAN.due_on(each) for each in CHECK_IN_DAYS] == [
        date(2026, 2, 4),
        date(2026, 3, 6),
        date(2026, 4, 5),
        date(2026, 7, 4),
        date(2027, 1, 5),
    ]


def test_a_check_in_is_due_on_its_day_and_not_before() -> None:
    assert PLAN.due(day(29)) == ()
    assert PLAN.due(day(30)) == (30,)
    assert PLAN.due(day(90)) == (30, 60, 90)


def test_a_check_in_that_was_made_is_not_due_again() -> None:
    once = PLAN.checked_in(30, WELL)
    assert once.due(day(30)) == ()
    assert once.next_day == 60
    for number in (30, 45):
        with pytest.raises(NoSuchCheckInError):
            once.checked_in(number, WELL)


@given(done=st.sets(st.sampled_from(CHECK_IN_DAYS)), today=st.integers(0, 800))
def test_no_check_in_is_forgotten(done: set[int], today: int) -> None:
    plan = PLAN
    for number in done:
        plan = plan.checked_in(number, WELL)
    assert set(plan.due(day(today))) == {n for n in CHECK_IN_DAYS if n <= today} - done
    assert (plan.next_day is None) is (len(done) == 5)


def test_a_reporter_who_can_be_asked_has_a_plan() -> None:
    assert gaps(Protection()) == {Uncovered.NO_PLAN_FOR_REPORTER}
    witness = replace(PLAN, role=Role.WITNESS)
    assert gaps(Protection((witness,))) == {Uncovered.NO_PLAN_FOR_REPORTER}
    assert not gaps(Protection((PLAN,)))
    assert not gaps(Protection(needs_plan=False))


def test_nobody_watches_over_a_reporter_who_must_not_know_of_the_case() -> None:
    assert gaps(Protection((replace(PLAN, watcher=ALVAREZ),))) == {Uncovered.WATCHER_NOT_FREE}


def test_an_overdue_check_in_is_a_gap() -> None:
    assert gaps(Protection((PLAN,)), day(31)) == {Uncovered.CHECK_IN_OVERDUE}


def test_a_signal_waits_until_somebody_reviewed_it() -> None:
    told = CheckIn(day(30), Answer.SIGNALS, frozenset({Signal.PAY}))
    protection = Protection((PLAN.checked_in(30, told),))
    assert gaps(protection) == {Uncovered.UNREVIEWED_SIGNAL}
    assert not gaps(replace(protection, reviewed=frozenset({Signal.PAY})))


def test_an_attempt_to_find_out_who_reported_is_an_incident_that_somebody_handles() -> None:
    told = CheckIn(day(30), Answer.SIGNALS, frozenset({Signal.OUTING}))
    protection = Protection((PLAN.checked_in(30, told),), reviewed=frozenset({Signal.OUTING}))
    assert gaps(protection) == {Uncovered.OUTING_NOT_LOGGED}
    logged = replace(protection, incidents=(Incident(day(30)),))
    assert gaps(logged) == {Uncovered.INCIDENT_OPEN}
    assert not gaps(replace(protection, incidents=(Incident(day(30), day(31)),)))


def test_a_claim_of_retaliation_follows_the_report_that_it_is_about() -> None:
    claim = AllegationId("a2")
    assert fed_back([parent(Scope.IN)], claim) == Allegation(claim, RETALIATION, Scope.IN)
    assert fed_back([parent(Scope.OUT)], claim).scope is Scope.OUT
    assert fed_back([parent(Scope.OPEN)], claim).scope is Scope.OPEN
    assert first_report_was_in([parent(Scope.OUT), parent(Scope.IN)]) is True


def test_a_claim_of_retaliation_does_not_follow_itself() -> None:
    assert first_report_was_in([parent(Scope.IN, RETALIATION)]) is None
