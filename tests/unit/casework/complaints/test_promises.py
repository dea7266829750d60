"""Which promises a case had, and whether it was about somebody senior."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.clocks.running import CaseDays, Rules
from casework.complaints.domain.clocks.workdays import Workdays
from casework.complaints.domain.conflicts.named import Named, Part
from casework.complaints.domain.conflicts.routes import Subject
from casework.complaints.domain.severity import Grade, Hints, Level, Severity, Trigger
from casework.complaints.domain.statistics.cases import Met
from casework.complaints.domain.statistics.promises import SENIOR, names_senior, promises_of

CAME = date(2026, 3, 2)
NEW = CaseDays(CAME)
WORKDAYS = Workdays()


def after(days: int) -> date:
    return CAME + timedelta(days=days)


def test_a_new_case_has_two_promises_and_a_lead_makes_a_third() -> None:
    soon = WORKDAYS.after(CAME, 2)
    assert promises_of(NEW, None, None, Rules()) == (Met(soon), Met(soon))
    led = replace(NEW, triaged=after(1), assigned=after(1))
    *_, plan = promises_of(led, after(1), Level.LOW, Rules())
    assert plan == Met(WORKDAYS.after(after(1), 10))


def test_a_promise_of_a_case_that_ended_is_not_late_for_ever() -> None:
    ended = replace(NEW, closed=after(1))
    years = after(900)
    assert not any(each.was_late(years) for each in promises_of(ended, None, None, Rules()))


@given(day=st.integers(0, 40))
def test_a_first_reply_is_late_after_two_working_days(day: int) -> None:
    reply, _ = promises_of(NEW, after(day), None, Rules())
    assert reply.was_late(after(40)) is (after(day) > WORKDAYS.after(CAME, 2))


def test_what_comes_back_is_sorted_out_from_that_day_on() -> None:
    again = replace(NEW, reopened=after(70))
    _, triage = promises_of(again, CAME, Level.LOW, Rules())
    assert triage.due == WORKDAYS.after(after(70), 5)


@pytest.mark.parametrize("kind", Subject)
def test_officers_directors_and_heads_are_senior_and_staff_and_outsiders_are_not(
    kind: Subject,
) -> None:
    outside = {Subject.AUDIT_FIRM, Subject.PROVIDER}
    is_senior = kind not in {Subject.EMPLOYEE, Subject.FINANCE_STAFF, *outside}
    assert (kind in SENIOR) is is_senior
    subject = Named("Pat Doe", Part.SUBJECT, kind)
    assert names_senior([subject], None) is is_senior
    assert not names_senior([replace(subject, is_struck=True)], None)
    assert not names_senior([replace(subject, part=Part.WITNESS)], None)


def test_who_judged_that_somebody_senior_is_implicated_said_so() -> None:
    grade = Grade(frozenset({Trigger.SENIOR_IMPLICATED}), Hints(), Severity(Level.CRITICAL))
    assert names_senior([], grade)
    assert not names_senior([], replace(grade, triggers=frozenset({Trigger.LIMITED})))
