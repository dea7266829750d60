"""The list before a case is finished: each line is done, or says where it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.finishing import Finishable, finish, undone
from casework.complaints.domain.status import FINISHED, Hindrance, Status, Stays
from casework.complaints.forms.ending import ANSWERS, read_answers, read_passing, wrong_in
from casework.complaints.forms.writing import NO_DAY, SHORT, TypedDay, typed_day, words
from casework.complaints.services.deciding import Changed, Decided, Done, Step, take_step
from casework.complaints.services.ending.closing import (
    agree_to_pass,
    answer_list,
    as_answered,
    pass_over,
)
from casework.complaints.services.moving import ending_of, passed_over, require_inside
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.talking import LONGEST_NOTE
from casework.complaints.views.deciding.sure import Hindered, before_finishing, goes_back, is_sure
from casework.complaints.views.ending.answered import other_than
from casework.complaints.views.ending.lines import (
    CLOSABLE,
    Farewell,
    Line,
    PassingShown,
    Ways,
    decides,
    farewell_of,
    lines_of,
    not_yet,
    passable_of,
    passing_of,
    says_farewell,
    ways_of,
)
from casework.complaints.views.parts.addresses import address, case_at, go
from casework.complaints.views.parts.heading import FINISH, Heading, heading_of
from casework.complaints.views.parts.judging import Choices
from casework.complaints.views.parts.refused import why_refused
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.pressing.fitting import holding
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from store.database import Transaction

finish_list = Blueprint("case-finish", __name__)

_PLACE = f"{REPORTS}/<case>/{FINISH}"
_UNPROCESSABLE = 422
_NOT_THEIRS = Stays(frozenset({Hindrance.NOT_THEIRS}))


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood in one of the two forms and was not taken."""

    items: tuple[str, ...]
    reason: str
    closing: str  # why it is finished


@dataclass(frozen=True, slots=True)
class Answers:
    """What the form of the answers shows: what is kept, or what was typed and is wrong."""

    kept: Mapping[str, str]
    decided: TypedDay
    wrong: Mapping[str, str] = field(default_factory=dict)
    now: tuple[tuple[str, str], ...] = ()  # what somebody else answered meanwhile
    is_typed: bool = True

    @property
    def all(self) -> Mapping[str, str]:
        return {name: self.kept.get(name, "") for name in ANSWERS}


@dataclass(frozen=True)
class FinishPage(Page):
    template: ClassVar[str] = "complaints/ending/finish.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    lines: tuple[Line, ...]
    answers: Answers
    ways: Ways
    passable: Choices
    passing: PassingShown | None
    typed: Typed
    farewell: Farewell | None
    may_close: bool
    is_finished: bool
    not_yet: str
    was: str
    answered: str
    problem: str


@finish_list.get(_PLACE)
@opens_to(Right.CASES)
def show_list(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, "", None)))


@finish_list.post(f"{_PLACE}/answers")
@opens_to(Right.CASES)
@holding(outside=SHORT, basis=LONGEST_NOTE)
def write_answers(case: str, me: SignedIn) -> ResponseReturnValue:
    by, today = request.form.getlist("by"), desk().today()
    answers, wrong = read_answers(request.form, by, today), wrong_in(request.form, by, today)
    if wrong:
        typed = Answers(answers, typed_day(request.form, "decided"), wrong)
        return render(shown_whole(me, case, partial(_page, me, "", typed))), _UNPROCESSABLE
    was = request.form.get("was", "").replace("\r\n", "\n")
    outcome = answer_list(desk(), me, case_at(case), answers, was)
    if isinstance(outcome, Done):
        return go(address(case_at(case), FINISH))
    page = partial(_not_taken, me, outcome, answers)
    return render(shown_whole(me, case, page)), _UNPROCESSABLE


