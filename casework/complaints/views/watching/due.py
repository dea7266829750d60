"""What is due in a case and by whose rule; and days from which the law counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.nextstep import clocks_of
from casework.complaints.domain.clocks.legal import Event
from casework.complaints.domain.clocks.running import Clock
from casework.complaints.forms.deciding import read_day
from casework.complaints.forms.writing import NO_DAY, TypedDay, typed_day, words
from casework.complaints.services.moving import require_inside
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.changing import Changed, Done, Overtaken
from casework.complaints.services.watching.lawdays import it_began, it_happened, it_was_met
from casework.complaints.services.watching.settling import (
    SETTLED_HERE,
    consider_meeting,
    plan_made,
)
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import DUE, Heading, heading_of
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.pressing.fitting import holding
from casework.complaints.views.pressing.once import adds
from casework.complaints.views.watching.clocks import EVENTS, Due, due_in
from casework.desk import Desk, desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.questions.asked import asked
from config.rendering import Page, render
from config.words import with_year
from crypto.names import CaseId
from store.database import Transaction

due = Blueprint("case-due", __name__)

_PLACE = f"{REPORTS}/<case>/{DUE}"
_UNPROCESSABLE = 422
_SHORT = 200
_SETTLING: Final[Mapping[str, Callable[[Desk, SignedIn, CaseId, str], Changed]]] = {
    "special_meeting": consider_meeting,
    "plan": plan_made,
}
_ENDS: Final[Mapping[Clock, tuple[str, str, str]]] = {
    Clock.SPECIAL_MEETING: (
        asked("Does it need a meeting of its own?"),
        asked("What was decided, and why?"),
        asked("It was considered"),
    ),
    Clock.PLAN: (
        asked("How is it looked into?"),
        asked("The plan, in one line, or where it stands"),
        asked("The plan is made"),
    ),
}


@dataclass(frozen=True, slots=True)
class Noted:
    """A day that somebody put down, and whether what it asks for was done."""

    event: str
    what: str
    says: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class ToSettle:
    """A clock that is ended here: what it asks for, and what ends it."""

    clock: str
    title: str
    asks: str
    button: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and is not kept."""

    event: str = ""
    day: TypedDay = NO_DAY
    no_event: str = ""
    no_day: str = ""
    problem: str = ""
    first: TypedDay = NO_DAY
    no_first: str = ""
    settling: str = ""
    no_why: str = ""

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        found = (
            *(("event", self.no_event), ("on", self.no_day), ("first", self.no_first)),
            *(("", self.problem), (f"why-{self.settling}", self.no_why)),
        )
        return tuple(each for each in found if each[1])


@dataclass(frozen=True)
class DuePage(Page):
    template: ClassVar[str] = "complaints/due.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    clocks: tuple[Due, ...]
    to_settle: tuple[ToSettle, ...]
    noted: tuple[Noted, ...]
    events: tuple[tuple[str, str], ...]
    began: str
    typed: Typed


@due.get(_PLACE)
@opens_to(Right.CASES)
def show_due(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, Typed())))


@due.post(_PLACE)
@opens_to(Right.CASES)
@holding(why=_SHORT)
@adds(DUE)
def put_down(case: str, me: SignedIn) -> ResponseReturnValue:
    """Begin a clock of the law, say that what a clock asks for was done, or when it all began."""
    for name, doing in (("began", _it_began), ("settle", _settle)):
        if name in request.form:
            return doing(me, case)
    if request.form.get("met") in _known():
        return _after(me, case, it_was_met(desk(), me, case_at(case), Event(request.form["met"])))
    chosen, on = request.form.get("event", ""), read_day(request.form, "on")
    typed = Typed(chosen, typed_day(request.form, "on"), *_wrong(chosen, on))
    if on is None or typed.errors:
        return _again(me, case, typed)
    return _after(me, case, it_happened(desk(), me, case_at(case), Event(chosen), on))


def _it_began(me: SignedIn, case: str) -> ResponseReturnValue:
    on, day = read_day(request.form, "first"), typed_day(request.form, "first")
    if on is None or on > desk().today():
        return _again(me, case, Typed(first=day, no_first=str(_("Give a day up to today."))))
    return _after(me, case, it_began(desk(), me, case_at(case), on))


def _settle(me: SignedIn, case: str) -> ResponseReturnValue:
    settling, why = request.form["settle"], words(request.form, "why")
    doing = _SETTLING.get(settling)
    if doing is None or not why:
        return _again(me, case, Typed(settling=settling, no_why=str(_("Say it in one line."))))
    return _after(me, case, doing(desk(), me, case_at(case), why))


def _known() -> frozenset[str]:
    return frozenset(each.value for each in EVENTS)


def _wrong(chosen: str, on: date | None) -> tuple[str, str]:
    no_event = "" if chosen in _known() else str(_("Choose what happened."))
    is_day = on is not None and on <= desk().today()
    return no_event, "" if is_day else str(_("Give the day on which it happened."))


def _after(me: SignedIn, case: str, outcome: Changed) -> ResponseReturnValue:
    if isinstance(outcome, Done):
        return go(address(case_at(case), DUE))
    if isinstance(outcome, Overtaken):
        problem = _("Somebody said so already. Nothing was changed.")
        return _again(me, case, Typed(problem=str(problem)))
    return not_there()


def _again(me: SignedIn, case: str, typed: Typed) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, typed))), _UNPROCESSABLE


def _page(me: SignedIn, typed: Typed, _tx: Transaction, file: CaseFile) -> DuePage:
    return DuePage(
        frame=casework_frame(me, REPORTS, wrong=bool(typed.errors)),
        head=heading_of(file, DUE),
        csrf=generate_csrf(),
        here=address(file.id, DUE),
        clocks=due_in(file, desk().today()),
        to_settle=tuple(_to_settle(file)),
        noted=tuple(_noted(file)),
        events=tuple((each.value, str(_(words))) for each, words in EVENTS.items()),
        began=_began(file),
        typed=typed,
    )


def _began(file: CaseFile) -> str:
    on = file.inside.watched.began if file.inside else None
    return str(_("It began on %(day)s.", day=with_year(on))) if on else ""


def _to_settle(file: CaseFile) -> list[ToSettle]:
    running = [each.clock for each in clocks_of(file.card, require_inside(file), file.rules)]
    return [
        ToSettle(each.name.lower(), *map(str, map(_, _ENDS[each])))
        for each in SETTLED_HERE
        if each in running
    ]


def _noted(file: CaseFile) -> list[Noted]:
    events = file.inside.watched.events if file.inside else {}
    return [
        Noted(event.value, str(_(EVENTS[event])), _says(each.on, each.done), each.done is None)
        for event, each in events.items()
        if event in EVENTS
    ]


def _says(on: date, done: date | None) -> str:
    if done is None:
        return str(_("On %(day)s.", day=with_year(on)))
    return str(_("On %(day)s. Done %(done)s.", day=with_year(on), done=with_year(done)))
