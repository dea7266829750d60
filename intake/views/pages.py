"""The pages that only tell: start, other ways to report, and the way out."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from config.frames import IntakeFrame
from config.rendering import Page, render
from intake.desk import desk
from intake.views.frame import LEAVE, OTHER_WAYS, START, intake_frame

pages = Blueprint("pages", __name__)


@dataclass(frozen=True)
class HomePage(Page):
    template: ClassVar[str] = "home.html"
    frame: IntakeFrame
    company: str


@dataclass(frozen=True)
class OtherWaysPage(Page):
    template: ClassVar[str] = "other_ways.html"
    frame: IntakeFrame
    company: str
    postal_address: str
    telephone: str
    other_problems: str


@pages.get(START)
def show_home() -> ResponseReturnValue:
    return render(HomePage(intake_frame(), desk().settings.company))


@pages.get(OTHER_WAYS)
def show_other_ways() -> ResponseReturnValue:
    settings = desk().settings
    return render(
        OtherWaysPage(
            frame=intake_frame(),
            company=settings.company,
            postal_address=settings.postal_address,
            telephone=settings.telephone,
            other_problems=settings.other_problems,
        )
    )


@pages.get(LEAVE)
def leave() -> Response:
    """Go somewhere neutral. The browser drops its copies of our pages; Back may show them yet."""
    return Response(
        status=303,
        headers={
            "Location": desk().settings.neutral_site,
            "Clear-Site-Data": '"cache", "storage"',
        },
    )
