"""How long a case is kept, and what holds it: put on by one, and lifted by two.

Three forms stand on its page. What one of them could not save is shown again in that one alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.retention.holds import Hold
from casework.complaints.domain.retention.periods import Why
from casework.complaints.forms.ending import read_period
from casework.complaints.forms.writing import SHORT, count, words
from casework.complaints.services.deciding import Decided, Done
from casework.complaints.services.ending.keeping import (
    hold_case,
    holds_on,
    lift_hold,
    period_as_read,
    places_in,
    set_period,
)
from casework.complaints.services.moving import require_inside, voices_in
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.ending.clock import kept_in_words, place_in_words, why_held
from casework.complaints.views.parts.addresses import address, case_at, go
from casework.complaints.views.parts.heading import KEPT, Heading, heading_of
from casework.complaints.views.parts.judging import Choices, choices
from casework.complaints.views.parts.refused import why_refused
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.pressing.fitting import holding
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
    now: str = ""


class Form(Enum):
    """What on the page was sent."""

    HOLD = auto()
    PERIOD = auto()
    LIFT = auto()


# Which box stands first where all of a form was refused. Lifting has none.
_FIRST_BOX: Final[Mapping[Form, str]] = {Form.HOLD: "why", Form.PERIOD: "place", Form.LIFT: ""}


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be saved, beside which box that is said, and why."""

    form: Form | None = None
    box: str = ""
    says: str = ""


_NOTHING: Final = Refused()


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
    wants_hold: str
    period: PeriodShown
    wrong: dict[str, str]


@kept.get(_PLACE)
@opens_to(Right.CASES)
def show_kept(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, _NOTHING)))


@kept.post(f"{_PLACE}/hold")
@opens_to(Right.CASES)
@holding(reason=SHORT)
@adds(KEPT)
def put_hold(case: str, me: SignedIn) -> ResponseReturnValue:
    why, reason = request.form.get("why", ""), words(request.form, "reason")
    if why not in set(Why) or not reason:
        lacking = "reason" if why in set(Why) else "why"
        says = str(_("Choose what holds it, and say why."))
        return _again(me, case, Refused(Form.HOLD, lacking, says))
    outcome = hold_case(desk(), me, case_at(case), Why(why), reason)
    return _after(me, case, Form.HOLD, outcome)


@kept.post(f"{_PLACE}/period")
@opens_to(Right.CASES)
@holding(reason=SHORT)
def say_how_long(case: str, me: SignedIn) -> ResponseReturnValue:
    period = read_period(request.form, places_in(desk()))
    if period is None:
        lacking = "more" if words(request.form, "reason") else "period-reason"
        says = str(_("Say why, and write the years that are added, such as 2."))
        return _again(me, case, Refused(Form.PERIOD, lacking, says))
    return _after(me, case, Form.PERIOD, set_period(desk(), me, case_at(case), period))


@kept.post(f"{_PLACE}/lift")
@opens_to(Right.CASES)
def lift(case: str, me: SignedIn) -> ResponseReturnValue:
    place = count(request.form.get("place", ""))
    return _after(me, case, Form.LIFT, lift_hold(desk(), me, case_at(case), place))


def _after(me: SignedIn, case: str, form: Form, outcome: Decided) -> ResponseReturnValue:
    if isinstance(outcome, Done):
        return go(address(case_at(case), KEPT))
    return _again(me, case, Refused(form, _FIRST_BOX[form], why_refused(outcome)))


def _again(me: SignedIn, case: str, refused: Refused) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, refused))), _UNPROCESSABLE


def _page(me: SignedIn, refused: Refused, _tx: Transaction, file: CaseFile) -> KeptPage:
    return KeptPage(
        frame=casework_frame(me, REPORTS, wrong=refused is not _NOTHING),
        head=heading_of(file, KEPT),
        csrf=generate_csrf(),
        here=address(file.id, KEPT),
        says=kept_in_words(file),
        holds=tuple(_hold(file, *each) for each in holds_on(file, desk().today())),
        whys=choices({each.value: words for each, words in WHYS.items()}),
        typed=_typed_hold() if refused.form is Form.HOLD else ("", ""),
        wants_hold=why_held(file),
        period=_period_typed(file) if refused.form is Form.PERIOD else _period(file),
        wrong={} if refused is _NOTHING else {refused.box: refused.says},
    )


def _typed_hold() -> tuple[str, str]:
    return request.form.get("why", ""), request.form.get("reason", "")


def _period(file: CaseFile) -> PeriodShown:
    keeping = require_inside(file).keeping
    longer = keeping.extension
    return PeriodShown(
        places=tuple((str(each), place_in_words(each)) for each in places_in(desk())),
        place=keeping.jurisdiction,
        more=str(longer.years if longer else 0),
        reason=longer.reason if longer else "",
        was=period_as_read(keeping),
    )


def _period_typed(file: CaseFile) -> PeriodShown:
    """Show what was typed and not saved, with what stands there instead of it."""
    stands, form = _period(file), request.form
    return replace(
        stands,
        place=form.get("place", ""),
        more=form.get("more", ""),
        reason=form.get("reason", ""),
        now=_in_words(stands),
    )


def _in_words(period: PeriodShown) -> str:
    years, place = count(period.more), dict(period.places).get(period.place, period.place.upper())
    if not years:
        return str(_("It says now: “%(place)s”, and no longer.", place=place))
    return str(
        ngettext(
            "It says now: “%(place)s”, and %(num)d year longer. %(why)s",
            "It says now: “%(place)s”, and %(num)d years longer. %(why)s",
            years,
            place=place,
            why=period.reason,
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
    if hold.needs_counsel and not hold.is_advised:
        return str(_("%(names)s would lift it. Counsel must agree too.", names=names))
    return str(_("%(names)s would lift it. Another must too.", names=names))
