"""What somebody is asked before their first look: whether they read on, or step back."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Kind
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.complaints.services.reading.threshold import (
    AtThresholdError,
    is_at_threshold,
    may_match,
    read_on,
)
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.answers import PEOPLE, Rows, rows_of
from casework.complaints.views.parts.showing import shown_before
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from store.database import Transaction

threshold = Blueprint("case-threshold", __name__)

FIRST: Final = "first"
_PLACE: Final = f"{REPORTS}/<case>/{FIRST}"


@dataclass(frozen=True)
class ThresholdPage(Page):
    template: ClassVar[str] = "complaints/readers/threshold.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    name: str
    step_back_href: str
    back: str


@dataclass(frozen=True)
class GuestPage(Page):
    template: ClassVar[str] = "complaints/readers/guest_first.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    name: str
    named: Rows
    may_match: bool
    step_back_href: str
    back: str


@threshold.app_errorhandler(AtThresholdError)
def ask_first(fault: AtThresholdError) -> ResponseReturnValue:
    """Whatever page of the report was wanted: first comes the question."""
    return go(address(fault.case, FIRST))


@threshold.get(_PLACE)
@opens_to(Right.CASES)
def show_threshold(case: str, me: SignedIn) -> ResponseReturnValue:
    page = shown_before(me, case, partial(_page, me))
    return go(page) if isinstance(page, str) else render(page)


@threshold.post(_PLACE)
@opens_to(Right.CASES)
def go_on(case: str, me: SignedIn) -> ResponseReturnValue:
    if read_on(desk(), me, case_at(case)) is not None:
        not_there()
    return go(address(case_at(case)))


def _page(me: SignedIn, tx: Transaction, file: CaseFile) -> ThresholdPage | GuestPage | str:
    if not is_at_threshold(tx, desk(), file):
        return address(file.id)
    if file.inside is None:
        return _guests_page(me, tx, file)
    return ThresholdPage(
        frame=casework_frame(me, REPORTS),
        csrf=generate_csrf(),
        here=address(file.id, FIRST),
        name=file.card.name,
        step_back_href=address(file.id, "step-back"),
        back=REPORTS,
    )


def _guests_page(me: SignedIn, tx: Transaction, file: CaseFile) -> GuestPage:
    """Name those whom the reporter named when asked for names, and show nothing else of it."""
    messages = entries_of(tx, file, Kind.MESSAGE)
    return GuestPage(
        frame=casework_frame(me, REPORTS),
        csrf=generate_csrf(),
        here=address(file.id, FIRST),
        name=file.card.name,
        named=tuple(row for each in messages for row in rows_of(each, PEOPLE)),
        may_match=may_match(tx, desk(), file),
        step_back_href=address(file.id, "step-back"),
        back=REPORTS,
    )
