"""Time, as an argument. Days, not moments: a finer clock can be matched with a door log.

What must run out sooner than a day counts minutes, and what must not go on for ever counts
seconds from anywhere. Neither is ever written to a disk.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime

Today = Callable[[], date]
Minute = Callable[[], int]
Seconds = Callable[[], float]
Epoch = Callable[[], int]


def utc_today() -> date:
    return datetime.now(UTC).date()  # noqa: TID251  # the one clock everyone else is given


def this_minute() -> int:
    """Return whole minutes since 1970."""
    return int(time.time() // 60)  # noqa: TID251  # the one clock everyone else is given


def this_second() -> int:
    """Return whole seconds since 1970: codes that change every half minute are made of them."""
    return int(time.time())  # noqa: TID251  # the one clock everyone else is given


def seconds() -> float:
    """Return seconds since some moment, for what is measured and never told."""
    return time.monotonic()
