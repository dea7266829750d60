"""What is finished: until when each report is kept, what holds it, and how it goes in the end."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, NoReturn

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.services.deciding import Done
from casework.complaints.services.ending.certificates import Paper, papers_of
from casework.complaints.services.ending.disposal import (
    Destroyed,
    Destruction,
    NotAsRead,
    Record,
    destroy,
    list_of,
    may_agree,
    propose,
    records_of,
)
from casework.complaints.services.ending.keeping import kept_of, until_of
from casework.complaints.services.moving import require_inside
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.ending.clock import kept_in_words
from casework.complaints.views.parts.addresses import address, after_at, case_at, ended_at, go
from casework.complaints.views.parts.heading import KEPT
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from casework.frame import FIGURES, RECORDS, REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import with_year
from store.database import Transaction

records = Blueprint("records", __name__)

_LIST = f"{RECORDS}/list/<case>"
_UNPROCESSABLE, _NOT_FOUND = 422, 404


@dataclass(frozen=True, slots=True)
class Row:
    """A finished report, and what may be done with it today."""

    name: str
    value: str
    href: str
    says: str
    may_go: bool
    list_href: str


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A certificate, as those know it who read what is gone."""

    names: str
    facts: str
    href: str


@dataclass(frozen=True)
class RecordsPage(Page):
    template: ClassVar[str] = "complaints/ending/records.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    rows: tuple[Row, ...]
    may_go: bool
    more_href: str
    figures_href: str
    papers: tuple[PaperShown, ...]
    chosen: tuple[str, ...]
    problem: str
    done: str


@dataclass(frozen=True)
class ListPage(Page):
    template: ClassVar[str] = "complaints/ending/list.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    back: str
    rows: tuple[tuple[str, str], ...]
    asked: str
    may_agree: bool
    problem: str


@records.get(RECORDS)
@opens_to(Right.HOLDER)
def show_records(me: SignedIn) -> ResponseReturnValue:
    return render(_page(me, ""))


@records.post(f"{RECORDS}/propose")
@opens_to(Right.HOLDER)
def put_forward(me: SignedIn) -> ResponseReturnValue:
    chosen = request.form.getlist("cases")
    if not chosen:
        return render(_page(me, _("Choose what is to go."))), _UNPROCESSABLE
    outcome = propose(desk(), me, [case_at(each) for each in chosen])
    if isinstance(outcome, Done):
        return go(f"{RECORDS}?asked")
    return render(_page(me, _("Something of it must be kept for now. Look again."))), _UNPROCESSABLE


@records.get(_LIST)
@opens_to(Right.HOLDER)
def show_list(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_list_page, me, "")))


@records.post(_LIST)
@opens_to(Right.HOLDER)
def agree(case: str, me: SignedIn) -> ResponseReturnValue:
    outcome = destroy(desk(), me, case_at(case))
    if isinstance(outcome, Destroyed):
        return go(f"{RECORDS}?gone")
    page = shown_whole(me, case, partial(_list_page, me, _why_not(outcome)))
    return render(page), _UNPROCESSABLE


@records.get(f"{RECORDS}/certificates/<which>")
@opens_to(Right.HOLDER)
def take_certificate(which: str, me: SignedIn) -> ResponseReturnValue:
    paper = next((each for each in papers_of(desk(), me) if each.id.hex() == which), None)
    if paper is None:
        abort(_NOT_FOUND)
    return Response(
        paper.text,
        mimetype="text/plain",
        headers={"Content-Disposition": "attachment; filename=certificate.txt"},
    )


def _page(me: SignedIn, problem: str) -> RecordsPage:
    found = records_of(desk(), me, after_at(request.args.get("after", "")))
    rows = tuple(map(_row, found.kept))
    return RecordsPage(
        frame=casework_frame(me, RECORDS, wrong=bool(problem)),
        csrf=generate_csrf(),
        here=RECORDS,
        rows=rows,
        may_go=any(each.may_go for each in rows),
        more_href=f"{RECORDS}?after={ended_at(found.after)}" if found.after else "",
        figures_href=FIGURES,
        papers=tuple(map(_paper, papers_of(desk(), me))),
        chosen=tuple(request.form.getlist("cases")),
        problem=str(problem),
        done=_done(),
    )


def _done() -> str:
    if "asked" in request.args:
        return str(_("Put forward. Somebody of the other side must agree: a member, or counsel."))
    gone = _("Destroyed. Nothing opens it any more, here or in a copy. The certificate is below.")
    return str(gone) if "gone" in request.args else ""


def _row(record: Record) -> Row:
    file = record.file
    name = address(file.id).removeprefix(f"{REPORTS}/")
    return Row(
        name=file.card.name,
        value=name,
        href=address(file.id, KEPT),
        says=_says(file, listed=record.is_listed),
        may_go=record.may_go,
        list_href=f"{RECORDS}/list/{name}" if record.is_listed else "",
    )


def _says(file: CaseFile, *, listed: bool) -> str:
    until = until_of(file, desk())
    if listed:
        return str(_("%(name)s wants it to go.", name=_asked_by(file)))
    if until is not None and until < desk().today():
        return str(_("It had to be kept until %(day)s. Now it may go.", day=with_year(until)))
    return kept_in_words(file)


def _asked_by(file: CaseFile) -> str:
    approvals = require_inside(file).keeping.approvals
    return ", ".join(name_of(file.committee, each.approval.by) for each in approvals)


def _paper(paper: Paper) -> PaperShown:
    return PaperShown(
        ", ".join(paper.names),
        str(_("Destroyed on %(day)s", day=with_year(paper.on))),
        f"{RECORDS}/certificates/{paper.id.hex()}",
    )


def _list_page(me: SignedIn, problem: str, tx: Transaction, file: CaseFile) -> ListPage:
    files = list_of(tx, desk(), me, file.id)
    return ListPage(
        frame=casework_frame(me, RECORDS, wrong=bool(problem)),
        csrf=generate_csrf(),
        here=f"{RECORDS}/list/{address(file.id).removeprefix(f'{REPORTS}/')}",
        back=RECORDS,
        rows=tuple((each.card.name, _closed(each)) for each in files),
        asked=_("%(name)s wants these to go.", name=_asked_by(file)) if files else "",
        may_agree=bool(files) and may_agree(file),
        problem=problem,
    )


def _closed(file: CaseFile) -> str:
    found = kept_of(file)
    return "" if found is None else str(_("Finished %(day)s", day=with_year(found.closed_on)))


def _why_not(outcome: Destruction) -> str:
    if isinstance(outcome, NotThere):
        _gone()
    if isinstance(outcome, NotAsRead):
        return str(_("The list has changed since it was put forward. Nothing was destroyed."))
    return str(
        _("A member and counsel must both agree, after the last day. Nothing was destroyed.")
    )


def _gone() -> NoReturn:
    abort(_NOT_FOUND)
