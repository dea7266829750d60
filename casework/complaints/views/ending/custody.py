"""The sheet that goes with a file: how it came, who had it and why. It is made to be printed."""

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.deeds import Did, Line
from casework.complaints.domain.case.evidence import Went, went_with
from casework.complaints.forms.writing import count
from casework.complaints.services.ending.custody import Custody, custody_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.evidence.files import SHAPES
from casework.complaints.views.parts.addresses import address, not_there
from casework.complaints.views.parts.happened import Event, event
from casework.complaints.views.parts.heading import FILES
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import with_year
from store.database import Transaction

custody = Blueprint("case-custody", __name__)


@dataclass(frozen=True)
class CustodyPage(Page):
    template: ClassVar[str] = "complaints/ending/custody.html"
    frame: CaseworkFrame
    name: str
    back: str
    facts: tuple[tuple[str, str], ...]
    sha256: str
    events: tuple[Event, ...]


@custody.get(f"{REPORTS}/<case>/{FILES}/<number>/custody")
@opens_to(Right.CASES)
def show_custody(case: str, number: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, lambda tx, file: _page(tx, file, me, count(number))))


def _page(tx: Transaction, file: CaseFile, me: SignedIn, number: int) -> CustodyPage:
    found = custody_of(tx, file, number)
    if found is None:
        not_there()
    return CustodyPage(
        frame=casework_frame(me, REPORTS),
        name=found.file.name,
        back=address(file.id, FILES),
        facts=_facts(file, found),
        sha256=found.file.sha256.hex(),
        events=tuple(_event(each, found, file) for each in found.since),
    )


def _event(line: Line, found: Custody, file: CaseFile) -> Event:
    """Say of a copy from before lines knew it that nobody can tell any more what it held."""
    told = event(line, file.committee)
    is_known = went_with(line.said, found.file.number) is Went.YES
    if line.did is not Did.EXPORTED or is_known:
        return told
    may = str(_("This copy may have held the file: its line does not say what went."))
    return replace(told, more=f"{told.more} {may}".strip())


def _facts(file: CaseFile, found: Custody) -> tuple[tuple[str, str], ...]:
    return (
        (_("Report"), file.card.name),
        (_("File"), str(found.file.number)),
        (_("Bytes"), str(found.file.size)),
        *_of_origin(file, found),
        (_("This sheet was made on"), with_year(desk().today())),
    )


def _of_origin(file: CaseFile, found: Custody) -> tuple[tuple[str, str], ...]:
    whence, came = found.file.whence, with_year(found.file.came)
    if whence is None:
        collected = "" if found.collected is None else with_year(found.collected)
        return (
            (_("Sent by the reporter"), came),
            (_("Collected, sealed"), collected or _("Not known")),
            (_("Opened by the keys of"), name_of(file.committee, found.opened_by)),
        )
    return (
        (_("What it is"), whence.what),
        (_("From"), whence.source),
        (_("Obtained"), with_year(whence.obtained)),
        (_("Original or cleaned"), _(SHAPES[whence.shape])),
        (_("Brought by"), name_of(file.committee, found.file.added_by)),
        (_("Added, sealed"), came),
    )
