"""The pages that only tell. None of them needs a script, a cookie, or anything that was typed."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from urllib.parse import urlsplit

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from config.frames import IntakeFrame
from config.rendering import Page, render
from config.words import with_year
from intake.desk import desk
from intake.law import Section, SectionId
from intake.trust import Closed
from intake.views import frame as places
from intake.views.closed import closed_page
from intake.views.frame import intake_frame

pages = Blueprint("pages", __name__)


@dataclass(frozen=True)
class BeforePage(Page):
    template: ClassVar[str] = "before.html"
    frame: IntakeFrame
    company: str
    has_onion: bool


@dataclass(frozen=True)
class WorkDevicePage(Page):
    template: ClassVar[str] = "work_device.html"
    frame: IntakeFrame
    company: str
    address: str


@dataclass(frozen=True)
class StatusHelpPage(Page):
    template: ClassVar[str] = "status_help.html"
    frame: IntakeFrame
    promise: str | None


@dataclass(frozen=True)
class RightsPage(Page):
    template: ClassVar[str] = "rights.html"
    frame: IntakeFrame
    summary: Section
    sections: tuple[Section, ...]
    approvals: tuple[str, ...]
    is_draft: bool


@dataclass(frozen=True)
class OtherWaysPage(Page):
    template: ClassVar[str] = "other_ways.html"
    frame: IntakeFrame
    company: str
    postal_address: str
    telephone: str
    other_problems: str
    outside: Section


@dataclass(frozen=True)
class AccessibilityPage(Page):
    template: ClassVar[str] = "accessibility.html"
    frame: IntakeFrame
    telephone: str


@pages.get(places.BEFORE)
def show_before() -> ResponseReturnValue:
    word = desk().trust.now()
    if isinstance(word, Closed):
        return render(closed_page(word))
    settings = desk().settings
    return render(
        BeforePage(intake_frame(), settings.company, has_onion=settings.onion is not None)
    )


@pages.get(places.WORK_DEVICE)
def show_work_device() -> ResponseReturnValue:
    """Nothing notes that anybody came here."""
    word = desk().trust.now()
    if isinstance(word, Closed):
        return render(closed_page(word))
    settings = desk().settings
    address = urlsplit(settings.address).netloc
    return render(WorkDevicePage(intake_frame(), settings.company, address))


@pages.get(places.STATUS_HELP)
def show_status_help() -> ResponseReturnValue:
    word = desk().trust.now()
    promise = None if isinstance(word, Closed) else word.promise
    return render(StatusHelpPage(intake_frame(), promise))


@pages.get(places.RIGHTS)
def show_rights() -> ResponseReturnValue:
    law = desk().law
    summary = law.section(SectionId.SUMMARY)
    shown = (summary, *law.rights)
    return render(
        RightsPage(
            frame=intake_frame(),
            summary=summary,
            sections=law.rights,
            approvals=_approvals(shown),
            is_draft=any(each.approval is None for each in shown),
        )
    )


@pages.get(places.OTHER_WAYS)
def show_other_ways() -> ResponseReturnValue:
    settings = desk().settings
    return render(
        OtherWaysPage(
            frame=intake_frame(),
            company=settings.company,
            postal_address=settings.postal_address,
            telephone=settings.telephone,
            other_problems=settings.other_problems,
            outside=desk().law.section(SectionId.OUTSIDE),
        )
    )


@pages.get(places.ACCESSIBILITY)
def show_accessibility() -> ResponseReturnValue:
    return render(AccessibilityPage(intake_frame(), desk().settings.telephone))


def _approvals(sections: tuple[Section, ...]) -> tuple[str, ...]:
    """Return one line if one person approved it all on one day, else one for each section."""
    given = {each.approval for each in sections}
    approved = [(each.heading, each.approval) for each in sections if each.approval is not None]
    if len(given) == 1 and approved:
        approval = approved[0][1]
        return (_approved(approval.by, approval.on),)
    return tuple(
        f"{heading}: {_approved(approval.by, approval.on)}" for heading, approval in approved
    )


def _approved(by: str, on: date) -> str:
    said: str = _("Approved by %(name)s, %(day)s.", name=by, day=with_year(on))
    return said
