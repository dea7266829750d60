"""Weeks in words. A screen that somebody else sees should not say on which day one wrote."""

from datetime import date, timedelta

from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _

from intake.conversation.leafing import monday_of

_WEEK = timedelta(days=7)
_TO_THURSDAY = timedelta(days=3)
_ORDINALS = (
    lazy_gettext("first week of %(month)s"),
    lazy_gettext("second week of %(month)s"),
    lazy_gettext("third week of %(month)s"),
    lazy_gettext("fourth week of %(month)s"),
    lazy_gettext("fifth week of %(month)s"),
)


def week_in_words(day: date, today: date) -> str:
    """Return “this week”, “last week”, or “first week of June”; other years are named."""
    monday, this_monday = monday_of(day), monday_of(today)
    if monday >= this_monday:
        return str(_("this week"))
    if monday == this_monday - _WEEK:
        return str(_("last week"))
    # A week belongs to the month in which most of it lies.
    middle = monday + _TO_THURSDAY
    # Not by babel's patterns: they cost the more, the more old messages a page has.
    month = get_locale().months["format"]["wide"][middle.month]
    if middle.year != today.year:
        month = f"{month} {middle.year}"
    return str(_ORDINALS[(middle.day - 1) // 7]) % {"month": month}
