"""The pages on this side of the words: where they are entered, and where one is without them."""

from dataclasses import dataclass
from typing import ClassVar

from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from config.frames import IntakeFrame
from config.rendering import Page
from intake.desk import desk
from intake.forms.come_back import Offer, Trouble
from intake.views.frame import intake_frame


@dataclass(frozen=True)
class ReturnPage(Page):
    template: ClassVar[str] = "mailbox/return.html"
    inside: ClassVar[str] = "mailbox/return_inside.html"
    frame: IntakeFrame
    csrf: str
    words: str
    errors: tuple[str, ...]
    offers: tuple[Offer, ...]
    repairs: tuple[str, ...]
    months: int


@dataclass(frozen=True)
class CannotOpenPage(Page):
    template: ClassVar[str] = "mailbox/cannot_open.html"
    frame: IntakeFrame


@dataclass(frozen=True)
class SignedOutPage(Page):
    template: ClassVar[str] = "mailbox/signed_out.html"
    frame: IntakeFrame
    headline: str
    lead_text: str


def return_page(
    words: str = "", trouble: Trouble | None = None, repairs: tuple[str, ...] = ()
) -> ReturnPage:
    trouble = trouble or Trouble(())
    frame = intake_frame(wrong=bool(trouble.says))
    months = desk().settings.mailbox_months
    return ReturnPage(frame, generate_csrf(), words, trouble.says, trouble.offers, repairs, months)


def unknown_page(words: str = "", repairs: tuple[str, ...] = ()) -> ReturnPage:
    """Say one thing of what never was and of what was removed."""
    says = _(
        "We could not open a report with this passcode. Compare it with your copy. "
        "If a report is very old it may have been closed and removed"
    )
    return return_page(words, Trouble((says,)), repairs)


def cannot_open_page() -> CannotOpenPage:
    return CannotOpenPage(intake_frame())


def signed_out_page() -> SignedOutPage:
    return SignedOutPage(
        intake_frame(),
        _("You were signed out to keep you safe"),
        _("No one used this page for 30 minutes. What you had not sent is gone."),
    )


def goodbye_page() -> SignedOutPage:
    return SignedOutPage(
        intake_frame(),
        _("You are signed out"),
        _("Do you still have your nine words? You need them to come back."),
    )
