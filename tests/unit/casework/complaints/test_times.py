"""How long things take, and how old what is open has become."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from casework.complaints.domain.clocks.levels import Age, ServiceLevels
from casework.complaints.domain.clocks.running import CaseDays
from casework.complaints.domain.statistics.cases import Counted, Met, Period
from casework.complaints.domain.statistics.counting import Share
from casework.complaints.domain.statistics.times import (
    Lag,
    Stage,
    Took,
    ages,
    closure_time,
    lags,
    overdue_share,
    reporting_lag,
    time_to,
)

CAME = date(2026, 3, 2)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def case(days: int = 0) -> Counted:
    return Counted(CaseDays(CAME + timedelta(days=days)))


def closed_after(days: int, **others: date) -> Counted:
    return replace(case(), days=CaseDays(CAME, closed=CAME + timedelta(days=days), **others))


def test_closing_takes_its_mean_and_its_median_of_what_was_closed_in_the_year() -> None:
    cases = [closed_after(10), closed_after(20), closed_after(90), closed_after(900), case()]
    assert closure_time(cases, YEAR) == Took(3, Fraction(40), Fraction(20))
    assert closure_time([case()], YEAR) is None


@pytest.mark.parametrize("stage", Stage)
def test_each_stage_is_timed_from_receipt(stage: Stage) -> None:
    days = CaseDays(
        CAME,
        acknowledged=CAME + timedelta(days=1),
        triaged=CAME + timedelta(days=2),
        planned=CAME + timedelta(days=4),
        decided=CAME + timedelta(days=5),
        closed=CAME + timedelta(days=6),
    )
    whole = replace(case(), days=days, first_contact=CAME + timedelta(days=3))
    expected = {
        Stage.ACKNOWLEDGE: 1, Stage.TRIAGE: 2, Stage.FIRST_CONTACT: 3, Stage.PLAN: 4,
        Stage.DECIDE: 5, Stage.CLOSE: 6,
    }  # fmt: skip
    took = time_to(stage, [whole, case()])
    assert took == Took(1, Fraction(expected[stage]), Fraction(expected[stage]))


def test_a_clock_is_late_when_it_was_met_late_or_not_at_all() -> None:
    today = date(2026, 6, 12)
    assert not Met(today).was_late(today)
    assert Met(today).was_late(today + timedelta(days=1))
    assert not Met(today, today).was_late(today + timedelta(days=9))
    assert Met(today, today + timedelta(days=1)).was_late(today)
    clocks = [Met(today, today)] * 9 + [Met(CAME)]
    assert overdue_share(clocks, today) == Share(1, 10)


def test_how_long_reporters_waited_falls_into_three_bands() -> None:
    waited = [replace(case(), happened=CAME - timedelta(days=each)) for each in (9, 10, 59, 60)]
    assert lags([*waited, case()]) == {Lag.WITHIN_9: 1, Lag.WITHIN_59: 2, Lag.LATER: 1}
    assert reporting_lag(waited) == Took(4, Fraction(69, 2), Fraction(69, 2))


def test_open_cases_are_counted_by_age_and_closed_ones_are_not() -> None:
    today = CAME + timedelta(days=95)
    cases = [case(), case(90), closed_after(5), replace(case(), is_test=True)]
    assert ages(cases, today, ServiceLevels()) == {Age.OLD: 1, Age.YOUNG: 1}
