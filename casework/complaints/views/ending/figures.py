"""Figures about the reports that one person reads, and what the public page may say of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.statistics import figures as formulas
from casework.complaints.domain.statistics.cases import Counted, received_in, rolling
from casework.complaints.domain.statistics.counting import Share, ShareOrNot, TooFew, cells
from casework.complaints.domain.statistics.published import ACTION, CLOSED, FIRST_REPLY
from casework.complaints.domain.statistics.times import Stage, Took, time_to
from casework.complaints.domain.taxonomy import CategoryCode
from casework.complaints.services.ending.counting import Figures, figures_of, publish
from casework.complaints.services.procedure import procedure_of
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
_MONTHS: Final = 36
_PUBLIC: Final[Mapping[str, str]] = {
    CLOSED: asked("Reports closed in the last 12 months"),
    ACTION: asked("On so many of them something was done"),
    FIRST_REPLY: asked("Middle time to a first reply, in working days"),
}
Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FiguresPage(Page):
    template: ClassVar[str] = "complaints/ending/figures.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    is_empty: bool
    rows: Rows
    subjects: Rows
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
    public = tuple((str(_(_PUBLIC[key])), value) for key, value in found.public.figures.items())
    return FiguresPage(
        frame=casework_frame(me, RECORDS, wrong=bool(problem)),
        csrf=generate_csrf(),
        here=FIGURES,
        is_empty=not found.counted,
        rows=tuple(_rows(found.counted)),
        subjects=_subjects(found.counted),
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


def _rows(cases: tuple[Counted, ...]) -> Iterator[tuple[str, str]]:
    lately = received_in(cases, rolling(desk().today(), _MONTHS))
    allegations = [each for case in lately for each in case.allegations]
    yield _("Came in within three years"), str(len(lately))
    yield _("Still open"), str(sum(case.days.closed is None for case in lately))
    yield _("Until a first reply"), _took(time_to(Stage.FIRST_CONTACT, lately))
    yield _("Until the end"), _took(time_to(Stage.CLOSE, lately))
    yield _("Confirmed, of what was judged"), _share(formulas.substantiation(allegations))
    yield _("Something was done, of what was confirmed"), _share(formulas.action_rate(allegations))
    yield _("The committee’s own"), _share(formulas.scope_share(lately))
    yield _("About retaliation"), _share(formulas.retaliation_share(lately))
    yield _("Reporters who came back"), _share(formulas.anonymous_follow_up(lately))
    yield _("Opened again"), _share(formulas.reopen_rate(lately))


def _subjects(cases: tuple[Counted, ...]) -> Rows:
    lately = received_in(cases, rolling(desk().today(), _MONTHS))
    shown = cells(formulas.by_category(lately))
    return tuple((_subject(code), _count(shown[code])) for code in sorted(shown))


def _subject(code: CategoryCode) -> str:
    found = procedure_of(desk()).taxonomy.categories.get(code)
    return code if found is None else found.name


def _count(count: int | TooFew) -> str:
    return str(_("Too few to say")) if isinstance(count, TooFew) else str(count)


def _share(share: ShareOrNot) -> str:
    if not isinstance(share, Share):
        return str(_("Too few to say"))
    return str(_("%(part)d of %(whole)d", part=share.part, whole=share.whole))


def _took(took: Took | None) -> str:
    if took is None:
        return str(_("None yet"))
    days = round(float(took.median))
    return str(ngettext("One day in the middle", "%(num)d days in the middle", days))
