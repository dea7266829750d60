"""Figures about the reports that one person reads, and what the public page may say of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.statistics.published import ACTION, CLOSED, FIRST_REPLY
from casework.complaints.services.ending.counting import Figures, figures_of, publish
from casework.complaints.views.ending.compared import Compared, compared
from casework.complaints.views.ending.counted import (
    Rows,
    Table,
    ages_of,
    channels_of,
    rows_of,
    subjects_of,
)
from casework.complaints.views.parts.addresses import go
from casework.desk import desk
from casework.frame import FIGURES, RECORDS, casework_frame
from casework.rights import Role
from config.frames import CaseworkFrame
from config.questions.asked import asked
from config.rendering import Page, render
from config.words import with_year

figures = Blueprint("figures", __name__)

_UNPROCESSABLE = 422
_PUBLIC: Final[Mapping[str, str]] = {
    CLOSED: asked("Reports closed in the last 12 months"),
    ACTION: asked("On so many of them something was done"),
    FIRST_REPLY: asked("Middle time to a first reply, in working days"),
}


@dataclass(frozen=True)
class FiguresPage(Page):
    template: ClassVar[str] = "complaints/ending/figures.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    is_empty: bool
    rows: Rows
    subjects: Table
    channels: Table
    ages: Rows
    compared: Compared
    public: Rows
    said: str
    may_publish: bool
    problem: str


@figures.get(FIGURES)
@opens_to(Right.HOLDER)
def show_figures(me: SignedIn) -> ResponseReturnValue:
    return render(_page(me, ""))


@figures.post(f"{FIGURES}/publish")
@opens_to(Right.MEMBER)
def say_publicly(me: SignedIn) -> ResponseReturnValue:
    if publish(desk(), me):
        return go(f"{FIGURES}?said")
    problem = _("There is too little yet that could be said without telling on anybody.")
    return render(_page(me, str(problem))), _UNPROCESSABLE


def _page(me: SignedIn, problem: str) -> FiguresPage:
    found = figures_of(desk(), me)
    counted = found.counted
    public = tuple((str(_(_PUBLIC[key])), value) for key, value in found.public.figures.items())
    return FiguresPage(
        frame=casework_frame(me, RECORDS, wrong=bool(problem)),
        csrf=generate_csrf(),
        here=FIGURES,
        is_empty=not counted,
        rows=tuple(rows_of(counted)),
        subjects=subjects_of(counted),
        channels=channels_of(counted),
        ages=ages_of(counted),
        compared=compared(counted) if counted else (),
        public=public,
        said=_said(found),
        may_publish=bool(public) and Role.MEMBER in me.roles,
        problem=problem,
    )


def _said(found: Figures) -> str:
    if "said" in request.args:
        return str(_("The next daily notice carries these figures, with today’s date."))
    if found.said_on is None:
        return str(_("The public page says no figure now."))
    return str(_("The public page says what was counted on %(day)s.", day=with_year(found.said_on)))
