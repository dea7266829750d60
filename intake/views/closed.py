"""What stands where the form would be when no report could be kept safe: why, and what to do."""

from dataclasses import dataclass
from typing import ClassVar

from flask_babel import gettext as _

from config.frames import IntakeFrame
from config.rendering import Page
from intake.desk import desk
from intake.law import Section, SectionId
from intake.trust import Closed, Why
from intake.views.frame import intake_frame


@dataclass(frozen=True)
class ClosedPage(Page):
    """There is no form, and never half of one."""

    template: ClassVar[str] = "closed.html"
    frame: IntakeFrame
    headline: str
    reason: str
    can_return: bool
    outside: Section


def closed_page(closed: Closed) -> Page:
    """Return the page for every address that would lead to the form."""
    headline, reason = _words(closed.why)
    return ClosedPage(
        frame=intake_frame(),
        headline=headline,
        reason=reason,
        can_return=closed.word is not None,
        outside=desk().law.section(SectionId.OUTSIDE),
    )


def _words(why: Why) -> tuple[str, str]:
    if why is Why.MISSING:
        return _("This form is not open yet"), _(
            "The audit committee has not finished setting it up."
            " Until it has, we could not keep your report safe, so we take none."
        )
    if why is Why.EXPIRED:
        return _("This form is closed for now"), _(
            "The audit committee’s keys are out of date."
            " Until it renews them, we could not keep your report safe, so we take none."
        )
    return _("This form is closed for now"), _(
        "We cannot be sure whose keys we have."
        " Until we are, we could not keep your report safe, so we take none."
    )
