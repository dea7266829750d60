"""Who leads and seconds how many of the reports that one may read: no table, and no ranking."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Card, Standing
from casework.complaints.domain.clocks.casedays import OVER
from casework.complaints.services.queue import queue_of
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from casework.trust import Standing as Committee
from config.frames import CaseworkFrame
from config.rendering import Page, render

load = Blueprint("reports-load", __name__)

LOAD: Final = f"{REPORTS}/load"
_OPEN: Final = (Standing.NEW, Standing.US, Standing.REPORTER)
_MOST: Final = 1_000


@dataclass(frozen=True)
class LoadPage(Page):
    template: ClassVar[str] = "complaints/load.html"
    frame: CaseworkFrame
    loads: tuple[tuple[str, str], ...]
    back: str


@load.get(LOAD)
@opens_to(Right.CASES)
def show_load(me: SignedIn) -> ResponseReturnValue:
    cards = [each.card for each in queue_of(desk(), me, _OPEN, most=_MOST).seen]
    return render(LoadPage(casework_frame(me, REPORTS), _loads(cards), REPORTS))


def _loads(cards: list[Card]) -> tuple[tuple[str, str], ...]:
    """Name everybody who could lead, by the order of their names and not of their burden."""
    committee = desk().trust.now()
    if not isinstance(committee, Committee):
        return ()
    open_ones = [each for each in cards if each.status not in OVER]
    leads = Counter(each.lead for each in open_ones)
    seconds = Counter(each.second for each in open_ones)
    manifest = committee.manifest
    people = (each.id for each in (*manifest.members, *manifest.externals))
    return tuple(
        sorted((name_of(committee, who), _says(leads[who], seconds[who])) for who in people)
    )


def _says(leads: int, seconds: int) -> str:
    if not leads and not seconds:
        return str(_("Leads none, seconds none"))
    first = ngettext("Leads one", "Leads %(num)d", leads) if leads else _("Leads none")
    then = ngettext("seconds one", "seconds %(num)d", seconds) if seconds else _("seconds none")
    return f"{first}, {then}"
