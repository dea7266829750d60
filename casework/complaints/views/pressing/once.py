"""Forms that add something: pressed twice, or sent again after a lost answer, they add it once.

A view says so in one line. Whoever comes with the press of before is led to where the first one
was led; a form that says nothing of what was drawn with it is shown again, with all that it holds.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import ClassVar, Final, TypeAlias

from flask import request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from casework.access import SignedIn
from casework.complaints.forms.once import NOT_TYPED, ONCE, press_of, read_once
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.reading.once import was_done
from casework.complaints.views.parts.addresses import address, case_at, go
from casework.complaints.views.parts.showing import shown
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from store.database import Transaction

View: TypeAlias = Callable[[str, SignedIn], ResponseReturnValue]

_UNPROCESSABLE: Final = 422
_ADDS: Final = "adds_to"


@dataclass(frozen=True)
class AgainPage(Page):
    template: ClassVar[str] = "complaints/again.html"
    frame: CaseworkFrame
    csrf: str
    action: str
    fields: tuple[tuple[str, str], ...]
    typed: tuple[str, ...]
    back: str


def adds(place: str) -> Callable[[View], View]:
    """Let a view add to a case once for each press. `place` is where it leads afterwards."""

    def mark(view: View) -> View:
        @wraps(view)
        def once(case: str, me: SignedIn) -> ResponseReturnValue:
            drawn, at = read_once(request.form.get(ONCE, "")), case_at(case)
            if drawn is None:
                return render(shown(me, case, _again)), _UNPROCESSABLE
            me = replace(me, press=press_of(drawn, at, request.form.items(multi=True)))
            return go(address(at, place)) if was_done(desk(), me, at) else view(case, me)

        setattr(once, _ADDS, place)
        return once

    return mark


def adds_to(view: object) -> str | None:
    """Return where a view leads that adds something; a test holds each form to it."""
    return getattr(view, _ADDS, None)


def _again(_tx: Transaction, file: CaseFile) -> AgainPage:
    fields = [each for each in request.form.items(multi=True) if each[0] not in NOT_TYPED]
    return AgainPage(
        frame=casework_frame(file.me, REPORTS, wrong=True),
        csrf=generate_csrf(),
        action=request.path,
        fields=tuple(fields),
        typed=tuple(value for name, value in fields if name != "was" and " " in value.strip()),
        back=address(file.id),
    )
