"""A case at a glance: the report word for word, what was answered, and what happened so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Entry, Kind, Standing
from casework.complaints.domain.clocks.running import Clock
from casework.complaints.services.deciding import QUESTIONS
from casework.complaints.services.deeds import timeline
from casework.complaints.services.evidence.translating import translations_in
from casework.complaints.services.files import without_hidden_names
from casework.complaints.services.readers.identities import identities_in
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.complaints.services.talking import look
from casework.complaints.services.watching.covering import cover
from casework.complaints.views.ending.clock import why_held
from casework.complaints.views.europe.module import transcript_of
from casework.complaints.views.evidence.translating import Shown, place_of, shown_beside
from casework.complaints.views.linked import Linked, links_in
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.answers import KEY_FACTS, Rows, Told, rows_of, told
from casework.complaints.views.parts.asking import ASKS, answered_in_words
from casework.complaints.views.parts.happened import Event, event
from casework.complaints.views.parts.heading import (
    COVER,
    IDENTITY,
    KEPT,
    OUTCOME,
    OVERVIEW,
    TRANSCRIPT,
    TRIAGE,
    Heading,
    heading_of,
)
from casework.complaints.views.parts.judging import found_in
from casework.complaints.views.parts.showing import shown
from casework.complaints.views.parts.wording import clock_in_words
from casework.complaints.views.watching.clocks import Due, due_in
from casework.complaints.views.watching.near import asks_for
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import in_words
from store.database import Transaction

overview = Blueprint("report", __name__)

_NEWEST = 4


@dataclass(frozen=True, slots=True)
class Report:
    """What the reporter said at first, and what stands beside it."""

    came: str
    told: Told
    key_facts: Rows
    translations: tuple[Shown, ...]
    translate_href: str
    unanswered: str
    wrote: str


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done next, until when, and where."""

    what: str
    when: str
    button: str
    href: str


@dataclass(frozen=True)
class OverviewPage(Page):
    template: ClassVar[str] = "complaints/overview.html"
    frame: CaseworkFrame
    head: Heading
    report: Report
    next: Step | None
    decided: tuple[tuple[str, str], ...]
    change_href: str
    findings: tuple[tuple[str, str], ...]
    outcome_href: str
    related: tuple[Linked, ...]
    decide_href: str
    identity_href: str
    transcript_href: str
    is_signed: bool
    csrf: str
    kept_href: str
    wants_hold: str
    clocks: tuple[Due, ...]
    events: tuple[Event, ...]


@overview.get(f"{REPORTS}/<case>")
@opens_to(Right.CASES)
def show_overview(case: str, me: SignedIn) -> ResponseReturnValue:
    look(desk(), me, case_at(case))
    return render(shown(me, case, lambda tx, file: _overview(tx, file, me)))


@overview.post(f"{REPORTS}/<case>/{COVER}")
@opens_to(Right.CASES)
def cover_words(case: str, me: SignedIn) -> ResponseReturnValue:
    """Put them behind “Show”, or take that back. Whoever was quicker has done the same."""
    outcome = cover(desk(), me, case_at(case), on=request.form.get("on") == "1")
    return not_there() if isinstance(outcome, NotThere) else go(address(case_at(case)))


def _overview(tx: Transaction, file: CaseFile, me: SignedIn) -> OverviewPage:
    lines = timeline(tx, file)[:_NEWEST] if file.inside else ()
    lines = without_hidden_names(tx, file, lines)
    spoken = transcript_of(file)
    is_new = file.inside is not None and file.row.standing is Standing.NEW
    return OverviewPage(
        frame=casework_frame(me, REPORTS),
        head=heading_of(file, OVERVIEW),
        report=_report(tx, file),
        next=None if is_new else _next(file),
        decided=_decided(file),
        change_href=address(file.id, TRIAGE) if file.inside else "",
        findings=found_in(file),
        outcome_href=address(file.id, OUTCOME),
        related=tuple(links_in(tx, file)),
        decide_href=address(file.id, TRIAGE) if is_new else "",
        identity_href=address(file.id, IDENTITY) if _is_told(tx, file) else "",
        transcript_href="" if spoken is None else address(file.id, TRANSCRIPT),
        is_signed=spoken is not None and spoken.counts,
        csrf=generate_csrf(),
        kept_href=address(file.id, KEPT),
        wants_hold=why_held(file) if file.inside else "",
        clocks=due_in(file, desk().today()),
        events=tuple(event(each, file.committee) for each in lines),
    )


def _report(tx: Transaction, file: CaseFile) -> Report:
    messages = entries_of(tx, file, Kind.MESSAGE)
    first = messages[0]
    found = told(first, aside=KEY_FACTS)
    return Report(
        came=_("Came in %(day)s.", day=in_words(file.card.received)),
        told=found,
        key_facts=rows_of(first, KEY_FACTS),
        translations=shown_beside(file, translations_in(tx, file).get(first.envelope, ())),
        translate_href=place_of(file, first),
        unanswered=_unanswered(found),
        wrote=_wrote(messages),
    )


def _next(file: CaseFile) -> Step | None:
    """Say what the clock that runs out first asks for, and lead there."""
    clock, today = file.card.clock, desk().today()
    if file.inside is None or clock is Clock.NONE:
        return None
    what, button, place = asks_for(file.card, clock)
    when = clock_in_words(clock, file.row.due, today)
    return Step(what, when, button, address(file.id, place))


def _wrote(messages: Sequence[Entry]) -> str:
    """Say when the reporter wrote last. Visits leave no trace, so nothing is said of them."""
    later = len(messages) - 1
    if not later:
        return ""
    words = ngettext(
        "The reporter wrote once more, %(day)s.",
        "The reporter wrote %(num)d times more, last %(day)s.",
        later,
        day=in_words(messages[-1].day),
    )
    return str(words)


def _decided(file: CaseFile) -> tuple[tuple[str, str], ...]:
    """Return what triage came to so far, in the words in which it was asked."""
    inside = file.inside
    if inside is None:
        return ()
    return tuple(
        (str(_(ASKS[each])), answered_in_words(each, file, inside))
        for each in QUESTIONS
        if each in inside.triage
    )


def _is_told(tx: Transaction, file: CaseFile) -> bool:
    return file.inside is not None and bool(identities_in(tx, desk(), file))


def _unanswered(report: Told) -> str:
    count = len(report.not_said)
    return str(ngettext("One question not answered", "%(num)d questions not answered", count))
