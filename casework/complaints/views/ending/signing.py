"""All that happened in a case, on paper, with room for those who work on it to sign with a pen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import Right, SignedIn, opens_to
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.remarking import lines_with_names, remarks_in
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.happened import event, remarked
from casework.complaints.views.parts.heading import SHEET, TIMELINE, readers_of
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import with_year
from store.database import Transaction

signing = Blueprint("case-signing", __name__)


@dataclass(frozen=True, slots=True)
class Printed:
    """A line, and what was remarked about it."""

    when: str
    what: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class SheetPage(Page):
    template: ClassVar[str] = "complaints/ending/sheet.html"
    frame: CaseworkFrame
    name: str
    back: str
    made: str
    lines: tuple[Printed, ...]
    signatories: tuple[tuple[str, str], ...]


@signing.get(f"{REPORTS}/<case>/{TIMELINE}/{SHEET}")
@opens_to(Right.CASES)
def show_sheet(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, lambda tx, file: _page(tx, file, me)))


def signatories_of(file: CaseFile) -> tuple[tuple[str, str], ...]:
    """Return who signs, each with what they are in this case: the lead first."""
    roles = {file.card.lead: str(_("Lead")), file.card.second: str(_("Second"))}
    order = sorted(readers_of(file), key=lambda who: (who not in roles, who != file.card.lead))
    reader = str(_("Reader"))
    return tuple((name_of(file.committee, who), roles.get(who, reader)) for who in order)


def _page(tx: Transaction, file: CaseFile, me: SignedIn) -> SheetPage:
    return SheetPage(
        frame=casework_frame(me, REPORTS),
        name=file.card.name,
        back=address(file.id, TIMELINE),
        made=with_year(desk().today()),
        lines=tuple(_lines(tx, file)),
        signatories=signatories_of(file),
    )


def _lines(tx: Transaction, file: CaseFile) -> Iterator[Printed]:
    """Read as a record is read: from the first day on, each with what was remarked later."""
    lines = lines_with_names(tx, file)
    remarks = remarks_in(lines)
    for name, line in reversed(list(lines.items())):
        said = tuple(remarked(each, file.committee) for each in remarks.get(name, ()))
        yield Printed(with_year(line.day), event(line, file.committee).in_one, said)
