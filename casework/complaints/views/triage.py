"""Six short questions about a new report, one at a time, to be stopped at any point."""

from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Inside, Kind
from casework.complaints.domain.taxonomy import CategoryCode
from casework.complaints.forms.deciding import read_answer
from casework.complaints.forms.writing import new_reply_id
from casework.complaints.services.aside import Word, asked_by, set_aside, take_back
from casework.complaints.services.assessing.matching import known_ties
from casework.complaints.services.assessing.staffing import staff_of
from casework.complaints.services.deciding import (
    QUESTIONS,
    Answer,
    Decided,
    Done,
    Team,
    choose_people,
    decide,
)
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.complaints.services.reading.near import near
from casework.complaints.services.talking import conversation, look, seen_of
from casework.complaints.views.assessing.matching import mine_in
from casework.complaints.views.assessing.precautions import AtOnce, Lacking, at_once, lacking
from casework.complaints.views.linked import suggested_for
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.answers import Told, told
from casework.complaints.views.parts.asking import (
    ASKS,
    NEED_WHY,
    Ask,
    answered_in_words,
    ask_of,
    open_questions,
    options_of,
)
from casework.complaints.views.parts.heading import (
    CONFLICTS,
    CONVERSATION,
    TRIAGE,
    Heading,
    heading_of,
)
from casework.complaints.views.parts.meanwhile import AT_ONCE
from casework.complaints.views.parts.refused import why_refused
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.speaking.drafts import RECEIVED, draft_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame, Link
from config.rendering import Page, render
from crypto.names import PersonId
from store.database import Transaction

triage = Blueprint("triage", __name__)

