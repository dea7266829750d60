"""What was found about each allegation, what closing still lacks, and where the case may go."""

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
from casework.complaints.domain.finishing import undone
from casework.complaints.domain.linking import Refused
from casework.complaints.domain.outcomes import AllegationId
from casework.complaints.domain.status import Status
from casework.complaints.domain.taxonomy import CategoryCode
from casework.complaints.forms.deciding import (
    TypedStep,
    read_finding,
    read_step,
    typed_step,
)
from casework.complaints.forms.writing import SHORT, words
from casework.complaints.services.assessing.approving import Agreed, approve_false
from casework.complaints.services.assessing.finding import Found, find
from casework.complaints.services.deciding import (
    Decided,
    Done,
    allege,
    take_step,
)
from casework.complaints.services.moving import ending_of, require_inside
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.deciding.alleged import Alleged, alleged_in
from casework.complaints.views.deciding.boxes import (
    NOT_BY_HAND,
    wrong_in_typed_finding,
    wrong_in_typed_step,
)
from casework.complaints.views.deciding.sure import (
    Hindered,
    before_finding,
    before_finishing,
    goes_back,
    is_sure,
)
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import FINISH, KEPT, OUTCOME, Heading, heading_of
from casework.complaints.views.parts.judging import (
    ACTIONS,
    CAUSES,
    OUTCOMES,
    Choices,
    choices,
)
from casework.complaints.views.parts.refused import who_would_learn, why_refused, wrong_in_step
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import STATUSES
from casework.complaints.views.pressing.fitting import holding
from casework.complaints.views.pressing.once import adds
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.questions.asked import asked
from config.rendering import Page, render
from store.database import Transaction

outcome = Blueprint("case-outcome", __name__)

_PLACE = f"{REPORTS}/<case>/{OUTCOME}"
_UNPROCESSABLE = 422
_KNEW: Final = asked("What shows that the reporter knew it was false?")


@dataclass(frozen=True, slots=True)
class Ways:
    """All choices of this page's forms."""

    categories: Choices
    outcomes: Choices
    actions: Choices
    causes: Choices
    next: Choices


@dataclass(frozen=True)
class OutcomePage(Page):
    template: ClassVar[str] = "complaints/outcome.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    allegations: tuple[Alleged, ...]
    ways: Ways
    lacking: str
    finish_href: str
    kept_href: str
    was: str
    step: TypedStep
    category: str
    errors: Mapping[str, str]  # by the box that each is about


@outcome.get(_PLACE)
@opens_to(Right.CASES)
def show_outcome(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, {})))


@outcome.post(f"{_PLACE}/allege")
@opens_to(Right.CASES)
@adds(OUTCOME)
def add_allegation(case: str, me: SignedIn) -> ResponseReturnValue:
    code = CategoryCode(request.form.get("category", ""))
    category = procedure_of(desk()).taxonomy.categories.get(code)
    if category is None:
        return _again(me, case, {"category": str(_("Choose what is alleged."))})
    return _after(me, case, allege(desk(), me, case_at(case), category), "category")


@outcome.post(f"{_PLACE}/find")
@opens_to(Right.CASES)
def write_finding(case: str, me: SignedIn) -> ResponseReturnValue:
    chosen = {name: request.form.getlist(name) for name in ("actions", "causes")}
    finding = read_finding(request.form, chosen, desk().today())
    which = AllegationId(request.form.get("which", ""))
    box = f"outcome-{which}"
    errors = wrong_in_typed_finding(which, finding, request.form)
    if finding is None or errors:
        return _again(me, case, errors)
    if goes_back():
        return render(shown_whole(me, case, partial(_page, me, {})))
    found = Found(which, finding, request.form.get("was", "").replace("\r\n", "\n"))
    if is_sure():
        return _after(me, case, find(desk(), me, case_at(case), found), box)
    before = before_finding(me, case, found)
    return before if isinstance(before, str) else _after(me, case, before, box)


@outcome.post(f"{_PLACE}/approve")
@opens_to(Right.CASES)
@holding({"why": _KNEW}, why=SHORT)
def approve(case: str, me: SignedIn) -> ResponseReturnValue:
    which, why = AllegationId(request.form.get("which", "")), words(request.form, "why")
    box = f"approve-{which}"
    if not why:
        return _again(me, case, {box: str(_("Say why it may be called knowingly false."))})
    agreed = Agreed(which, why, request.form.get("was", "").replace("\r\n", "\n"))
    return _after(me, case, approve_false(desk(), me, case_at(case), agreed), box)


@outcome.post(f"{_PLACE}/move")
@opens_to(Right.CASES)
def move_on(case: str, me: SignedIn) -> ResponseReturnValue:
    step = read_step(request.form)
    errors = wrong_in_typed_step(step, request.form)
    if step is None or errors:
        return _again(me, case, errors)
    if step.to is Status.CLOSED:
        before = before_finishing(me, case, step)
        return _again(me, case, {"to": before.says}) if isinstance(before, Hindered) else before
    decided = take_step(desk(), me, case_at(case), step)
    if isinstance(decided, Done | Refused):
        return _after(me, case, decided, "to")
    return _again(me, case, wrong_in_step(decided))


def _after(
    me: SignedIn, case: str, decided: Decided | Refused, box: str = ""
) -> ResponseReturnValue:
    if isinstance(decided, Done):
        return go(address(case_at(case), OUTCOME))
    if isinstance(decided, Refused):
        says = partial(who_would_learn, decided)
        problem = shown_whole(me, case, lambda _tx, file: says(file.committee))
        return _again(me, case, {box: problem})
    return _again(me, case, {box: why_refused(decided)})


def _again(me: SignedIn, case: str, errors: Mapping[str, str]) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, errors))), _UNPROCESSABLE


def _page(me: SignedIn, errors: Mapping[str, str], _tx: Transaction, file: CaseFile) -> OutcomePage:
    if file.inside is None:
        not_there()
    return OutcomePage(
        frame=casework_frame(me, REPORTS, wrong=bool(errors)),
        head=heading_of(file, OUTCOME),
        csrf=generate_csrf(),
        here=address(file.id, OUTCOME),
        allegations=tuple(alleged_in(file, each) for each in file.inside.allegations),
        ways=_ways(file),
        lacking=_lacking(file),
        finish_href=address(file.id, FINISH),
        kept_href=address(file.id, KEPT),
        was=file.card.status.value,
        step=typed_step(request.form),
        category=request.form.get("category", ""),
        errors=errors,
    )


def _ways(file: CaseFile) -> Ways:
    course = require_inside(file).course
    next_ones = [each for each in Status if each in course.next_ones() - NOT_BY_HAND]
    categories = procedure_of(desk()).taxonomy.categories
    return Ways(
        categories=tuple((str(code), each.name) for code, each in categories.items()),
        outcomes=choices({each.value: words for each, words in OUTCOMES.items()}),
        actions=choices({each.value: words for each, words in ACTIONS.items()}),
        causes=choices({each.value: words for each, words in CAUSES.items()}),
        next=choices({each.value: STATUSES[each] for each in next_ones}),
    )


def _lacking(file: CaseFile) -> str:
    count = len(undone(ending_of(file, desk().today())))
    if not count:
        return str(_("Every line of the list is done."))
    return str(ngettext("One line is not done yet.", "%(num)d lines are not done yet.", count))
