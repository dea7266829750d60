"""The first screen: what needs whoever is in, and whether the form works."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from casework.access import Right, SignedIn, opens_to
from casework.collecting.services.alarms import alarms
from casework.collecting.services.selftesting import came_through, newest_test
from casework.collecting.views import alarm_in_words, self_test_in_words
from casework.committee.domain.health import Tone
from casework.committee.services.charter import has_read
from casework.committee.services.waiting import waiting_for
from casework.committee.views.showing import place_of
from casework.complaints.services.assessing.standins import stand_ins_are_due
from casework.complaints.services.opening.pending import damaged_for
from casework.complaints.services.queue import Seen
from casework.complaints.services.reading.near import near
from casework.complaints.views.needs import Asked, needs_of
from casework.complaints.views.parts.meanwhile import (
    AT_ONCE,
    Meanwhile,
    meanwhile,
    still_looking,
)
from casework.complaints.views.watching.near import (
    Watched,
    next_date,
    waiting_on_others,
    watched_in,
)
from casework.desk import desk
from casework.export.views.needs import exports_waiting
from casework.frame import CHARTER, EXPORTS, NEW_DEVICES, OWN, STAND_INS, TODAY, casework_frame
from casework.members.domain.factors import PASSKEYS_WANTED
from casework.members.services.belongings import devices_that_ask, look_at
from casework.rights import Role, opens
from casework.search.services.indexing import is_ready
from casework.search.views.searching import MAKING
from casework.today.domain import MOST, Harm, Need, Needs, in_order
from casework.trust import Standing
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import due_in_words, in_full, in_words, say

today = Blueprint("today", __name__)

_FEW_CODES = 3


@dataclass(frozen=True, slots=True)
class Task:
    """A need as the page says it."""

    what: str
    when: str
    urgent: str
    button: str
    href: str


@dataclass(frozen=True, slots=True)
class TestShown:
    """How far the newest daily test came, as the page says it."""

    works: bool
    says: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TodayPage(Page):
    template: ClassVar[str] = "today/today.html"
    frame: CaseworkFrame
    headline: str
    day: str
    meanwhile: Meanwhile | None
    making_href: str
    tasks: tuple[Task, ...]
    more: int
    all_href: str
    watch: tuple[Watched, ...]
    others: tuple[tuple[str, str], ...]
    waiting: str
    next_date: str
    test: TestShown | None


@today.get(TODAY)
@opens_to(Right.SIGNED_IN)
def show_today(me: SignedIn) -> ResponseReturnValue:
    opening, found = _look(me)
    asks = (_of_devices(me), _of_reports(me, found), _of_exports(me), _of_keys(me), _of_others(me))
    needs = in_order(chain(*asks), None if "all" in request.args else MOST)
    others, today = tuple(waiting_on_others(found, me.person)), desk().today()
    return render(
        TodayPage(
            frame=casework_frame(me, TODAY),
            headline=_headline(needs),
            day=in_full(today),
            meanwhile=opening,
            making_href=_making(me),
            tasks=tuple(map(_task, needs.first)),
            more=needs.more,
            all_href=f"{TODAY}?all",
            watch=(*islice(watched_in(found, me.person, today), MOST), *_damaged(me), *_alarms(me)),
            others=others,
            waiting=str(_("Waiting on others (%(count)d)", count=len(others))),
            next_date=next_date(found, me.person, today),
            test=_test(me),
        )
    )


def _look(me: SignedIn) -> tuple[Meanwhile | None, tuple[Seen, ...]]:
    """Open what came in, and find the cases that may ask something of whoever is in."""
    if not opens(Right.CASES, me):
        return None, ()
    opening = meanwhile(desk(), me, TODAY)
    found = near(desk(), me, AT_ONCE)
    return opening or (None if found.is_all else still_looking(TODAY)), found.seen


def _making(me: SignedIn) -> str:
    """Return what the browser fetches so that search is ready before anybody looks for it."""
    return MAKING if opens(Right.CASES, me) and not is_ready(desk(), me) else ""


def _headline(needs: Needs) -> str:
    count = len(needs.first) + needs.more
    if not count:
        return str(_("Nothing needs you today"))
    return str(ngettext("One thing needs you", "%(num)d things need you", count))


def _task(need: Need) -> Task:
    when = "" if need.until is None else due_in_words(need.until, desk().today())
    urgent = str(_("Now.")) if need.harm is Harm.NOW else ""
    return Task(need.what, " ".join(filter(None, (when, need.why))), urgent, need.button, need.href)


def _alarms(me: SignedIn) -> tuple[Watched, ...]:
    """Return what has stopped and nobody here can mend: it is told to whoever keeps the machine."""
    if not opens(Right.HOLDER, me):
        return ()
    whom = str(_("Tell whoever keeps the machine."))
    return tuple(Watched(alarm_in_words(each), whom, "", "") for each in alarms(desk()))


def _damaged(me: SignedIn) -> Iterator[Watched]:
    for day in damaged_for(desk(), me):
        says = _(
            "Something that came in %(day)s is damaged and cannot be opened", day=in_words(day)
        )
        why = _("Have that day’s backup read back. Whoever sent it sees that nobody answers.")
        yield Watched(str(says), str(why), "", "")


def _test(me: SignedIn) -> TestShown | None:
    if not (opens(Right.HOLDER, me) and isinstance(desk().trust.now(), Standing)):
        return None
    days = newest_test(desk())
    works = came_through(days, desk().today())
    says = _("The form works.") if works else _("The daily test has not come through lately.")
    return TestShown(works, says, self_test_in_words(days))


def _of_devices(me: SignedIn) -> Iterator[Need]:
    """A device that nobody asked for may be a thief's, so it is named before all that has time."""
    for asking in devices_that_ask(desk(), me):
        yield Need(
            what=_(
                "Device %(number)d of %(name)s waits for approval",
                number=asking.device.number,
                name=asking.name,
            ),
            why=_("Speak with the person first."),
            button=_("Look"),
            href=NEW_DEVICES,
            harm=Harm.NOW,
        )


