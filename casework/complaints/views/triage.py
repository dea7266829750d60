"""Six short questions about a new report, one at a time, to be stopped at any point."""

from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Inside, Kind
from casework.complaints.forms.writing import new_reply_id
from casework.complaints.services.aside import Word, asked_by, set_aside, take_back
from casework.complaints.services.assessing.matching import known_ties
from casework.complaints.services.assessing.staffing import staff_of
from casework.complaints.services.deciding import QUESTIONS, Decided, Done
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.complaints.services.reading.near import near
from casework.complaints.services.talking import conversation, look, seen_of
from casework.complaints.views.assessing.matching import mine_in
from casework.complaints.views.assessing.precautions import AtOnce, Lacking, at_once, lacking
from casework.complaints.views.deciding.answering import (
    answers,
    asked_here,
    refusals,
    typed_here,
    wrong_with,
)
from casework.complaints.views.deciding.whose import whose
from casework.complaints.views.linked import suggested_for
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.answers import Told, told
from casework.complaints.views.parts.asking import (
    ASKS,
    Ask,
    Wrong,
    answered_in_words,
    ask_of,
    asked_again,
    open_questions,
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
    onward: tuple[Link, ...]
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
    problems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Again:
    """The questions that a page asks, and what was wrong with the answers to them."""

    asked: list[str]
    wrong: list[Wrong] = field(default_factory=list)

    def ask(self, ask: Ask) -> Ask:
        """Return a question with what was typed, if it was answered and could not be kept."""
        typed = typed_here().get(ask.question) if self.wrong else None
        return ask if typed is None else asked_again(ask, typed, self.wrong)


@triage.get(_PLACE)
@opens_to(Right.CASES)
def show_triage(case: str, me: SignedIn) -> ResponseReturnValue:
    look(desk(), me, case_at(case))
    wanted = request.args.get("question", "")
    asked = [wanted] if wanted in QUESTIONS else []
    return render(shown_whole(me, case, partial(_page, me, Again(asked))))


@triage.post(_PLACE)
@opens_to(Right.CASES)
def answer_questions(case: str, me: SignedIn) -> ResponseReturnValue:
    """Keep what was answered, and leave the rest for later."""
    if request.form.get("can_act") == "step_back":
        return go(address(case_at(case), "step-back"))
    found = answers()
    wrong = shown_whole(me, case, partial(wrong_with, found))
    if wrong:
        return _again(me, case, Again(asked_here(), wrong))
    refused = refusals(me, case, found)
    if refused:
        kept = {each.question for each in found} - {each.question for each in refused}
        asked = [each for each in asked_here() if each not in kept]
        return _again(me, case, Again(asked, refused))
    return go(address(case_at(case), TRIAGE))


@triage.post(f"{REPORTS}/<case>/{_ASIDE}")
@opens_to(Right.CASES)
def put_aside(case: str, me: SignedIn) -> ResponseReturnValue:
    """Say it as the button was read: nobody agrees by a page on which nobody had spoken."""
    if request.form.get("undo"):
        return _after(me, case, take_back(desk(), me, case_at(case)))
    word = Word(is_second=request.form.get("second") == "1")
    return _after(me, case, set_aside(desk(), me, case_at(case), word))


def _after(me: SignedIn, case: str, outcome: Decided) -> ResponseReturnValue:
    if isinstance(outcome, Done):
        return go(address(case_at(case), TRIAGE))
    return _again(me, case, Again([], [Wrong("", "", why_refused(outcome))]))


def _again(me: SignedIn, case: str, again: Again) -> ResponseReturnValue:
    page = partial(_page, me, again)
    return render(shown_whole(me, case, page)), _UNPROCESSABLE


def _page(me: SignedIn, again: Again, tx: Transaction, file: CaseFile) -> TriagePage:
    inside = file.inside
    if inside is None:
        not_there()
    questions = again.asked or open_questions(inside)
    return TriagePage(
        frame=casework_frame(me, REPORTS, wrong=bool(again.wrong)),
        head=heading_of(file, TRIAGE),
        csrf=generate_csrf(),
        here=address(file.id, TRIAGE),
        step=_step(inside),
        answered=tuple(_answered(file, inside, questions)),
        onward=whose(file, inside).links if "ours" in inside.triage else (),
        now=at_once(tx, file, inside),
        lacking=lacking(file, staff_of(tx, desk(), file)) if "people" in questions else None,
        meant=tuple(mine_in(tx, file, known_ties(desk(), me))),
        conflicts_href=address(file.id, CONFLICTS),
        belongs=suggested_for(file, near(desk(), me, AT_ONCE).seen),
        asks=tuple(again.ask(ask_of(each, file, inside)) for each in questions),
        reply=_reply(tx, file),
        to_come=tuple(_to_come(inside, questions)),
        report=told(entries_of(tx, file, Kind.MESSAGE)[0]),
        aside=_aside(file),
        problems=tuple((each.box, each.says) for each in again.wrong),
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
            _in_words(each, file, inside),
            f"{address(file.id, TRIAGE)}?question={each}" if each != "reply" else "",
        )
        for each in found
    ]


def _in_words(question: str, file: CaseFile, inside: Inside) -> str:
    says = answered_in_words(question, file, inside)
    return f"{says}. {whose(file, inside).says}" if question == "ours" else says


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
