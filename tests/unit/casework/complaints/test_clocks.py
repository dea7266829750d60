"""What is due, until when, and by whose rule."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.clocks.legal import LEGAL, Event
from casework.complaints.domain.clocks.levels import Age, Limit, ServiceLevels, Unit, age_of
from casework.complaints.domain.clocks.running import (
    CaseDays,
    Clock,
    Light,
    Rules,
    Running,
    Timed,
    running,
)
from casework.complaints.domain.clocks.workdays import Workdays
from casework.complaints.domain.european import EuropeanClocks
from casework.complaints.domain.severity import Level
from casework.complaints.domain.taxonomy import Scope

CAME = date(2026, 6, 11)  # a Thursday
NEW = Timed(CaseDays(CAME), scope=Scope.IN)
USUAL = Rules()
EUROPE = Rules(europe=EuropeanClocks())
DAYS = st.dates(date(2025, 1, 1), date(2030, 12, 31))


def clocks(case: Timed, rules: Rules = USUAL) -> dict[Clock, Running]:
    found = running(case, rules)
    assert len({each.clock for each in found}) == len(found)
    return {each.clock: each for each in found}


def due(case: Timed, clock: Clock, rules: Rules = USUAL) -> date:
    return clocks(case, rules)[clock].due


@pytest.mark.parametrize(
    ("level", "day"),
    [
        (None, date(2026, 6, 15)),
        (Level.CRITICAL, date(2026, 6, 12)),
        (Level.HIGH, date(2026, 6, 15)),
        (Level.MEDIUM, date(2026, 6, 16)),
        (Level.LOW, date(2026, 6, 18)),
    ],
)
def test_how_soon_a_report_is_triaged_depends_on_how_serious_it_is(
    level: Level | None, day: date
) -> None:
    assert due(replace(NEW, level=level), Clock.TRIAGE) == day


def test_a_critical_report_of_a_friday_is_triaged_on_saturday() -> None:
    friday = Timed(CaseDays(date(2026, 6, 12)), level=Level.CRITICAL)
    assert due(friday, Clock.TRIAGE) == date(2026, 6, 13)


def test_a_reporter_hears_from_a_person_in_two_working_days() -> None:
    assert due(NEW, Clock.ACKNOWLEDGE) == date(2026, 6, 15)
    heard = replace(NEW, days=replace(NEW.days, acknowledged=CAME))
    assert Clock.ACKNOWLEDGE not in clocks(heard)


def test_a_plan_is_due_ten_working_days_after_somebody_was_put_in_charge() -> None:
    assert Clock.PLAN not in clocks(NEW)
    assigned = replace(NEW, days=replace(NEW.days, assigned=date(2026, 6, 12)))
    # Juneteenth is a Friday in between.
    assert due(assigned, Clock.PLAN) == date(2026, 6, 29)
    planned = replace(assigned, days=replace(assigned.days, planned=CAME))
    assert Clock.PLAN not in clocks(planned)


def test_a_reporter_is_told_something_every_thirty_days() -> None:
    assert due(NEW, Clock.UPDATE) == CAME + timedelta(days=30)
    told = replace(NEW, days=replace(NEW.days, last_word=date(2026, 7, 1)))
    assert due(told, Clock.UPDATE) == date(2026, 7, 31)


def test_after_25_days_of_silence_the_clock_warns() -> None:
    clock = clocks(NEW)[Clock.UPDATE]
    lights = [clock.light(CAME + timedelta(days=each)) for each in (24, 25, 30, 31)]
    assert lights == [Light.IN_TIME, Light.SOON, Light.TODAY, Light.OVERDUE]


def test_a_critical_case_has_five_days_until_a_special_meeting_was_considered() -> None:
    critical = replace(NEW, level=Level.CRITICAL)
    assert due(critical, Clock.SPECIAL_MEETING) == date(2026, 6, 16)
    assert Clock.SPECIAL_MEETING not in clocks(replace(NEW, level=Level.HIGH))
    considered = replace(critical, days=replace(critical.days, meeting_considered=CAME))
    assert Clock.SPECIAL_MEETING not in clocks(considered)


def test_the_look_back_of_120_days_warns_on_day_90_and_on_day_110() -> None:
    clock = clocks(NEW)[Clock.LOOK_BACK]
    assert clock.due == CAME + timedelta(days=120)
    assert clock.warns == (CAME + timedelta(days=90), CAME + timedelta(days=110))
    assert clock.light(CAME + timedelta(days=89)) is Light.IN_TIME
    assert clock.light(CAME + timedelta(days=90)) is Light.SOON


@pytest.mark.parametrize(("scope", "runs"), [(Scope.OPEN, True), (Scope.OUT, False)])
def test_the_look_back_runs_for_whatever_may_be_the_committees(scope: Scope, *, runs: bool) -> None:
    assert (Clock.LOOK_BACK in clocks(replace(NEW, scope=scope))) is runs


@pytest.mark.parametrize(
    ("event", "clock", "day", "last"),
    [
        (Event.BOARD_HEARD_FROM_AUDITOR, Clock.ILLEGAL_ACT, date(2026, 7, 2), date(2026, 7, 6)),
        (Event.AUDITOR_CHANGED, Clock.AUDITOR_CHANGED, date(2026, 6, 12), date(2026, 6, 18)),
        (Event.NON_RELIANCE, Clock.NON_RELIANCE, date(2026, 6, 13), date(2026, 6, 18)),
        (Event.RETALIATED, Clock.RETALIATION, date(2026, 1, 1), date(2026, 6, 30)),
    ],
)
def test_each_clock_of_the_law_counts_as_its_law_says(
    event: Event, clock: Clock, day: date, last: date
) -> None:
    assert due(replace(NEW, events={event: day}), clock) == last


def test_every_clock_of_the_law_names_its_source() -> None:
    assert all(each.source for each in LEGAL.values())
    assert set(LEGAL) == set(Event)


def test_a_closed_case_keeps_only_the_clocks_that_outlive_it() -> None:
    closed = Timed(
        CaseDays(CAME, closed=CAME), Scope.IN, Level.CRITICAL, events={Event.RETALIATED: CAME}
    )
    assert set(clocks(closed, EUROPE)) == {Clock.RETALIATION}


def test_nobody_promises_an_answer_to_whoever_cannot_be_reached() -> None:
    away = clocks(replace(NEW, can_be_reached=False), EUROPE)
    assert not {Clock.ACKNOWLEDGE, Clock.UPDATE, Clock.FEEDBACK_EU} & away.keys()


def test_european_clocks_are_off_by_default() -> None:
    assert Rules().europe is None
    assert not {Clock.ACKNOWLEDGE_EU, Clock.FEEDBACK_EU} & clocks(NEW).keys()


def test_in_europe_a_reporter_hears_within_seven_days_with_a_warning_on_day_5() -> None:
    clock = clocks(NEW, EUROPE)[Clock.ACKNOWLEDGE_EU]
    assert (clock.due, clock.warns) == (date(2026, 6, 18), (date(2026, 6, 16),))


def test_in_europe_feedback_is_due_three_calendar_months_after_the_acknowledgement() -> None:
    told = replace(NEW, days=replace(NEW.days, acknowledged=date(2026, 6, 15)))
    clock = clocks(told, EUROPE)[Clock.FEEDBACK_EU]
    assert clock.due == date(2026, 9, 15)
    assert clock.warns == (date(2026, 8, 29),)


@pytest.mark.parametrize("acknowledged", [None, date(2026, 7, 20)])
def test_without_an_acknowledgement_feedback_counts_from_the_end_of_day_7(
    acknowledged: date | None,
) -> None:
    late = replace(NEW, days=replace(NEW.days, acknowledged=acknowledged))
    assert due(late, Clock.FEEDBACK_EU, EUROPE) == date(2026, 9, 18)


@given(
    received=DAYS,
    level=st.sampled_from([None, *Level]),
    scope=st.sampled_from(Scope),
    told=st.integers(0, 90),
)
def test_clocks_come_in_the_order_in_which_they_run_out_and_none_ran_out_before_it_began(
    received: date, level: Level | None, scope: Scope, told: int
) -> None:
    days = CaseDays(received, last_word=received + timedelta(days=told))
    found = running(Timed(days, scope, level), EUROPE)
    assert [each.due for each in found] == sorted(each.due for each in found)
    assert all(each.due > received for each in found)
    assert all(warning <= each.due for each in found for warning in each.warns)


@given(start=DAYS, today=DAYS, count=st.integers(1, 40), unit=st.sampled_from(Unit))
def test_what_is_left_is_negative_exactly_when_it_is_late(
    start: date, today: date, count: int, unit: Unit
) -> None:
    limit = Limit(count, unit)
    workdays = Workdays()
    last = limit.after(start, workdays)
    left = limit.left(today, last, workdays) if abs((today - last).days) < 100 else None
    if left is not None:
        assert (left < 0) is (today > last)


def test_what_is_left_is_counted_in_what_the_clock_counts() -> None:
    working, plain = Limit(2, Unit.WORKING_DAYS), Limit(4)
    monday = date(2026, 6, 15)
    assert working.left(date(2026, 6, 12), monday, Workdays()) == 1
    assert plain.left(date(2026, 6, 12), monday, Workdays()) == 3
    assert working.left(date(2026, 6, 17), monday, Workdays()) == -2


@pytest.mark.parametrize(
    ("days", "age"),
    [(59, Age.YOUNG), (60, Age.AGEING), (90, Age.OLD), (119, Age.OLD), (120, Age.VERY_OLD)],
)
def test_cases_age_at_60_90_and_120_days(days: int, age: Age) -> None:
    assert age_of(CAME, CAME + timedelta(days=days), ServiceLevels()) is age
