"""Hand over what is not ours: words that are edited, looked over and copied; then asked after."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.assessed import HandOver
from casework.complaints.domain.case.safety import worries
from casework.complaints.domain.taxonomy import CategoryCode
from casework.complaints.forms.assessing import LONGEST_NAME, read_handing
from casework.complaints.forms.writing import count, words
from casework.complaints.services.assessing.matching import words_told
from casework.complaints.services.assessing.referring import (
    LONGEST_HAND_OVER,
    Handing,
    came_back,
    destinations,
    goes_elsewhere,
    hand_over,
    handed_as_seen,
    is_answered_otherwise,
)
from casework.complaints.services.deciding import Decided, Done
from casework.complaints.services.moving import require_inside
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.assessing.wording import DESTINATIONS, OFFICES, WORRIES
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import HAND_OVER, SCOPE, TRIAGE, Heading, heading_of
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
from config.words import in_words
from store.database import Transaction

handing = Blueprint("case-hand-over", __name__)

_PLACE = f"{REPORTS}/<case>/{HAND_OVER}"
_UNPROCESSABLE: Final = 422
_LONGEST_BACK: Final = 1_000
_TO_WRITE: Final = asked("[Write here in your own words what was reported.]")
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """The words on their way, as they stand in the boxes."""

    to: str
    to_whom: str
    text: str
    was: str


@dataclass(frozen=True, slots=True)
class Handed:
    """What somebody else has now, and how far they have come."""

    place: int
    title: str
    says: tuple[str, ...]
    text: str
    asks: bool
    is_accepted: bool


@dataclass(frozen=True)
class HandOverPage(Page):
    template: ClassVar[str] = "complaints/hand_over.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    handed: tuple[Handed, ...]
    may_hand_over: bool
    answer_href: str  # to the question of triage, where its answer is another
    scope_href: str
    places: Choices
    typed: Typed
    problem: str


@dataclass(frozen=True)
class CheckHandOverPage(Page):
    template: ClassVar[str] = "complaints/check_hand_over.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    place: str
    typed: Typed
    worries: tuple[str, ...]
    never: str


@handing.get(_PLACE)
@opens_to(Right.CASES)
def show_hand_over(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, None, "")))


@handing.post(_PLACE)
@opens_to(Right.CASES)
@holding(to_whom=LONGEST_NAME, text=LONGEST_HAND_OVER)
@adds(HAND_OVER)
def write_hand_over(case: str, me: SignedIn) -> ResponseReturnValue:
    """Show what will be handed over, with what could expose somebody; then keep that it was."""
    form, found = request.form, read_handing(request.form)
    typed = Typed(*(form.get(each, "") for each in ("to", "to_whom", "text", "was")))
    if found is None or str(_(_TO_WRITE)) in typed.text:
        return _again(me, case, typed, str(_("Say who gets it, and write what they get.")))
    if form.get("checked") == "1":
        return _after(me, case, typed, hand_over(desk(), me, case_at(case), found))
    if form.get("checked") == "0":
        return render(shown_whole(me, case, partial(_page, me, typed, "")))
    return render(shown_whole(me, case, partial(_check, me, found)))


@handing.post(f"{_PLACE}/back")
@opens_to(Right.CASES)
@holding(came_of_it=_LONGEST_BACK)
@adds(HAND_OVER)
def write_what_came_back(case: str, me: SignedIn) -> ResponseReturnValue:
    place = count(request.form.get("place", ""))
    came_of_it = words(request.form, "came_of_it")
    return _after(me, case, None, came_back(desk(), me, case_at(case), place, came_of_it))


def _after(me: SignedIn, case: str, typed: Typed | None, outcome: Decided) -> ResponseReturnValue:
    if isinstance(outcome, Done):
        return go(address(case_at(case), HAND_OVER))
    return _again(me, case, typed, why_refused(outcome))


def _again(me: SignedIn, case: str, typed: Typed | None, problem: str) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, typed, problem))), _UNPROCESSABLE


def _page(
    me: SignedIn, typed: Typed | None, problem: str, _tx: Transaction, file: CaseFile
) -> HandOverPage:
    if file.inside is None:
        not_there()
    assessed = file.inside.assessed
    procedure = procedure_of(desk())
    places, otherwise = destinations(file, procedure), is_answered_otherwise(file, procedure)
    return HandOverPage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem)),
        head=heading_of(file, HAND_OVER),
        csrf=generate_csrf(),
        here=address(file.id, HAND_OVER),
        handed=tuple(_handed(file, at, each) for at, each in enumerate(assessed.hand_overs, 1)),
        may_hand_over=goes_elsewhere(file),
        answer_href=f"{address(file.id, TRIAGE)}?question=ours" if otherwise else "",
        scope_href=address(file.id, SCOPE),
        places=tuple((each.value, str(_(DESTINATIONS[each]))) for each in places),
        typed=typed or Typed("", "", _draft(file), handed_as_seen(assessed)),
        problem=problem,
    )


def _check(me: SignedIn, found: Handing, tx: Transaction, file: CaseFile) -> CheckHandOverPage:
    return CheckHandOverPage(
        frame=casework_frame(me, REPORTS),
        head=heading_of(file, HAND_OVER),
        csrf=generate_csrf(),
        here=address(file.id, HAND_OVER),
        place=str(_(DESTINATIONS[found.to])),
        typed=Typed(found.to.value, found.to_whom, found.text, found.was),
        worries=tuple(
            str(_(WORRIES[each])) for each in worries(found.text, [words_told(tx, file)])
        ),
        never=_never(file),
    )


def _never(file: CaseFile) -> str:
    """Name the offices that must not get matters of this kind, whoever holds them."""
    categories = procedure_of(desk()).taxonomy.categories
    found = {
        office
        for each in require_inside(file).allegations
        if each.category in categories
        for office in categories[each.category].never
    }
    return ", ".join(str(_(OFFICES[each])) for each in sorted(found))


def _draft(file: CaseFile) -> str:
    """Begin with what they need: the kind of matter, and not one word of the reporter's."""
    categories = procedure_of(desk()).taxonomy.categories
    codes = dict.fromkeys(each.category for each in require_inside(file).allegations)
    kinds = "; ".join(categories[CategoryCode(code)].name for code in codes if code in categories)
    return str(
        _(
            "The audit committee received a report that is for you. It is about: %(kinds)s.\n\n"
            "%(to_write)s\n\n"
            "Please say within five working days that you have it, and later what came of it. "
            "Do not try to find out who reported it. Nobody may be punished for it.",
            kinds=kinds,
            to_write=_(_TO_WRITE),
        )
    )


def _handed(file: CaseFile, place: int, each: HandOver) -> Handed:
    referral = each.referral
    by, day = name_of(file.committee, each.by), in_words(referral.handed_on)
    says = [str(_("Handed over %(day)s by %(name)s.", day=day, name=by))]
    if referral.accepted:
        says.append(str(_("They have it since %(day)s.", day=in_words(referral.accepted))))
    if referral.returned:
        day = in_words(referral.returned)
        says.append(str(_("Came back %(day)s: %(words)s", day=day, words=each.came_of_it)))
    title = f"{_(DESTINATIONS[referral.to])}: {each.to_whom}"
    return Handed(
        place, title, tuple(says), each.text, not referral.is_settled, referral.accepted is not None
    )