_PLACE = f"{REPORTS}/<case>/{TRIAGE}"
_ASIDE = "aside"
_UNPROCESSABLE = 422
_TEAM = 2


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that has an answer, with the way to change it."""

    asks: str
    says: str
    href: str


@dataclass(frozen=True, slots=True)
class FirstReply:
    """The filled-in draft, and what its form needs."""

    href: str
    id: str
    seen: int
    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """What can be said of a report that is likely none."""

    href: str
    words: str
    button: str
    undo: str
    is_second: bool = False


@dataclass(frozen=True)
class TriagePage(Page):
    template: ClassVar[str] = "complaints/triage.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    step: str
    answered: tuple[Answered, ...]
    meant: tuple[str, ...]
    now: AtOnce | None
    lacking: Lacking | None
    conflicts_href: str
    belongs: tuple[Link, ...]
    asks: tuple[Ask, ...]
    reply: FirstReply
    to_come: tuple[str, ...]
    report: Told
    aside: Aside
    problem: str


@triage.get(_PLACE)
@opens_to(Right.CASES)
def show_triage(case: str, me: SignedIn) -> ResponseReturnValue:
    look(desk(), me, case_at(case))
    wanted = request.args.get("question", "")
    return render(shown_whole(me, case, partial(_page, me, wanted, "")))


@triage.post(_PLACE)
@opens_to(Right.CASES)
def answer_questions(case: str, me: SignedIn) -> ResponseReturnValue:
    """Keep what was answered, and leave the rest for later."""
    if request.form.get("can_act") == "step_back":
        return go(address(case_at(case), "step-back"))
    answers = _answers()
    problem = shown_whole(me, case, lambda _tx, file: _problem(answers, file))
    if problem:
        return _again(me, case, _only(answers), problem)
    for each in answers:
        outcome = _decided(me, case, each)
        if not isinstance(outcome, Done):
            return _again(me, case, each.question, why_refused(outcome))
    return go(address(case_at(case), TRIAGE))


@triage.post(f"{REPORTS}/<case>/{_ASIDE}")
@opens_to(Right.CASES)
def put_aside(case: str, me: SignedIn) -> ResponseReturnValue:
    """Say it as the button was read: nobody agrees by a page on which nobody had spoken."""
    if request.form.get("undo"):
        return _after(me, case, "", take_back(desk(), me, case_at(case)))
    word = Word(is_second=request.form.get("second") == "1")
    return _after(me, case, "", set_aside(desk(), me, case_at(case), word))


def _answers() -> list[Answer]:
    """Return the answers of this page, each with what stood there when it was drawn."""
    asked = [each for each in QUESTIONS if f"was-{each}" in request.form]
    found = [read_answer(each, request.form, _chosen(each)) for each in asked]
    return [_with_category(each) for each in found if each.choice]


def _chosen(question: str) -> list[str]:
    """The lead is filled in, so nobody is named before the second is."""
    form = request.form
    if question != "people":
        return form.getlist(question)
    return [form.get("lead", ""), form["second"]] if form.get("second") else []


def _with_category(answer: Answer) -> Answer:
    found = procedure_of(desk()).taxonomy.categories
    category = found.get(CategoryCode(answer.choice)) if answer.question == "ours" else None
    return replace(answer, category=category)


def _only(answers: list[Answer]) -> str:
    return answers[0].question if len(answers) == 1 else ""


def _decided(me: SignedIn, case: str, answer: Answer) -> Decided:
    if answer.question != "people":
        return decide(desk(), me, case_at(case), answer)
    lead, second = map(PersonId, answer.choice.split())
    return choose_people(desk(), me, case_at(case), Team(lead, second, answer.was))


def _after(me: SignedIn, case: str, question: str, outcome: Decided) -> ResponseReturnValue:
    if isinstance(outcome, Done):
        return go(address(case_at(case), TRIAGE))
    return _again(me, case, question, why_refused(outcome))


def _problem(answers: list[Answer], file: CaseFile) -> str:
    """Return what is wrong with what was ticked, before anything is decided by it."""
    if not answers:
        return str(_("Answer at least one question."))
    return next(filter(None, (_problem_of(each, file) for each in answers)), "")


def _problem_of(answer: Answer, file: CaseFile) -> str:
    known = {value for value, _text, _hint in options_of(answer.question, file)}
    chosen = answer.choice.split()
    if not set(chosen) <= known:
        return str(_("Choose an answer."))
    if answer.question == "people" and len(set(chosen)) != _TEAM:
        return str(_("The lead and the second are two people."))
    if answer.question in NEED_WHY and not answer.why:
        return str(_("Say why, in one line."))
    return ""


def _again(me: SignedIn, case: str, question: str, problem: str) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, question, problem))), _UNPROCESSABLE


def _page(me: SignedIn, wanted: str, problem: str, tx: Transaction, file: CaseFile) -> TriagePage:
    inside = file.inside
    if inside is None:
        not_there()
    questions = [wanted] if wanted in QUESTIONS else open_questions(inside)
    return TriagePage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem)),
        head=heading_of(file, TRIAGE),
        csrf=generate_csrf(),
        here=address(file.id, TRIAGE),
        step=_step(inside),
        answered=tuple(_answered(file, inside, questions)),
        now=at_once(tx, file, inside),
        lacking=lacking(file, staff_of(tx, desk(), file)) if "people" in questions else None,
        meant=tuple(mine_in(tx, file, known_ties(desk(), me))),
        conflicts_href=address(file.id, CONFLICTS),
        belongs=suggested_for(file, near(desk(), me, AT_ONCE).seen),
        asks=tuple(ask_of(each, file, inside) for each in questions),
        reply=_reply(tx, file),
        to_come=tuple(_to_come(inside, questions)),
        report=told(entries_of(tx, file, Kind.MESSAGE)[0]),
        aside=_aside(file),
        problem=problem,
    )


def _reply(tx: Transaction, file: CaseFile) -> FirstReply:
    seen, words = seen_of(conversation(tx, file)), draft_of(RECEIVED, file.rules.levels)
    return FirstReply(address(file.id, CONVERSATION), new_reply_id(), seen, words)


def _step(inside: Inside) -> str:
    count = len(QUESTIONS) - len(inside.triage)
    if not count:
        return str(_("All six questions are answered."))
    words = ngettext(
        "One question is open. You can stop at any point; answers are kept.",
        "%(num)d questions are open. You can stop at any point; answers are kept.",
        count,
    )
    return str(words)


def _answered(file: CaseFile, inside: Inside, asked: list[str]) -> list[Answered]:
    found = [each for each in QUESTIONS if each in inside.triage and each not in asked]
    return [
        Answered(
            str(_(ASKS[each])),
            answered_in_words(each, file, inside),
            f"{address(file.id, TRIAGE)}?question={each}" if each != "reply" else "",
        )
        for each in found
    ]


def _to_come(inside: Inside, asked: list[str]) -> list[str]:
    open_ones = (each for each in QUESTIONS if each not in inside.triage)
    return [str(_(ASKS[each])) for each in open_ones if each not in asked]


def _aside(file: CaseFile) -> Aside:
    href, first = address(file.id, _ASIDE), asked_by(file)
    take = str(_("Take it back into the list"))
    if file.card.is_set_aside:
        return Aside(href, str(_("It was set aside as likely not a report.")), "", take)
    if first == file.me.person:
        return Aside(href, str(_("A second member must agree that it is no report.")), "", take)
    if first is not None:
        words = _(
            "A member thinks that it is not a report. "
            "If you agree, you say too that nothing stands in your way."
        )
        return Aside(href, str(words), str(_("I agree: set it aside")), take, is_second=True)
    words = _(
        "Advertising, a test, words without sense: what was sent is kept all the same. "
        "Whoever says so says too that nothing stands in their way."
    )
    return Aside(href, str(words), str(_("Likely not a report")), "")