@finish_list.post(f"{_PLACE}/pass")
@opens_to(Right.CASES)
@holding(reason=SHORT)
def let_go(case: str, me: SignedIn) -> ResponseReturnValue:
    passing = read_passing(request.form, request.form.getlist("items"))
    if not passing.items or not passing.reason:
        return _again(me, case, _("Choose the lines that nobody will do, and say why."))
    return _after(me, case, pass_over(desk(), me, case_at(case), passing))


@finish_list.post(f"{_PLACE}/agree")
@opens_to(Right.CASES)
def agree(case: str, me: SignedIn) -> ResponseReturnValue:
    was = request.form.get("was", "").replace("\r\n", "\n")
    return _after(me, case, agree_to_pass(desk(), me, case_at(case), was))


@finish_list.post(f"{_PLACE}/close")
@opens_to(Right.CASES)
@holding(reason=SHORT)
def close(case: str, me: SignedIn) -> ResponseReturnValue:
    step = Step(Status.CLOSED, request.form.get("was", ""), words(request.form, "reason"))
    if goes_back():
        return render(shown_whole(me, case, partial(_page, me, "", None)))
    if is_sure():
        return _after(me, case, take_step(desk(), me, case_at(case), step))
    before = before_finishing(me, case, step)
    return _again(me, case, before.says) if isinstance(before, Hindered) else before


def _after(me: SignedIn, case: str, outcome: Decided) -> ResponseReturnValue:
    if isinstance(outcome, Done):
        return go(address(case_at(case), FINISH))
    return _again(me, case, why_refused(outcome))


def _again(me: SignedIn, case: str, problem: str) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, str(problem), None))), _UNPROCESSABLE


def _page(
    me: SignedIn, problem: str, typed: Answers | None, tx: Transaction, file: CaseFile
) -> FinishPage:
    answers, missing = typed or _answers(file), undone(ending_of(file, desk().today()))
    found = finish(ending_of(file, desk().today()), passed_over(file))
    passed = found.passed_over if isinstance(found, Finishable) else frozenset()
    return FinishPage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem or answers.wrong)),
        head=heading_of(file, FINISH),
        csrf=generate_csrf(),
        here=address(file.id, FINISH),
        lines=tuple(lines_of(file, missing, passed)),
        answers=answers,
        ways=ways_of(file),
        passable=() if file.card.status in FINISHED else passable_of(me, missing),
        passing=passing_of(me, file),
        typed=_typed(),
        farewell=farewell_of(tx, file) if says_farewell(file, missing) else None,
        may_close=file.card.status in CLOSABLE and isinstance(found, Finishable),
        is_finished=file.card.status in FINISHED,
        not_yet=not_yet(file),
        was=file.card.status.value,
        answered=as_answered(require_inside(file).ending),
        problem=problem,
    )


def _not_taken(
    me: SignedIn, outcome: Decided, answers: Mapping[str, str], tx: Transaction, file: CaseFile
) -> FinishPage:
    """Show the answers as they were typed, whatever became of the report meanwhile."""
    typed = Answers(answers, typed_day(request.form, "decided"))
    if outcome == _NOT_THEIRS:
        says = _("Somebody else must decide this. %(who)s", who=decides(file))
        return _page(me, "", replace(typed, wrong={"by": str(says)}), tx, file)
    if isinstance(outcome, Changed):
        says = _("Somebody changed this while you were reading. Yours is not saved.")
        typed = replace(typed, now=tuple(other_than(answers, file)))
        return _page(me, str(says), typed, tx, file)
    return _page(me, why_refused(outcome), typed, tx, file)


def _typed() -> Typed:
    """Both forms ask for a reason; the one that finishes it says from which state."""
    form = request.form
    reason = form.get("reason", "")
    why, closing = ("", reason) if "was" in form else (reason, "")
    return Typed(tuple(form.getlist("items")), why, closing)


def _answers(file: CaseFile) -> Answers:
    ending = require_inside(file).ending
    if not ending.get("day"):
        return Answers(ending, NO_DAY, is_typed=False)
    day = date.fromisoformat(ending["day"])
    typed = TypedDay(str(day.month), str(day.day), str(day.year))
    return Answers(ending, typed, is_typed=False)
