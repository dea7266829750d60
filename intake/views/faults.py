"""What a person sees when something went wrong: what it means for the report, and what to do."""

from dataclasses import dataclass
from typing import ClassVar

from flask import request

from config.faults import PageMaker
from config.frames import IntakeFrame
from config.rendering import Page
from intake.views.frame import intake_frame

_TOKEN = "csrf_token"  # noqa: S105  # the name of a form field


@dataclass(frozen=True)
class NotFoundPage(Page):
    template: ClassVar[str] = "not_found.html"
    frame: IntakeFrame


@dataclass(frozen=True)
class StalePage(Page):
    template: ClassVar[str] = "stale.html"
    frame: IntakeFrame


@dataclass(frozen=True)
class TooLargePage(Page):
    template: ClassVar[str] = "too_large.html"
    frame: IntakeFrame


@dataclass(frozen=True)
class WaitPage(Page):
    """The same answers travel in hidden fields, so that waiting loses nothing."""

    template: ClassVar[str] = "wait.html"
    frame: IntakeFrame
    action: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ProblemPage(Page):
    template: ClassVar[str] = "problem.html"


@dataclass(frozen=True)
class NotAvailablePage(Page):
    template: ClassVar[str] = "not_available.html"


def _wait() -> WaitPage:
    posted = request.form.items(multi=True)
    answers = tuple((name, value) for name, value in posted if name != _TOKEN)
    return WaitPage(intake_frame(), request.path, answers)


FAULTS: dict[int, PageMaker] = {
    400: lambda: StalePage(intake_frame()),
    404: lambda: NotFoundPage(intake_frame()),
    413: lambda: TooLargePage(intake_frame()),
    415: lambda: TooLargePage(intake_frame()),
    429: _wait,
    500: ProblemPage,
    503: NotAvailablePage,
}
