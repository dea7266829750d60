"""The report form and its check page. Nothing is kept between them: the answers travel along."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from config.frames import IntakeFrame
from config.questions.report import ONE, SOME, STEPS
from config.rendering import Page, render
from crypto.manifest.standing import Current
from intake.desk import desk
from intake.filing import Pairs
from intake.forms.report import ReportForm, read_report
from intake.forms.typed import ADDING, answers_in, token_in
from intake.trust import Closed, Word
from intake.views import closed
from intake.views.check import check_page
from intake.views.frame import intake_frame
from intake.views.receipt import check_copy, is_read_back

report = Blueprint("report", __name__)

REPORT = "/report"
ADD_FILES = "/report/files"
CHANGE = "/report/change"
_REPORT_FORM = "report"


@dataclass(frozen=True, slots=True)
class Readers:
    """Who can open a report today, as the first step tells it before it asks."""

    members: tuple[str, ...]
    externals: tuple[str, ...]
    company: str
    why_externals_alone: str
    may_leave_out: bool
    may_read_first: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The head of one step."""

    number: int
    all: int
    id: str
    heading: str
    optional: bool


@dataclass(frozen=True)
class ReportPage(Page):
    template: ClassVar[str] = "report.html"
    frame: IntakeFrame
    csrf: str
    token: str
    form: Any
    steps: Mapping[str, Step]
    readers: Readers


@dataclass(frozen=True)
class ReportClosedPage(Page):
    """There is no form any more. What somebody has typed meanwhile stays on the page."""

    template: ClassVar[str] = "report_closed.html"
    frame: IntakeFrame
    csrf: str
    answers: Pairs


@report.route(REPORT, methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    if request.method == "POST":
        return check_copy() if is_read_back() else _checked(files=ADDING in request.form)
    said = desk().trust.now()
    if isinstance(said, Closed):
        return render(closed.closed_page(said))
    form = open_form((), said)
    return render(report_page(form) if form else closed_page(()))


@report.route(ADD_FILES, methods=["GET", "POST"])
def add_files() -> ResponseReturnValue:
    """Go on with files after a fault. Otherwise a button of the form at its own address does it."""
    return _checked(files=True) if request.method == "POST" else _begin_again()


@report.route(CHANGE, methods=["GET", "POST"])
def change() -> ResponseReturnValue:
    """Open the form again with everything in it; the address ends in the step to look at."""
    if request.method != "POST":
        return _begin_again()
    form = _posted_form()
    return render(report_page(form, posted_token()) if form else closed_page())


def _begin_again() -> ResponseReturnValue:
    """Lead an address that came without its form back to one."""
    return Response(status=303, headers={"Location": REPORT})


def report_page(form: ReportForm, token: str = "") -> ReportPage:
    """Return the form as it stands. The token of a check page goes along to the next one."""
    frame = replace(intake_frame(wrong=bool(form.fields.errors)), language_form=_REPORT_FORM)
    return ReportPage(frame, generate_csrf(), token, form.fields, _steps(), _readers(form))


def closed_page(answers: Pairs | None = None) -> ReportClosedPage:
    kept = posted_answers() if answers is None else answers
    return ReportClosedPage(intake_frame(), generate_csrf(), kept)


def posted_answers() -> Pairs:
    return answers_in(request.form.items(multi=True))


def posted_token() -> str:
    return token_in(request.form.items(multi=True))


def open_form(answers: Pairs, word: Word | Closed) -> ReportForm | None:
    """Return the form with these answers, or nothing if there is no form today."""
    if isinstance(word, Closed):
        return None
    form = read_report(answers, word, desk().word_lists)
    return form if form.offered.ways else None


def _posted_form() -> ReportForm | None:
    return open_form(posted_answers(), desk().trust.now())


def _checked(*, files: bool) -> ResponseReturnValue:
    form, token = _posted_form(), posted_token()
    if form is None:
        return render(closed_page())
    if not form.validate():
        return render(report_page(form, token))
    token = desk().filing.token_for(form.pairs(), form.word, token)
    return render(check_page(form, token, files=files))


def _steps() -> dict[str, Step]:
    return {
        step.id: Step(number, len(STEPS), step.id, _(step.heading), step.optional)
        for number, step in enumerate(STEPS, 1)
    }


def _readers(form: ReportForm) -> Readers:
    today = form.offered
    return Readers(
        tuple(name for _id, name in today.members),
        tuple(name for _id, name in today.externals),
        form.word.manifest.company,
        _why_externals_alone(form) if today.externals_alone else "",
        may_leave_out=SOME in today.ways,
        may_read_first=ONE in today.ways,
    )


def _why_externals_alone(form: ReportForm) -> str:
    if isinstance(form.word.standing, Current):
        return str(_("The committee has fewer than two members right now."))
    return str(_("The committee has not confirmed its keys in time."))
