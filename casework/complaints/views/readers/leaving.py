"""Step back from a case: one button, nobody's leave, and no word of it to whoever left."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.conflicts.bench import Enough
from casework.complaints.forms.writing import too_long, words
from casework.complaints.services.assessing.staffing import staff_of
from casework.complaints.services.readers.asking import LONGEST
from casework.complaints.services.readers.leaving import step_back, step_back_as_guest, who_stays
from casework.complaints.services.readers.newcomers import may_join
from casework.complaints.services.readers.rekeying import (
    Changed,
    NotThere,
    TooFew,
)
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.assessing.precautions import remaining_in_words
from casework.complaints.views.parts.addresses import address, case_at, not_there
from casework.complaints.views.parts.heading import PEOPLE
from casework.complaints.views.parts.showing import named_as_one, shown_before
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from crypto.manifest.body import ids
from crypto.names import CaseId
from store.database import Transaction

leaving = Blueprint("case-leaving", __name__)

_PLACE = f"{REPORTS}/<case>/step-back"
_UNPROCESSABLE = 422


@dataclass(frozen=True)
class StepBackPage(Page):
    template: ClassVar[str] = "complaints/step_back.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    name: str
    back: str
    remaining: str
    counsel: str
    why: str
    also: str
    may_go: bool
    people_href: str
    problem: str
    wrong: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class GonePage(Page):
    template: ClassVar[str] = "complaints/gone.html"
    frame: CaseworkFrame


@leaving.get(_PLACE)
@opens_to(Right.CASES)
def show_step_back(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_before(me, case, partial(_page, me)))


@leaving.post(_PLACE)
@opens_to(Right.CASES)
def go_away(case: str, me: SignedIn) -> ResponseReturnValue:
    over = too_long(request.form, "why", LONGEST)
    if over:
        page = shown_before(me, case, partial(_page, me))
        frame = casework_frame(me, REPORTS, wrong=True)
        return render(replace(page, frame=frame, wrong={"why": over})), _UNPROCESSABLE
    outcome = _left(me, case_at(case))
    if isinstance(outcome, NotThere):
        not_there()
    if isinstance(outcome, TooFew):
        page = shown_before(me, case, partial(_lacking_page, me))
        return render(page), _UNPROCESSABLE
    # No word of which report it was: whoever looks over a shoulder now must not learn it.
    return render(GonePage(casework_frame(me, REPORTS)))


def _left(me: SignedIn, case: CaseId) -> Changed | TooFew | NotThere:
    """A guest has no voice in who reads it, and so leaves by a door of their own."""
    left = step_back(desk(), me, case, words(request.form, "why"))
    return step_back_as_guest(desk(), me, case) if isinstance(left, NotThere) else left


def lacking_in_words(tx: Transaction, file: CaseFile) -> str:
    """Name those who could come instead: the charter needs two, one of them from outside."""
    could = ", ".join(name_of(file.committee, who) for who in may_join(tx, desk(), file))
    if not could:
        return str(_("Too few read it without them, and nobody else may. Ask outside counsel."))
    return str(_("Too few read it without them. Let one of these read it: %(names)s.", names=could))


def _lacking_page(me: SignedIn, tx: Transaction, file: CaseFile) -> StepBackPage:
    return _step_back_page(me, _alone(tx, file), tx, file)


def _page(me: SignedIn, tx: Transaction, file: CaseFile) -> StepBackPage:
    return _guests_page(me, file) if file.inside is None else _step_back_page(me, "", tx, file)


def _guests_page(me: SignedIn, file: CaseFile) -> StepBackPage:
    """Say what happens to a guest, and nothing of who else reads it."""
    return StepBackPage(
        frame=casework_frame(me, REPORTS),
        csrf=generate_csrf(),
        here=address(file.id, "step-back"),
        name=file.card.name,
        back=address(file.id),
        also="",
        remaining="",
        counsel="",
        why="",
        may_go=True,
        people_href="",
        problem="",
    )


def _step_back_page(me: SignedIn, problem: str, tx: Transaction, file: CaseFile) -> StepBackPage:
    staff = staff_of(tx, desk(), file, leaving=me.person)
    outside, may_go = ids(file.committee.manifest.externals), bool(who_stays(file))
    counsel = [name_of(file.committee, who) for who in sorted(who_stays(file) & outside)]
    return StepBackPage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem)),
        csrf=generate_csrf(),
        here=address(file.id, "step-back"),
        name=file.card.name,
        back=address(file.id),
        also=named_as_one(tx, file),
        remaining=remaining_in_words(file, staff),
        counsel=", ".join(counsel),
        why=request.form.get("why", ""),
        may_go=may_go,
        people_href="" if isinstance(staff, Enough) and may_go else address(file.id, PEOPLE),
        problem=problem or ("" if may_go else _alone(tx, file)),
    )


def _alone(tx: Transaction, file: CaseFile) -> str:
    could = ", ".join(name_of(file.committee, who) for who in may_join(tx, desk(), file))
    last = _("Nobody else reads it: without you, nobody could ever open it again.")
    if not could:
        return f"{last} {_('Ask outside counsel.')}"
    then = _("First let one of these read it, on your word alone: %(names)s.", names=could)
    return f"{last} {then}"
