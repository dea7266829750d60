"""Six short questions about a new report, one at a time, to be stopped at any point."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Inside, Kind
from casework.complaints.domain.procedure import read_procedure
from casework.complaints.domain.taxonomy import CategoryCode
from casework.complaints.forms.deciding import read_answer
from casework.complaints.forms.writing import new_reply_id
from casework.complaints.services.aside import set_aside, take_back
from casework.complaints.services.deciding import (
    QUESTIONS,
    Answer,
    Decided,
    Done,
    choose_people,
    decide,
)
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.complaints.services.talking import conversation, look, seen_of
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.answers import Told, told
from casework.complaints.views.parts.asking import (
    ASKS,
    NEED_WHY,
    SEVERAL,
    Ask,
    answered_in_words,
    ask_of,
    first_words,
    next_question,
    options_of,
)
from casework.complaints.views.parts.heading import CONVERSATION, TRIAGE, Heading, heading_of
from casework.complaints.views.parts.refused import why_refused
from casework.complaints.views.parts.showing import shown_whole
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from crypto.names import PersonId
from store.database import Transaction

triage = Blueprint("triage", __name__)

_PLACE = f"{REPORTS}/<case>/{TRIAGE}"
_ASIDE = "aside"
_UNPROCESSABLE = 422


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


@dataclass(frozen=True)
class TriagePage(Page):
    template: ClassVar[str] = "complaints/triage.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    step: str
    answered: tuple[Answered, ...]
    ask: Ask | None
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
def answer_question(case: str, me: SignedIn) -> ResponseReturnValue:
    question = request.form.get("question", "")
    if question not in QUESTIONS:
        not_there()
    if request.form.get("choice") == "step_back":
        return go(address(case_at(case), "step-back"))
    problem = shown_whole(me, case, lambda _tx, file: _problem(question, file))
    if problem:
        return _again(me, case, question, problem)
    return _after(me, case, question, _decided(me, case, question))


@triage.post(f"{REPORTS}/<case>/{_ASIDE}")
@opens_to(Right.CASES)
def put_aside(case: str, me: SignedIn) -> ResponseReturnValue:
    work = take_back if request.form.get("undo") else set_aside
    return _after(me, case, "", work(desk(), me, case_at(case)))


def _decided(me: SignedIn, case: str, question: str) -> Decided:
    name = case_at(case)
    if question != "people":
        return decide(desk(), me, name, _answer(question))
    lead, second = (PersonId(request.form.get(each, "")) for each in ("lead", "second"))
    return choose_people(desk(), me, name, lead, second)


def _after(me: SignedIn, case: str, question: str, outcome: Decided) -> ResponseReturnValue:
    if isinstance(outcome, Done):
        return go(address(case_at(case), TRIAGE))
    return _again(me, case, question, why_refused(outcome))


def _answer(question: str) -> Answer:
    form = request.form
    chosen = form.get("choice", "")
    if question in SEVERAL:
        chosen = " ".join(form.getlist("choice"))
    answer = read_answer(question, form, chosen)
    if question != "ours":
        return answer
    category = read_procedure().taxonomy[CategoryCode(chosen)]
    return Answer(answer.question, chosen, answer.why, answer.was, category)


def _problem(question: str, file: CaseFile) -> str:
    """Return what is wrong with what was ticked, before anything is decided by it."""
    form = request.form
    known = {value for value, _text, _hint in options_of(question, file)}
    names = ("lead", "second") if question == "people" else ("choice",)
    chosen = [each for name in names for each in form.getlist(name)]
    if not set(chosen) <= known or (not chosen and question not in SEVERAL):
        return str(_("Choose an answer."))
    if question == "people" and len(set(chosen)) < len(names):
        return str(_("The lead and the second are two people."))
    if question in NEED_WHY and not form.get("why", "").strip():
        return str(_("Say why, in one line."))
    return ""


def _again(me: SignedIn, case: str, question: str, problem: str) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, question, problem))), _UNPROCESSABLE


def _page(me: SignedIn, wanted: str, problem: str, tx: Transaction, file: CaseFile) -> TriagePage:
    inside = file.inside
    if inside is None:
        not_there()
    question = wanted if wanted in QUESTIONS else next_question(inside)
    seen = seen_of(conversation(tx, file))
    return TriagePage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem)),
        head=heading_of(file, TRIAGE),
        csrf=generate_csrf(),
        here=address(file.id, TRIAGE),
        step=_step(question),
        answered=tuple(_answered(file, inside, question)),
        ask=ask_of(question, file, inside) if question else None,
        reply=FirstReply(address(file.id, CONVERSATION), new_reply_id(), seen, first_words()),
        to_come=tuple(_to_come(inside, question)),
        report=told(entries_of(tx, file, Kind.MESSAGE)[0]),
        aside=_aside(file),
        problem=problem,
    )


def _step(question: str) -> str:
    if not question:
        return str(_("All six questions are answered."))
    number = QUESTIONS.index(question) + 1
    words = _(
        "Question %(number)d of 6. You can stop at any point; answers are kept.", number=number
    )
    return str(words)


def _answered(file: CaseFile, inside: Inside, current: str) -> list[Answered]:
    found = [each for each in QUESTIONS if each in inside.triage and each != current]
    return [
        Answered(
            str(_(ASKS[each])),
            answered_in_words(each, file, inside),
            f"{address(file.id, TRIAGE)}?question={each}" if each != "reply" else "",
        )
        for each in found
    ]


def _to_come(inside: Inside, current: str) -> list[str]:
    return [
        str(_(ASKS[each])) for each in QUESTIONS if each not in inside.triage and each != current
    ]


def _aside(file: CaseFile) -> Aside:
    href, first = address(file.id, _ASIDE), file.card.set_aside_by
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
        return Aside(href, str(words), str(_("I agree: set it aside")), take)
    words = _("Advertising, a test, words without sense: what was sent is kept all the same.")
    return Aside(href, str(words), str(_("Likely not a report")), "")
