"""Working days as the SEC counts them: not weekends, not federal holidays, not days it is shut.

A director reads “2 working days left” and plans a weekend by it. Counting is done here, once.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7
_MONDAY, _THURSDAY, _FRIDAY, _SATURDAY = 0, 3, 4, 5
_MONTHS: Final = 12
_MAY: Final = 5
_JUNETEENTH: Final = (6, 19)
_FIRST_JUNETEENTH: Final = 2021
# New Year's Day, Juneteenth, Independence Day, Veterans Day, Christmas Day.
_FIXED: Final = frozenset({(1, 1), _JUNETEENTH, (7, 4), (11, 11), (12, 25)})
# Martin Luther King, Washington, Labor Day, Columbus, Thanksgiving: month, weekday, which of them.
_FLOATING: Final = frozenset(
    {(1, _MONDAY, 3), (2, _MONDAY, 3), (9, _MONDAY, 1), (10, _MONDAY, 2), (11, _THURSDAY, 4)}
)


def is_federal_holiday(day: date) -> bool:
    """Say whether a holiday is kept on this day, 5 U.S.C. 6103.

    One on a Saturday is kept the day before, perhaps in the year before; one on a Sunday the day
    after. Asked of every day of every clock, so it computes no list.
    """
    weekday = day.weekday()
    kept = {_MONDAY: (day, day - _DAY), _FRIDAY: (day, day + _DAY)}.get(weekday, (day,))
    if weekday < _SATURDAY and any(_is_fixed(each) for each in kept):
        return True
    which = (day.day - 1) // _WEEK + 1
    return (day.month, weekday, which) in _FLOATING or _is_memorial_day(day)


def federal_holidays(year: int) -> frozenset[date]:
    """Return the days of a year on which holidays are kept."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=each) for each in range(366))
    return frozenset(day for day in days if day.year == year and is_federal_holiday(day))


def _is_fixed(day: date) -> bool:
    month_and_day = (day.month, day.day)
    was_one = month_and_day != _JUNETEENTH or day.year >= _FIRST_JUNETEENTH
    return month_and_day in _FIXED and was_one


def _is_memorial_day(day: date) -> bool:
    """The last Monday of May, which is sometimes the fourth and sometimes the fifth."""
    is_last = (day + timedelta(days=_WEEK)).month != _MAY
    return day.month == _MAY and day.weekday() == _MONDAY and is_last


@dataclass(frozen=True, slots=True)
class Workdays:
    """The calendar of a committee. `shut` are more days off: a storm, a day of mourning."""

    shut: frozenset[date] = field(default_factory=frozenset)

    def includes(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.shut and not is_federal_holiday(day)

    def rolled(self, day: date) -> date:
        """Return the day itself, or the next working day: Exchange Act Rule 0-3."""
        while not self.includes(day):
            day += _DAY
        return day

    def after(self, start: date, count: int) -> date:
        """Return the working day that is so many after the start. The start is not counted."""
        day = start
        for _ in range(count):
            day = self.rolled(day + _DAY)
        return day

    def between(self, start: date, end: date) -> int:
        """Return how many working days follow the start, up to and with the end."""
        days = range(1, (end - start).days + 1)
        return sum(self.includes(start + timedelta(days=each)) for each in days)


def months_after(start: date, count: int) -> date:
    """Return the same day of a later month, or that month's last: months are no 30 days."""
    year, month = divmod(start.month - 1 + count, _MONTHS)
    first = date(start.year + year, month + 1, 1)
    return first + timedelta(days=min(start.day, _length(first)) - 1)


def _length(first: date) -> int:
    following = (first + timedelta(days=31)).replace(day=1)
    return (following - first).days
