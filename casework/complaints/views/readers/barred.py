"""What whoever may not act in a case is told, whatever they tried; and what they can do instead."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import SignedIn
from casework.complaints.services.readers.acting import MayNotActError
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.reading.pages import seen_before
from casework.complaints.views.parts.addresses import address, not_there
from casework.complaints.views.parts.heading import CONFLICTS, PEOPLE
from casework.complaints.views.readers.barring import why_barred
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from casework.members.views.visitor import visitor
from config.frames import CaseworkFrame
from config.rendering import Page, render
from store.database import Transaction

barred = Blueprint("case-barred", __name__)

_FORBIDDEN: Final = 403


@dataclass(frozen=True)
class BarredPage(Page):
    template: ClassVar[str] = "complaints/readers/barred.html"
    frame: CaseworkFrame
    name: str
    says: str
    typed: tuple[str, ...]
    step_back_href: str
    ask_href: str
    conflicts_href: str
    back: str


@barred.app_errorhandler(MayNotActError)
def show_barred(fault: MayNotActError) -> ResponseReturnValue:
    """Say so in one place for all deeds. What was typed is given back: nothing of it was kept."""
    me = visitor()
    page = seen_before(desk(), me, fault.case, _page) if isinstance(me, SignedIn) else None
    return (render(page), _FORBIDDEN) if page else not_there()


def _page(_tx: Transaction, file: CaseFile) -> BarredPage:
    return BarredPage(
        frame=casework_frame(file.me, REPORTS, wrong=True),
        name=file.card.name,
        says=why_barred(file) or str(_("Others who read this report can do that.")),
        typed=tuple(_typed()),
        step_back_href=address(file.id, "step-back"),
        ask_href=address(file.id, PEOPLE),
        conflicts_href=address(file.id, CONFLICTS),
        back=address(file.id),
    )


def _typed() -> Iterator[str]:
    """Give back what people write in words; what is chosen or hidden is no loss."""
    for name, value in request.form.items(multi=True):
        if name != "was" and " " in value.strip():
            yield value
