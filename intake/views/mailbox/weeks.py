"""Weeks in words. A screen that somebody else sees should not say on which day one wrote."""

from datetime import date, timedelta

from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _

from intake.conversation.leafing import monday_of

_WEEK = timedelta(days=7)
_TO_THURSDAY = timedelta(days=3)


def week_in_words(day: date, today: date) -> str:
    """Return “this week”, “last week”, or “first week of June”; other years are named."""
    monday, this_monday = monday_of(day), monday_of(today)
    if monday >= this_monday:
        return str(_("this week"))
    if monday == this_monday - _WEEK:
        return str(_("last week"))
    # A week belongs to the month in which most of it lies.
    middle = monday + _TO_THURSDAY
    month = format_date(middle, "MMMM", locale=get_locale())
    if middle.year != today.year:
        month = format_date(middle, "MMMM y", locale=get_locale())
    return str(_ordinals()[(middle.day - 1) // 7] % {"month": month})


def _ordinals() -> tuple[str, ...]:
    return (
        _("first week of %(month)s", month="%(month)s"),
        _("second week of %(month)s", month="%(month)s"),
        _("third week of %(month)s", month="%(month)s"),
        _("fourth week of %(month)s", month="%(month)s"),
        _("fifth week of %(month)s", month="%(month)s"),
    )
