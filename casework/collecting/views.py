"""How the channel is, in the words of a page: alarms as sentences, the self-test as four days."""

from datetime import date

from flask_babel import gettext as _

from casework.collecting.domain import NEVER, Alarm
from casework.collecting.services.selftesting import SelfTestDays
from config.words import with_year


def alarm_in_words(alarm: Alarm) -> str:
    day = _(NEVER) if alarm.day is None else with_year(alarm.day)
    return str(_(alarm.trouble.value)) % {"day": day, "name": alarm.name}


def self_test_in_words(days: SelfTestDays) -> tuple[tuple[str, str], ...]:
    """Return what happens to a test report, in order, and the last day on which it did."""
    steps = (
        (_("Test report sent"), days.sent),
        (_("Opened again with its words"), days.returned),
        (_("Came in here"), days.collected),
        (_("Opened by one of you"), days.opened),
    )
    return tuple((str(step), _last(day)) for step, day in steps)


def _last(day: date | None) -> str:
    return str(_("Not yet")) if day is None else with_year(day)
