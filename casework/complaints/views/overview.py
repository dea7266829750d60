"""A case at a glance: the report word for word, what was answered, and what happened so far."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Kind, Standing
from casework.complaints.services.deeds import timeline
from casework.complaints.services.readers.identities import identities_in
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.complaints.services.talking import look
from casework.complaints.views.europe.module import transcript_of
from casework.complaints.views.parts.addresses import address, case_at
from casework.complaints.views.parts.answers import Told, told
from casework.complaints.views.parts.happened import Event, event
from casework.complaints.views.parts.heading import (
    IDENTITY,
    OVERVIEW,
    TRANSCRIPT,
    TRIAGE,
    Heading,
    heading_of,
)
from casework.complaints.views.parts.showing import shown
from casework.complaints.views.watching.clocks import Due, due_in
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import in_words
from store.database import Transaction

overview = Blueprint("report", __name__)

_NEWEST = 4


@dataclass(frozen=True)
class OverviewPage(Page):
    template: ClassVar[str] = "complaints/overview.html"
    frame: CaseworkFrame
    head: Heading
    came: str
    report: Told
    unanswered: str
    decide_href: str
    identity_href: str
    transcript_href: str
    is_signed: bool
    clocks: tuple[Due, ...]
    events: tuple[Event, ...]


@overview.get(f"{REPORTS}/<case>")
@opens_to(Right.CASES)
def show_overview(case: str, me: SignedIn) -> ResponseReturnValue:
    look(desk(), me, case_at(case))
    return render(shown(me, case, lambda tx, file: _overview(tx, file, me)))


def _overview(tx: Transaction, file: CaseFile, me: SignedIn) -> OverviewPage:
    first = entries_of(tx, file, Kind.MESSAGE)[0]
    report = told(first)
    lines = timeline(tx, file)[:_NEWEST] if file.inside else ()
    spoken = transcript_of(file)
    is_new = file.inside is not None and file.row.standing is Standing.NEW
    return OverviewPage(
        frame=casework_frame(me, REPORTS),
        head=heading_of(file, OVERVIEW),
        came=_("Came in %(day)s.", day=in_words(file.card.received)),
        report=report,
        unanswered=_unanswered(report),
        decide_href=address(file.id, TRIAGE) if is_new else "",
        identity_href=address(file.id, IDENTITY) if _is_told(tx, file) else "",
        transcript_href="" if spoken is None else address(file.id, TRANSCRIPT),
        is_signed=spoken is not None and spoken.counts,
        clocks=due_in(file, desk().today()),
        events=tuple(event(each, file.committee) for each in lines),
    )


def _is_told(tx: Transaction, file: CaseFile) -> bool:
    return file.inside is not None and bool(identities_in(tx, desk(), file))


def _unanswered(report: Told) -> str:
    count = len(report.not_said)
    return str(ngettext("One question not answered", "%(num)d questions not answered", count))
