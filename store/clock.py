"""Time, as an argument. Days, not moments: a finer clock can be matched with a door log."""

from collections.abc import Callable
from datetime import UTC, date, datetime

Today = Callable[[], date]


def utc_today() -> date:
    return datetime.now(UTC).date()  # noqa: TID251  # the one clock everyone else is given
