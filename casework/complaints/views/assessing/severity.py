"""How serious a case is: what is ticked, what follows from it, and a reason to judge otherwise."""

from dataclasses import asdict, dataclass
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.severity import (
    ATTENTION,
    CRITICAL_POINTS,
    MOST,
    Grade,
    ReasonMissing,
    Trigger,
)
from casework.complaints.domain.severity import FIRST_ACTIONS as ACTIONS_OF
from casework.complaints.forms.assessing import read_judged
from casework.complaints.forms.writing import SHORT
from casework.complaints.services.assessing.grading import (
    grade_as_seen,
    grade_it,
    likely_triggers,
)
from casework.complaints.services.deciding import Done
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.assessing.wording import ATTENTIONS, FIRST_ACTIONS, HINTS, TRIGGERS
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import SEVERITY, Heading, heading_of
from casework.complaints.views.parts.judging import LEVELS
from casework.complaints.views.parts.refused import why_refused
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.pressing.fitting import holding
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from store.database import Transaction

severity = Blueprint("case-severity", __name__)

_PLACE = f"{REPORTS}/<case>/{SEVERITY}"
_UNPROCESSABLE: Final = 422
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that adds up, from nothing to the most that it may weigh."""

    name: str
    legend: str
    hint: str
    points: Choices
    chosen: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What is ticked: by somebody before, by the six questions, or just now."""

    triggers: tuple[str, ...]
    hints: dict[str, str]
    level: str
    reason: str
    problem: str = ""
    no_reason: str = ""


@dataclass(frozen=True)
class SeverityPage(Page):
    template: ClassVar[str] = "complaints/severity.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    says: tuple[str, ...]
    triggers: Choices
    hints: tuple[Hint, ...]
    levels: Choices
    typed: Typed
    was: str


@severity.get(_PLACE)
@opens_to(Right.CASES)
def show_severity(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, None)))


@severity.post(_PLACE)
@opens_to(Right.CASES)
@holding(reason=SHORT)
def say_severity(case: str, me: SignedIn) -> ResponseReturnValue:
    judged = read_judged(request.form, request.form.getlist("triggers"))
    outcome = grade_it(desk(), me, case_at(case), judged)
    if isinstance(outcome, Done):
        return go(address(case_at(case), SEVERITY))
    typed = Typed(
        tuple(each.value for each in judged.triggers),
        {name: str(points) for name, points in asdict(judged.hints).items()},
        "" if judged.level is None else str(judged.level.value),
        judged.reason,
        problem="" if isinstance(outcome, ReasonMissing) else why_refused(outcome),
        no_reason=str(_("Say why, in one line.")) if isinstance(outcome, ReasonMissing) else "",
    )
    return render(shown_whole(me, case, partial(_page, me, typed))), _UNPROCESSABLE


def _page(me: SignedIn, typed: Typed | None, _tx: Transaction, file: CaseFile) -> SeverityPage:
    if file.inside is None:
        not_there()
    assessed = file.inside.assessed
    shown = typed or _typed(file, assessed.grade)
    return SeverityPage(
        frame=casework_frame(me, REPORTS, wrong=bool(shown.problem or shown.no_reason)),
        head=heading_of(file, SEVERITY),
        csrf=generate_csrf(),
        here=address(file.id, SEVERITY),
        says=() if assessed.grade is None else tuple(_says(assessed.grade)),
        triggers=tuple((each.value, str(_(words))) for each, words in TRIGGERS.items()),
        hints=tuple(_hint(name, shown) for name in HINTS),
        levels=tuple((str(each.value), str(_(words))) for each, words in LEVELS.items()),
        typed=shown,
        was=grade_as_seen(assessed),
    )


def _typed(file: CaseFile, grade: Grade | None) -> Typed:
    if grade is None:
        likely = tuple(each.value for each in Trigger if each in likely_triggers(file))
        return Typed(likely, {}, "", "")
    override = grade.severity.override
    return Typed(
        tuple(each.value for each in grade.triggers),
        {name: str(points) for name, points in asdict(grade.hints).items()},
        "" if override is None else str(override.level.value),
        "" if override is None else override.reason,
    )


def _says(grade: Grade) -> list[str]:
    """Return what was computed, what was decided instead, and what has to be done now."""
    severity, level = grade.severity, grade.level
    computed = str(_(LEVELS[severity.computed]))
    points = {"total": grade.hints.total, "most": CRITICAL_POINTS}
    words = _("Computed: %(level)s. %(total)d points; %(most)d are critical.")
    says = [str(words) % {"level": computed, **points}]
    if severity.override is not None:
        decided, why = str(_(LEVELS[level])), severity.override.reason
        says.append(str(_("Decided instead: %(level)s. %(why)s", level=decided, why=why)))
    says += [str(_(FIRST_ACTIONS[each])) for each in ACTIONS_OF[level]]
    return [*says, str(_(ATTENTIONS[ATTENTION[level]]))]


def _hint(name: str, typed: Typed) -> Hint:
    points = tuple((str(each), str(each)) for each in range(MOST[name] + 1))
    most = str(_("From 0, not at all, to %(most)d", most=MOST[name]))
    return Hint(name, str(_(HINTS[name])), most, points, typed.hints.get(name, "0"))
