"""How long a case is kept, and what holds it: put on by one, lifted by two with counsel."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.retention.holds import Hold
from casework.complaints.domain.retention.periods import USUAL, Jurisdiction, Why
from casework.complaints.forms.ending import read_period
from casework.complaints.forms.writing import count, words
from casework.complaints.services.deciding import Decided, Done
from casework.complaints.services.ending.keeping import (
    hold_case,
    holds_on,
    kept_of,
    lift_hold,
    period_as_read,
    places_in,
    set_period,
    until_of,
    wants_a_hold,
)
from casework.complaints.services.moving import require_inside, voices_in
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import address, case_at, go
from casework.complaints.views.parts.heading import KEPT, Heading, heading_of
from casework.complaints.views.parts.judging import Choices, choices
from casework.complaints.views.parts.refused import why_refused
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.pressing.once import adds
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.questions.asked import asked
from config.rendering import Page, render
from config.words import with_year
from store.database import Transaction

kept = Blueprint("case-kept", __name__)

_PLACE = f"{REPORTS}/<case>/{KEPT}"
_UNPROCESSABLE = 422
_SHORT = 300
WHYS: Final[Mapping[Why, str]] = {
    Why.LEGAL_HOLD: asked("A legal hold"),
    Why.REGULATOR: asked("A regulator’s matter"),
    Why.CLAIM: asked("A claim"),
    Why.REMEDIATION: asked("Something is still being put right"),
}


@dataclass(frozen=True, slots=True)
class HoldShown:
    """A hold that stands, and who has asked to lift it."""

    place: int
    title: str
    reason: str
    facts: str
    lifting: str
    may_lift: bool


@dataclass(frozen=True, slots=True)
class PeriodShown:
    """By which law it is kept, and how much longer, as the form shows it."""

    places: Choices
    place: str
    more: str
    reason: str
    was: str


@dataclass(frozen=True)
class KeptPage(Page):
    template: ClassVar[str] = "complaints/ending/kept.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    says: str
    holds: tuple[HoldShown, ...]
    whys: Choices
    typed: tuple[str, str]
    problem: str
    wants_hold: str
    period: PeriodShown
    period_problem: str


@kept.get(_PLACE)
@opens_to(Right.CASES)
def show_kept(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, "", "")))


@kept.post(f"{_PLACE}/hold")
@opens_to(Right.CASES)
@adds(KEPT)
def put_hold(case: str, me: SignedIn) -> ResponseReturnValue:
    why, reason = request.form.get("why", ""), words(request.form, "reason")[:_SHORT]
    if why not in set(Why) or not reason:
        return _again(me, case, _("Choose what holds it, and say why."))
    return _after(me, case, hold_case(desk(), me, case_at(case), Why(why), reason))


@kept.post(f"{_PLACE}/period")
@opens_to(Right.CASES)
def say_how_long(case: str, me: SignedIn) -> ResponseReturnValue:
    period = read_period(request.form, places_in(desk()))
    if period is None:
        problem = str(_("Say why, and write the years that are added, such as 2."))
        page = shown_whole(me, case, partial(_page, me, "", problem))
        return render(page), _UNPROCESSABLE
    return _after(me, case, set_period(desk(), me, case_at(case), period))


@kept.post(f"{_PLACE}/lift")
@opens_to(Right.CASES)
def lift(case: str, me: SignedIn) -> ResponseReturnValue:
    place = count(request.form.get("place", ""))
    return _after(me, case, lift_hold(desk(), me, case_at(case), place))


def _after(me: SignedIn, case: str, outcome: Decided) -> ResponseReturnValue:
    if isinstance(outcome, Done):
        return go(address(case_at(case), KEPT))
    return _again(me, case, why_refused(outcome))


def _again(me: SignedIn, case: str, problem: str) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, str(problem), ""))), _UNPROCESSABLE


def _page(
    me: SignedIn, problem: str, period_problem: str, _tx: Transaction, file: CaseFile
) -> KeptPage:
    return KeptPage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem or period_problem)),
        head=heading_of(file, KEPT),
        csrf=generate_csrf(),
        here=address(file.id, KEPT),
        says=kept_in_words(file),
        holds=tuple(_hold(file, *each) for each in holds_on(file, desk().today())),
        whys=choices({each.value: words for each, words in WHYS.items()}),
        typed=_typed_hold(problem),
        problem=problem,
        wants_hold=why_held(file),
        period=_period(file, typed=bool(period_problem)),
        period_problem=period_problem,
    )


def _typed_hold(problem: str) -> tuple[str, str]:
    form = request.form
    return (form.get("why", ""), form.get("reason", "")) if problem else ("", "")


def why_held(file: CaseFile) -> str:
    """Say why a legal hold is due, or nothing."""
    if not wants_a_hold(file, desk()):
        return ""
    return str(_("It is critical, or about records: the procedure asks to hold it at once."))


def _period(file: CaseFile, *, typed: bool) -> PeriodShown:
    keeping = require_inside(file).keeping
    longer, form = keeping.extension, request.form
    return PeriodShown(
        places=tuple((str(each), _place_in_words(each)) for each in places_in(desk())),
        place=form.get("place", "") if typed else keeping.jurisdiction,
        more=form.get("more", "") if typed else str(longer.years if longer else 0),
        reason=form.get("reason", "") if typed else (longer.reason if longer else ""),
        was=period_as_read(keeping),
    )


def _place_in_words(place: Jurisdiction) -> str:
    if place == USUAL:
        return str(_("By its subjects: what the procedure names for them"))
    years = procedure_of(desk()).retention.by_law[place]
    return str(
        ngettext(
            "By the law of %(place)s: %(num)d year",
            "By the law of %(place)s: %(num)d years",
            years,
            place=place.upper(),
        )
    )


def kept_in_words(file: CaseFile) -> str:
    """Say until when it is kept, or why nobody can say."""
    found, until = kept_of(file), until_of(file, desk())
    if found is None:
        return str(_("The clock begins on the day on which it is finished."))
    if until is None and any(holds_on(file, desk().today())):
        return str(_("It is on hold: nothing of it may go, and the clock stands still."))
    if until is None:
        return str(_("The hold was lifted today. The clock goes on tomorrow."))
    return str(
        _(
            "Finished on %(closed)s. It is kept until %(until)s, as the procedure says.",
            closed=with_year(found.closed_on),
            until=with_year(until),
        )
    )


def _hold(file: CaseFile, place: int, hold: Hold) -> HoldShown:
    by, since = name_of(file.committee, hold.by), with_year(hold.since)
    may_lift = voices_in(file) - {who for who, _voice in hold.lifting}
    return HoldShown(
        place,
        str(_(WHYS[hold.why])),
        hold.reason,
        str(_("Put on by %(by)s on %(since)s", by=by, since=since)),
        _lifting(file, hold),
        file.me.person in may_lift,
    )


def _lifting(file: CaseFile, hold: Hold) -> str:
    """Say who would lift it, and whose word is missing."""
    names = ", ".join(name_of(file.committee, who) for who, _voice in hold.lifting)
    if not names:
        return ""
    if hold.needs_counsel:
        return str(_("%(names)s would lift it. Another must too, and one is counsel.", names=names))
    return str(_("%(names)s would lift it. Another must too.", names=names))
