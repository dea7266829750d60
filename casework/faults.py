"""What a member sees when something went wrong: what was saved, and what to do."""

from dataclasses import dataclass
from typing import ClassVar

from flask_wtf.csrf import CSRFError

from config.faults import FaultPages
from config.frames import GateFrame
from config.rendering import Page
from store.errors import BusyError, FullError, UnavailableError


@dataclass(frozen=True)
class FaultPage(Page):
    frame: GateFrame


@dataclass(frozen=True)
class NotFoundPage(FaultPage):
    template: ClassVar[str] = "faults/not_found.html"


@dataclass(frozen=True)
class NotAllowedPage(FaultPage):
    template: ClassVar[str] = "faults/not_allowed.html"


@dataclass(frozen=True)
class NotUnderstoodPage(FaultPage):
    template: ClassVar[str] = "faults/not_understood.html"


@dataclass(frozen=True)
class StalePage(FaultPage):
    template: ClassVar[str] = "faults/stale.html"


@dataclass(frozen=True)
class TooLargePage(FaultPage):
    template: ClassVar[str] = "faults/too_large.html"


@dataclass(frozen=True)
class NoFilesPage(FaultPage):
    template: ClassVar[str] = "faults/no_files.html"


@dataclass(frozen=True)
class WaitPage(FaultPage):
    template: ClassVar[str] = "faults/wait.html"


@dataclass(frozen=True)
class ProblemPage(Page):
    template: ClassVar[str] = "faults/problem.html"


@dataclass(frozen=True)
class NotAvailablePage(Page):
    template: ClassVar[str] = "faults/not_available.html"


FAULTS = FaultPages(
    by_code={
        400: lambda: NotUnderstoodPage(GateFrame()),
        403: lambda: NotAllowedPage(GateFrame()),
        404: lambda: NotFoundPage(GateFrame()),
        413: lambda: TooLargePage(GateFrame()),
        415: lambda: NoFilesPage(GateFrame()),
        429: lambda: WaitPage(GateFrame()),
        500: ProblemPage,
        503: NotAvailablePage,
    },
    by_type={CSRFError: lambda: StalePage(GateFrame())},
    codes={BusyError: 429, FullError: 503, UnavailableError: 503},
)
