"""What European rules ask of the committee, and how far it is met. While they are off: nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.european import (
    European,
    Requirement,
    Transcript,
)
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.europeans import Met, how_far_met
from casework.complaints.views.parts.addresses import not_there
from casework.desk import Desk, desk
from casework.frame import SETTINGS, casework_frame
from config.frames import CaseworkFrame
from config.questions.asked import asked
from config.rendering import Page, render

europe = Blueprint("europe", __name__)

EUROPE: Final = f"{SETTINGS}/europe"
_SITE: Final = asked("This site does it.")
_COUNSEL: Final = asked("Counsel’s words on the public pages must say it.")
_ASKED: Final[Mapping[Requirement, tuple[str, str]]] = {
    Requirement.IMPARTIAL_PERSON: (
        asked("Somebody without a stake keeps contact with the reporter and asks for more"),
        asked("Nobody leads before the conflict check is passed."),
    ),
    Requirement.ORAL_REPORTS: (
        asked("Reports by telephone, and in person on request"),
        asked("A member enters what was told; the reporter gets nine words to come back with."),
    ),
    Requirement.TRANSCRIPT: (
        asked("The reporter checks, mends and signs what was written down"),
        asked("Each report that was told by mouth has a page for it."),
    ),
    Requirement.ANONYMOUS_FOLLOW_UP: (
        asked("Reports without a name are followed up where national law says so"),
        asked("All reports are followed up alike."),
    ),
    Requirement.IDENTITY: (
        asked("The reporter’s name is told by consent, or by law with reasons sent before"),
        asked("The page of the name asks for one or the other before it is told further."),
    ),
    Requirement.DATA: (
        asked("No more about people is kept than is needed"),
        asked("Members see to it: what has nothing to do with the report is not written down."),
    ),
    Requirement.RECORDS: (asked("Records of reports are kept, and no longer than needed"), _SITE),
    Requirement.NO_RETALIATION: (
        asked("No retaliation, nor threats or attempts of it"),
        asked("Plans, check-ins, and a word by somebody free on what is planned."),
    ),
    Requirement.BURDEN: (
        asked("Whoever acts against a reporter must show that it was for another reason"),
        asked("It stands in counsel’s words; what is planned is put down with its reason."),
    ),
    Requirement.EXTERNAL_CHANNELS: (
        asked("The page names the channels of the authorities"),
        _COUNSEL,
    ),
    Requirement.PENALTIES: (
        asked("Hindering, retaliating and revealing a name are punished"),
        _COUNSEL,
    ),
}


@dataclass(frozen=True, slots=True)
class Asks:
    """One thing that is asked for, by which article, how it is met, and what is open."""

    what: str
    how: str
    article: str
    open: str


@dataclass(frozen=True)
class EuropePage(Page):
    template: ClassVar[str] = "complaints/europe.html"
    frame: CaseworkFrame
    is_on: bool
    late: str
    channels: str
    asks: tuple[Asks, ...]


@europe.get(EUROPE)
@opens_to(Right.HOLDER)
def show_europe(me: SignedIn) -> ResponseReturnValue:
    found = procedure_of(desk()).europe
    if not (found.is_on or found.is_wanted):
        not_there()
    met = how_far_met(desk(), me) if found.is_on else Met()
    return render(
        EuropePage(
            frame=casework_frame(me, SETTINGS),
            is_on=found.is_on,
            late=_late(met.late),
            channels=_channels(found),
            asks=tuple(_asks(each, met) for each in Requirement),
        )
    )


def european_row(site: Desk) -> str:
    """Return what Settings says of it: nothing, where it neither applies nor is on."""
    found = procedure_of(site).europe
    if found.is_on:
        return str(_("On."))
    if found.is_wanted:
        return str(_("Off. By the numbers in the procedure they apply: counsel switches them on."))
    return ""


def transcript_of(file: CaseFile) -> Transcript | None:
    """Return the record that the reporter may sign, where the rules are on."""
    is_on = file.rules.europe is not None
    return file.inside.watched.transcript if file.inside and is_on else None


def _late(late: int) -> str:
    if not late:
        return str(_("No day of the directive has passed in the reports that you read."))
    return str(
        ngettext(
            "A day of the directive has passed in one report that you read.",
            "A day of the directive has passed in %(num)d reports that you read.",
            late,
        )
    )


def _channels(found: European) -> str:
    if not found.own_channels:
        return ""
    return str(
        _(
            "With 250 workers or more, these have a channel of their own and cannot leave it "
            "to the group: %(countries)s.",
            countries=", ".join(found.own_channels),
        )
    )


def _asks(each: Requirement, met: Met) -> Asks:
    what, how = _ASKED[each]
    article = f"{each.value.rpartition(', ')[2].capitalize()}."
    return Asks(str(_(what)), str(_(how)), article, _open(each, met))


def _open(each: Requirement, met: Met) -> str:
    if each is Requirement.TRANSCRIPT and met.unsigned:
        return str(ngettext("One is not signed", "%(num)d are not signed", met.unsigned))
    if each is Requirement.IMPARTIAL_PERSON and met.without_lead:
        return str(
            ngettext(
                "One open report has no lead",
                "%(num)d open reports have no lead",
                met.without_lead,
            )
        )
    return ""
