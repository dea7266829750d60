"""What was answered on the page of six questions; and what is wrong with it, beside each box.

Whatever is wrong with one answer, the page comes back with all of them as they were typed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from flask import request
from flask_babel import gettext as _

from casework.access import SignedIn
from casework.complaints.domain.taxonomy import CategoryCode
from casework.complaints.forms.deciding import TypedAnswer, read_answer, typed_answer
from casework.complaints.forms.writing import SHORT, too_long
from casework.complaints.services.deciding import (
    QUESTIONS,
    Answer,
    Changed,
    Decided,
    Done,
    Team,
    choose_people,
    decide,
)
from casework.complaints.services.moving import require_inside
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import case_at
from casework.complaints.views.parts.asking import (
    NEED_WHY,
    NO_DANGER,
    Wrong,
    answered_in_words,
    ask_of,
    options_of,
)
from casework.complaints.views.parts.refused import why_refused
from casework.complaints.views.parts.showing import shown_whole
from casework.desk import desk
from crypto.names import PersonId
from store.database import Transaction

_TEAM: Final = 2


def asked_here() -> list[str]:
    """Return the questions of this page, each of which says what stood there."""
    return [each for each in QUESTIONS if f"was-{each}" in request.form]


def typed_here() -> dict[str, TypedAnswer]:
    form = request.form
    return {each: typed_answer(each, form, form.getlist(each)) for each in asked_here()}


def answers() -> list[Answer]:
    """Return the answers of this page, each with what stood there when it was drawn."""
    found = [read_answer(each, request.form, _chosen(each)) for each in asked_here()]
    return [_with_category(each) for each in found if each.choice]


def wrong_with(found: Sequence[Answer], _tx: Transaction, file: CaseFile) -> list[Wrong]:
    """Return what is wrong with what was ticked, before anything is decided by it."""
    wrong = [each for answer in found for each in _wrong_with(answer, file)]
    wrong += _without_second(file)
    wrong += _too_long(found)
    if not found and not wrong:
        wrong.append(Wrong("", "", str(_("Answer at least one question."))))
    return wrong


def refusals(me: SignedIn, case: str, found: Sequence[Answer]) -> list[Wrong]:
    """Keep each answer that can be kept, and return why the others were not."""
    outcomes = [(each.question, _decided(me, case, each)) for each in found]
    return [
        Wrong(question, question, _why(me, case, question, outcome))
        for question, outcome in outcomes
        if not isinstance(outcome, Done)
    ]


def _why(me: SignedIn, case: str, question: str, outcome: Decided) -> str:
    says = why_refused(outcome)
    if not isinstance(outcome, Changed):
        return says
    return shown_whole(me, case, partial(_meanwhile, question, says))


def _meanwhile(question: str, says: str, _tx: Transaction, file: CaseFile) -> str:
    """Show what somebody else answered: both answers stand there before one is chosen."""
    inside = require_inside(file)
    if question not in inside.triage:
        return says
    now = answered_in_words(question, file, inside)
    words = _(
        "Somebody changed this while you were reading. It says now: “%(now)s”. Yours is not "
        "saved. Save again if it should stand instead.",
        now=now,
    )
    return str(words)


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


def _decided(me: SignedIn, case: str, answer: Answer) -> Decided:
    if answer.question != "people":
        return decide(desk(), me, case_at(case), answer)
    lead, second = map(PersonId, answer.choice.split())
    return choose_people(desk(), me, case_at(case), Team(lead, second, answer.was))


def _wrong_with(answer: Answer, file: CaseFile) -> Iterator[Wrong]:
    question, chosen = answer.question, answer.choice.split()
    known = {value for value, _text, _hint in options_of(question, file)}
    if not set(chosen) <= known:
        yield Wrong(question, question, str(_("Choose an answer.")))
    elif question == "people" and {len(chosen), len(set(chosen))} != {_TEAM}:
        yield Wrong(question, "second", str(_("The lead and the second are two people.")))
    elif NO_DANGER in chosen and len(chosen) > 1:
        says = _("“Nothing of that” cannot be so if something else is. Untick one.")
        yield Wrong(question, question, str(says))
    elif question in NEED_WHY and not answer.why:
        yield Wrong(question, f"why-{question}", str(_("Say why, in one line.")))


def _too_long(found: Sequence[Answer]) -> Iterator[Wrong]:
    for question in (each.question for each in found):
        box = f"why-{question}"
        says = too_long(request.form, box, SHORT)
        if says:
            yield Wrong(question, box, says)


def _without_second(file: CaseFile) -> Iterator[Wrong]:
    """Whoever chose another lead than was filled in has answered half of the question."""
    form = request.form
    if "people" not in asked_here() or form.get("second"):
        return
    filled_in, *_rest = ask_of("people", file, require_inside(file)).chosen
    if form.get("lead", filled_in) != filled_in:
        yield Wrong("people", "second", str(_("Say who seconds, too.")))
