"""Whose it is: each allegation with the one question that decides, and what to look at again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.outcomes import Allegation
from casework.complaints.domain.taxonomy import Category, CategoryCode, Scope, look_again
from casework.complaints.forms.assessing import read_sorting
from casework.complaints.services.assessing.matching import offices_named, words_told
from casework.complaints.services.assessing.referring import (
    allegation_as_seen,
    goes_elsewhere,
    is_answered_otherwise,
    sort_allegation,
)
from casework.complaints.services.deciding import Decided, Done, allege
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.assessing.wording import ASKED, DESTINATIONS, SCOPES
from casework.complaints.views.deciding.dropping import NothingFalls, before_sorting
from casework.complaints.views.deciding.sure import goes_back, is_sure
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import HAND_OVER, SCOPE, TRIAGE, Heading, heading_of
from casework.complaints.views.parts.refused import why_refused
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.pressing.once import adds
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from store.database import Transaction

scope = Blueprint("case-scope", __name__)

_PLACE = f"{REPORTS}/<case>/{SCOPE}"
_UNPROCESSABLE: Final = 422
_SAID: Final = {"yes": True, "no": False}
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Alleged:
    """One allegation: what it is about, whose that makes it, and where it goes."""

    id: str
    category: str
    title: str
    asks: str
    answer: str
    whose: str
    goes_to: str
    was: str
    problem: str = ""


@dataclass(frozen=True)
class ScopePage(Page):
    template: ClassVar[str] = "complaints/scope.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    alleged: tuple[Alleged, ...]
    categories: Choices
    look_again: str
    hand_over_href: str
    answer_href: str  # to the question of triage, where its answer is another
    problem: str
    problem_at: str


@scope.get(_PLACE)
@opens_to(Right.CASES)
def show_scope(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, "")))


@scope.post(_PLACE)
@opens_to(Right.CASES)
@adds(SCOPE)
def say_whose(case: str, me: SignedIn) -> ResponseReturnValue:
    """Sort one allegation, or add one that has no number yet."""
    form = request.form
    code = CategoryCode(form.get("category", ""))
    category = procedure_of(desk()).taxonomy.categories.get(code)
    if category is None:
        return _again(me, case, str(_("Choose what is alleged.")))
    if not form.get("which"):
        return _after(me, case, allege(desk(), me, case_at(case), category))
    return _again(me, case, "") if goes_back() else _sorted(me, case, category)


def _sorted(me: SignedIn, case: str, category: Category) -> ResponseReturnValue:
    """Sort it, once whoever does has read what falls with it."""
    sorting = read_sorting(request.form, category, is_sure=is_sure())
    if not is_sure():
        before = before_sorting(me, case, sorting)
        if isinstance(before, str):
            return before
        if not isinstance(before, NothingFalls):
            return _after(me, case, before)
    return _after(me, case, sort_allegation(desk(), me, case_at(case), sorting))


def _after(me: SignedIn, case: str, outcome: Decided) -> ResponseReturnValue:
    if isinstance(outcome, Done):
        return go(address(case_at(case), SCOPE))
    return _again(me, case, why_refused(outcome))


def _again(me: SignedIn, case: str, problem: str) -> ResponseReturnValue:
    page = render(shown_whole(me, case, partial(_page, me, problem)))
    return (page, _UNPROCESSABLE) if problem else page


def _page(me: SignedIn, problem: str, tx: Transaction, file: CaseFile) -> ScopePage:
    if file.inside is None:
        not_there()
    procedure = procedure_of(desk())
    categories = procedure.taxonomy.categories
    otherwise = is_answered_otherwise(file, procedure)
    which = request.form.get("which", "")
    return ScopePage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem)),
        head=heading_of(file, SCOPE),
        csrf=generate_csrf(),
        here=address(file.id, SCOPE),
        alleged=tuple(_typed(_alleged(each), problem) for each in file.inside.allegations),
        categories=tuple((str(code), each.name) for code, each in categories.items()),
        look_again=", ".join(_telling(tx, file)),
        hand_over_href=address(file.id, HAND_OVER) if goes_elsewhere(file) else "",
        answer_href=f"{address(file.id, TRIAGE)}?question=ours" if otherwise else "",
        problem=problem,
        problem_at=f"category-{which}" if which else "category",
    )


def _typed(alleged: Alleged, problem: str) -> Alleged:
    """Give back what was chosen and not taken, under what stands there now."""
    form = request.form
    if form.get("which") != alleged.id:
        return alleged
    category, answer = form.get("category", ""), form.get("answer", "")
    return replace(alleged, category=category, answer=answer, problem=problem)


def _telling(tx: Transaction, file: CaseFile) -> Iterator[str]:
    """Yield what speaks of the committee's own subjects, once the matter is to go elsewhere."""
    if goes_elsewhere(file):
        taxonomy = procedure_of(desk()).taxonomy
        yield from sorted(look_again(words_told(tx, file), offices_named(tx, file), taxonomy))


def _alleged(allegation: Allegation) -> Alleged:
    category = procedure_of(desk()).taxonomy.categories.get(allegation.category)
    if category is None:
        whose = str(_(SCOPES[allegation.scope]))
        was = allegation_as_seen(allegation)
        return Alleged(allegation.id, "", str(allegation.category), "", "", whose, "", was)
    answers = {category.scope(answer=yes): said for said, yes in _SAID.items()}
    places = ", ".join(str(_(DESTINATIONS[each])) for each in category.goes_to(allegation.scope))
    return Alleged(
        allegation.id,
        str(category.code),
        category.name,
        str(_(ASKED[category.asks])) if category.asks else "",
        "" if allegation.scope is Scope.OPEN else answers.get(allegation.scope, ""),
        str(_(SCOPES[allegation.scope])),
        places,
        allegation_as_seen(allegation),
    )
