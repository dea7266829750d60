"""What was found about each allegation, what closing still lacks, and where the case may go."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.finishing import Item, Outsider, Telling, undone
from casework.complaints.domain.outcomes import Allegation, AllegationId
from casework.complaints.domain.severity import Level
from casework.complaints.domain.status import Status
from casework.complaints.domain.taxonomy import CategoryCode
from casework.complaints.forms.deciding import read_finding, read_step
from casework.complaints.forms.writing import words
from casework.complaints.services.deciding import (
    Decided,
    Done,
    allege,
    find,
    keep_ending,
    take_step,
)
from casework.complaints.services.moving import ending_of, require_inside
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import OUTCOME, Heading, heading_of, readers_of
from casework.complaints.views.parts.judging import (
    ACTIONS,
    CAUSES,
    ITEMS,
    LEVELS,
    OUTCOMES,
    OUTSIDERS,
    TELLINGS,
)
from casework.complaints.views.parts.refused import why_refused
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import STATUSES, name_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from store.database import Transaction

outcome = Blueprint("case-outcome", __name__)

_PLACE = f"{REPORTS}/<case>/{OUTCOME}"
_UNPROCESSABLE = 422
_NOT_BY_HAND: Final = frozenset({Status.SET_ASIDE, Status.DISPOSED, Status.MERGED, Status.REFERRED})
_TICKED: Final = ("unreachable", "saw", "special", "protected", "retention")
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Alleged:
    """One allegation, with what was found if anything was."""

    id: str
    title: str
    found: str
    outcome: str
    basis: str
    actions: tuple[str, ...]
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """All choices of this page's forms."""

    categories: Choices
    outcomes: Choices
    actions: Choices
    causes: Choices
    levels: Choices
    tellings: Choices
    outsiders: Choices
    people: Choices
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
    ending: Mapping[str, str]
    lacking: tuple[str, ...]
    was: str
    problem: str


@outcome.get(_PLACE)
@opens_to(Right.CASES)
def show_outcome(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, "")))


@outcome.post(f"{_PLACE}/allege")
@opens_to(Right.CASES)
def add_allegation(case: str, me: SignedIn) -> ResponseReturnValue:
    code = CategoryCode(request.form.get("category", ""))
    category = procedure_of(desk()).taxonomy.categories.get(code)
    if category is None:
        return _again(me, case, _("Choose what is alleged."))
    return _after(me, case, allege(desk(), me, case_at(case), category))


@outcome.post(f"{_PLACE}/find")
@opens_to(Right.CASES)
def write_finding(case: str, me: SignedIn) -> ResponseReturnValue:
    chosen = {name: request.form.getlist(name) for name in ("actions", "causes")}
    finding = read_finding(request.form, chosen, desk().today())
    if finding is None:
        return _again(me, case, _("Choose what was found."))
    which = AllegationId(request.form.get("which", ""))
    return _after(me, case, find(desk(), me, case_at(case), which, finding))


@outcome.post(f"{_PLACE}/ending")
@opens_to(Right.CASES)
def write_ending(case: str, me: SignedIn) -> ResponseReturnValue:
    return _after(me, case, keep_ending(desk(), me, case_at(case), _ending()))


@outcome.post(f"{_PLACE}/move")
@opens_to(Right.CASES)
def move_on(case: str, me: SignedIn) -> ResponseReturnValue:
    step = read_step(request.form)
    if step is None or step.to in _NOT_BY_HAND:
        return _again(me, case, _("Choose where it goes."))
    return _after(me, case, take_step(desk(), me, case_at(case), step))


def _ending() -> dict[str, str]:
    """Read what the list before closing asks. Only what is one of our choices is kept."""
    form = request.form
    kept = {name: "yes" for name in _TICKED if form.get(name)}
    kept |= {"by": " ".join(form.getlist("by")), "basis": words(form, "basis")}
    told = {each.value: form.get(each.value, "") for each in Outsider}
    kept |= {name: said for name, said in told.items() if said in set(Telling)}
    if form.get("level", "") in {str(each.value) for each in Level}:
        kept["level"] = form["level"]
    if kept["by"] and kept["basis"]:
        kept["day"] = desk().today().isoformat()
    return kept


def _after(me: SignedIn, case: str, decided: Decided) -> ResponseReturnValue:
    if isinstance(decided, Done):
        return go(address(case_at(case), OUTCOME))
    return _again(me, case, why_refused(decided))


def _again(me: SignedIn, case: str, problem: str) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, str(problem)))), _UNPROCESSABLE


def _page(me: SignedIn, problem: str, _tx: Transaction, file: CaseFile) -> OutcomePage:
    if file.inside is None:
        not_there()
    return OutcomePage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem)),
        head=heading_of(file, OUTCOME),
        csrf=generate_csrf(),
        here=address(file.id, OUTCOME),
        allegations=tuple(map(_alleged, file.inside.allegations)),
        ways=_ways(file),
        ending={name: file.inside.ending.get(name, "") for name in _ALL},
        lacking=tuple(_in_words(each) for each in undone(ending_of(file))),
        was=file.card.status.value,
        problem=problem,
    )


_ALL: Final = (*_TICKED, "by", "basis", "level", *(each.value for each in Outsider))


def _alleged(allegation: Allegation) -> Alleged:
    title, finding = _category(allegation.category), allegation.finding
    if finding is None:
        return Alleged(allegation.id, title, "", "", "", (), ())
    return Alleged(
        allegation.id,
        title,
        str(_(OUTCOMES[finding.outcome])),
        finding.outcome.value,
        finding.basis,
        tuple(each.value for each in finding.actions),
        tuple(each.value for each in finding.root_causes),
    )


def _category(code: CategoryCode) -> str:
    found = procedure_of(desk()).taxonomy.categories.get(code)
    return code if found is None else found.name


def _ways(file: CaseFile) -> Ways:
    course = require_inside(file).course
    next_ones = [each for each in Status if each in course.next_ones() - _NOT_BY_HAND]
    categories = procedure_of(desk()).taxonomy.categories
    return Ways(
        categories=tuple((str(code), each.name) for code, each in categories.items()),
        outcomes=_choices({each.value: words for each, words in OUTCOMES.items()}),
        actions=_choices({each.value: words for each, words in ACTIONS.items()}),
        causes=_choices({each.value: words for each, words in CAUSES.items()}),
        levels=_choices({str(each.value): words for each, words in LEVELS.items()}),
        tellings=_choices({each.value: words for each, words in TELLINGS.items()}),
        outsiders=_choices({each.value: words for each, words in OUTSIDERS.items()}),
        people=tuple((str(who), name_of(file.committee, who)) for who in readers_of(file)),
        next=_choices({each.value: STATUSES[each] for each in next_ones}),
    )


def _choices(found: Mapping[str, str]) -> Choices:
    return tuple((value, str(_(text))) for value, text in found.items())


def _in_words(item: Item) -> str:
    return str(_(ITEMS[item]))
