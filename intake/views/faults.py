"""What a person sees when something went wrong: what it means for the report, and what to do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from flask import request
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import HTTPException

from config.faults import FaultPages
from config.frames import IntakeFrame
from config.hardening import UPLOAD_LANE
from config.rendering import Page
from intake.forms.typed import clean
from intake.views.frame import intake_frame
from intake.views.lane import fields_taken
from intake.views.mailbox import DRAWN_AGAIN
from intake.views.mailbox.coming_back import RETURN
from store.errors import BusyError, FullError, StoreError, UnavailableError

_TOKEN = "csrf_token"  # noqa: S105  # the name of a form field

# A form with files has another address than the same form without them.
_WITHOUT_FILES = {"/upload/report": "/report/files", "/upload/message": "/messages"}

Answers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NotFoundPage(Page):
    template: ClassVar[str] = "not_found.html"
    frame: IntakeFrame


@dataclass(frozen=True)
class NotUnderstoodPage(Page):
    template: ClassVar[str] = "not_understood.html"
    frame: IntakeFrame


@dataclass(frozen=True)
class TooLargePage(Page):
    template: ClassVar[str] = "too_large.html"
    frame: IntakeFrame


@dataclass(frozen=True)
class NoFilesPage(Page):
    template: ClassVar[str] = "no_files.html"
    frame: IntakeFrame


@dataclass(frozen=True)
class AgainPage(Page):
    """The same answers travel in hidden fields, so that a second press loses nothing."""

    frame: IntakeFrame
    action: str
    token: str
    answers: Answers


@dataclass(frozen=True)
class StalePage(AgainPage):
    template: ClassVar[str] = "stale.html"


@dataclass(frozen=True)
class WaitPage(AgainPage):
    template: ClassVar[str] = "wait.html"


@dataclass(frozen=True)
class KeptPage(AgainPage):
    """Something failed behind a form. What was typed stays, and can be sent again."""

    template: ClassVar[str] = "kept.html"


@dataclass(frozen=True)
class KeptWordsPage(AgainPage):
    """Something failed on the way back to a report, where nothing is sent."""

    template: ClassVar[str] = "mailbox/kept_words.html"


@dataclass(frozen=True)
class WaitToLookPage(Page):
    template: ClassVar[str] = "wait_to_look.html"
    frame: IntakeFrame
    address: str


@dataclass(frozen=True)
class ProblemPage(Page):
    template: ClassVar[str] = "problem.html"


@dataclass(frozen=True)
class NotAvailablePage(Page):
    template: ClassVar[str] = "not_available.html"


def _stale() -> Page:
    """Show what would be sent, since it may be another site's words that a person sends here.

    Behind the words no click is ready-made: such a form is drawn again as its own page.
    """
    if (own := DRAWN_AGAIN.get(request.path)) is not None:
        try:
            return own()
        except StoreError:
            return _kept_or(NotAvailablePage)()
    _, answers = _posted()
    return StalePage(intake_frame(), request.path, generate_csrf(), answers)


def _wait() -> Page:
    if request.method != "POST":
        return WaitToLookPage(intake_frame(), request.path)
    # The token goes back as it came: a page that waits must not turn a bad one into a good one.
    token, answers = _posted()
    return WaitPage(intake_frame(), request.path, token, answers)


def _again_to() -> str:
    return _WITHOUT_FILES.get(request.path, request.path)


def kept_page(action: str, answers: Answers) -> KeptPage:
    """Return the page for a form whose body was taken by hand, and so can be read once only."""
    return KeptPage(intake_frame(), action, generate_csrf(), answers)


def _kept_or(plain: Callable[[], Page]) -> Callable[[], Page]:
    """Keep what was typed, whatever failed; where nothing was, the plain page will do."""

    def page() -> Page:
        token, answers = _posted() if request.method == "POST" else ("", ())
        kept = KeptWordsPage if request.path == RETURN else KeptPage
        return kept(intake_frame(), _again_to(), token, answers) if answers else plain()

    return page


def _posted() -> tuple[str, Answers]:
    posted = [(clean(name), clean(value)) for name, value in _fields()]
    token = next((value for name, value in posted if name == _TOKEN), "")
    return token, tuple((name, value) for name, value in posted if name != _TOKEN)


def _fields() -> Iterable[tuple[str, str]]:
    if request.path.startswith(UPLOAD_LANE):
        return fields_taken()
    try:
        return tuple(request.form.items(multi=True))
    except HTTPException:  # a body that we refuse to read: too large, or with a file in it
        return ()


FAULTS = FaultPages(
    by_code={
        400: lambda: NotUnderstoodPage(intake_frame()),
        404: lambda: NotFoundPage(intake_frame()),
        413: lambda: TooLargePage(intake_frame()),
        415: lambda: NoFilesPage(intake_frame()),
        429: _wait,
        500: _kept_or(ProblemPage),
        503: _kept_or(NotAvailablePage),
    },
    by_type={CSRFError: _stale},
    codes={BusyError: 429, FullError: 503, UnavailableError: 503},
)