def _of_reports(me: SignedIn, found: Sequence[Seen]) -> Iterator[Need]:
    """Only what this person's own keys open; of the rest nothing is known here."""
    if opens(Right.CASES, me):
        for each in needs_of(desk(), me, found):
            yield Need(
                what=each.what,
                button=each.button,
                href=each.href,
                harm=_harm(each),
                until=each.until,
            )


def _of_exports(me: SignedIn) -> Iterator[Need]:
    if opens(Right.HOLDER, me):
        for what, until in exports_waiting(desk(), me):
            yield Need(what=what, button=_("Look"), href=EXPORTS, harm=Harm.BY_A_DATE, until=until)


def _harm(asked: Asked) -> Harm:
    if asked.is_pressing:
        return Harm.NOW
    if asked.is_feared:
        return Harm.SOMEBODY
    return Harm.LAW if asked.is_law else Harm.BY_A_DATE


def _of_keys(me: SignedIn) -> Iterator[Need]:
    for due in waiting_for(desk(), me):
        href, button = place_of(due)
        harm = Harm.SOME_TIME if due.until is None else Harm.BY_A_DATE
        harm = Harm.NOW if due.tone is Tone.LATE else harm
        yield Need(what=say(due.text), button=button, href=href, harm=harm, until=due.until)


def _of_others(me: SignedIn) -> Iterator[Need]:
    yield from _of_own(me)
    if Role.MEMBER in me.roles:
        yield from _of_charter(me)
    if Role.MEMBER in me.roles and stand_ins_are_due(desk()):
        yield Need(
            what=_("Try whether those who step in can be reached"),
            why=_("Once in three months."),
            button=_("Try"),
            href=STAND_INS,
        )


def _of_charter(me: SignedIn) -> Iterator[Need]:
    """Whoever is new reads what the committee is for before they judge anybody."""
    if isinstance(desk().trust.now(), Standing) and not has_read(desk(), me.person):
        yield Need(
            what=_("Read the committee’s charter, and put down that you did"),
            why=_("Once, and for each new version."),
            button=_("Put down"),
            href=CHARTER,
        )


def _of_own(me: SignedIn) -> Iterator[Need]:
    """Whoever has one way in has none, on the day it breaks."""
    mine = look_at(desk(), me.person)
    if mine is None:
        return
    if len(mine.factors.passkeys) < PASSKEYS_WANTED:
        yield Need(
            what=_("Add a second passkey")
            if mine.factors.passkeys
            else _("Add a passkey, and then a second one"),
            why=_("Then a lost device locks you out of nothing."),
            button=_("Add"),
            href=f"{OWN}/passkeys/new",
        )
    if len(mine.factors.recovery) < _FEW_CODES:
        yield Need(
            what=_("Make a new sheet of recovery codes"),
            why=ngettext(
                "%(num)d code is left.", "%(num)d codes are left.", len(mine.factors.recovery)
            ),
            button=_("Make"),
            href=OWN,
        )
