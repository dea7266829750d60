"""Working days, holidays and calendar months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.clocks.workdays import Workdays, federal_holidays, months_after

USUAL = Workdays()
DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))


def test_the_holidays_of_2026_are_those_that_the_government_publishes() -> None:
    assert federal_holidays(2026) == {
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 5, 25),
        date(2026, 6, 19),
        date(2026, 7, 3),  # the Fourth is a Saturday
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 11, 26),
        date(2026, 12, 25),
    }


def test_a_new_years_day_on_a_saturday_is_kept_in_the_year_before() -> None:
    assert date(2021, 12, 31) in federal_holidays(2021)
    assert date(2022, 1, 1) not in federal_holidays(2022)
    assert len(federal_holidays(2022)) == 10


def test_a_holiday_on_a_sunday_is_kept_on_monday() -> None:
    assert date(2027, 7, 5) in federal_holidays(2027)
    assert date(2022, 12, 26) in federal_holidays(2022)


def test_juneteenth_is_no_holiday_before_it_was_one() -> None:
    assert date(2020, 6, 19) not in federal_holidays(2020)
    assert date(2021, 6, 18) in federal_holidays(2021)


@pytest.mark.parametrize(
    ("day", "rolled"),
    [
        (date(2027, 5, 15), date(2027, 5, 17)),
        (date(2027, 2, 14), date(2027, 2, 16)),  # Sunday, then Presidents' Day
        (date(2027, 3, 31), date(2027, 3, 31)),
        (date(2027, 8, 14), date(2027, 8, 16)),
    ],
)
def test_a_deadline_on_a_day_off_rolls_to_the_next_working_day(day: date, rolled: date) -> None:
    assert USUAL.rolled(day) == rolled


def test_a_report_of_thursday_is_triaged_by_monday() -> None:
    assert USUAL.after(date(2026, 6, 11), 2) == date(2026, 6, 15)


def test_a_day_on_which_the_site_is_shut_does_not_count() -> None:
    storm = Workdays(frozenset({date(2026, 6, 12)}))
    assert storm.after(date(2026, 6, 11), 2) == date(2026, 6, 16)


@given(start=DAYS, count=st.integers(1, 30))
def test_so_many_working_days_later_so_many_working_days_have_passed(
    start: date, count: int
) -> None:
    end = USUAL.after(start, count)
    assert USUAL.includes(end)
    assert USUAL.between(start, end) == count


@given(day=DAYS)
def test_no_weekend_is_a_working_day_and_no_deadline_moves_far(day: date) -> None:
    rolled = USUAL.rolled(day)
    assert rolled.weekday() < 5
    assert timedelta() <= rolled - day <= timedelta(days=4)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2027, 11, 29), 3, date(2028, 2, 29)),
        (date(2026, 3, 15), -36, date(2023, 3, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_a_month_is_a_calendar_month_and_never_thirty_days(
    start: date, count: int, end: date
) -> None:
    assert months_after(start, count) == end


@given(start=DAYS, count=st.integers(0, 120))
def test_months_later_is_never_in_a_later_month_than_meant(start: date, count: int) -> None:
    end = months_after(start, count)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    assert end.day <= start.day
