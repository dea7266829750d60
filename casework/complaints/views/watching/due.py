"""What is due in a case and by whose rule; and days from which the law counts."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.clocks.legal import Event
from casework.complaints.forms.deciding import read_day
from casework.complaints.forms.writing import NO_DAY, TypedDay, typed_day
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.changing import Changed, Done, Overtaken
from casework.complaints.services.watching.lawdays import it_began, it_happened, it_was_met
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import DUE, Heading, heading_of
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.watching.clocks import EVENTS, Due, due_in
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import with_year
from store.database import Transaction

due = Blueprint("case-due", __name__)

_PLACE = f"{REPORTS}/<case>/{DUE}"
_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Noted:
    """A day that somebody put down, and whether what it asks for was done."""

    event: str
    what: str
    says: str
    is_open: bool


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

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        found = (
            ("event", self.no_event),
            ("on", self.no_day),
            ("first", self.no_first),
            ("", self.problem),
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
def put_down(case: str, me: SignedIn) -> ResponseReturnValue:
    """Begin a clock of the law, say that what it asks for was done, or when it all began."""
    if "began" in request.form:
        return _it_began(me, case)
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
        noted=tuple(_noted(file)),
        events=tuple((each.value, str(_(words))) for each, words in EVENTS.items()),
        began=_began(file),
        typed=typed,
    )


def _began(file: CaseFile) -> str:
    on = file.inside.watched.began if file.inside else None
    return str(_("It began on %(day)s.", day=with_year(on))) if on else ""


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
