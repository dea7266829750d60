"""Texts longer than what they go into: nothing is cut without a word, and nothing is typed twice.

A view names its boxes and how much each of them holds. Whoever typed more sees the whole of it
once more, beside by how much it is too long; all else that the form said is carried along.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import ClassVar, Final, ParamSpec

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import SignedIn
from casework.complaints.forms.once import NOT_TYPED, ONCE
from casework.complaints.forms.writing import too_long, words
from casework.complaints.views.parts.addresses import address, case_at, not_there
from casework.complaints.views.parts.showing import shown_before
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.questions.asked import asked
from config.rendering import Page, render

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

_UNPROCESSABLE: Final = 422
_HOLDS: Final = "boxes_hold"
_ASKED: Final[Mapping[str, str]] = {
    "about": asked("For legal advice about"),
    "basis": asked("On what basis?"),
    "came_of_it": asked("What came of it?"),
    "form": asked("The words of the form"),
    "how": asked("If it could: how is it done without showing it?"),
    "lawyer": asked("Which lawyer?"),
    "litigation": asked("Which dispute is expected?"),
    "name": asked("Name"),
    "outside": asked("Who decided outside this system?"),
    "reason": asked("Why?"),
    "to_whom": asked("Who gets it there?"),
    "told_why": asked("Why is the chief financial officer told?"),
    "what": asked("What is to be done?"),
    "whom": asked("Who is to know it?"),
    "why": asked("Why?"),
}
_OTHERS: Final = asked("What you wrote")


@dataclass(frozen=True, slots=True, repr=False)
class TooMuch:
    """A box with all that was typed into it."""

    name: str
    label: str
    text: str
    error: str


@dataclass(frozen=True)
class ShortenPage(Page):
    template: ClassVar[str] = "complaints/shorten.html"
    frame: CaseworkFrame
    csrf: str
    action: str
    boxes: tuple[TooMuch, ...]
    errors: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    back: str


def holding(asks: Mapping[str, str] | None = None, /, **most: int) -> Callable[[View[P]], View[P]]:
    """Say how many letters each box of a form holds, and what it asks if not what others do."""
    labels = {**_ASKED, **(asks or {})}

    def mark(view: View[P]) -> View[P]:
        @wraps(view)
        def whole_or_not(*places: P.args, **named: P.kwargs) -> ResponseReturnValue:
            boxes = tuple(_too_much(most, labels))
            if boxes:
                return _shorten(boxes, named.get("me"), named.get("case"))
            return view(*places, **named)

        setattr(whole_or_not, _HOLDS, most)
        return whole_or_not

    return mark


def boxes_of(view: object) -> Mapping[str, int]:
    """Return how much the boxes of a view hold; a test fills each of them to the brim."""
    held: Mapping[str, int] = getattr(view, _HOLDS, {})
    return held


def _too_much(most: Mapping[str, int], labels: Mapping[str, str]) -> Iterator[TooMuch]:
    for name, letters in most.items():
        error = too_long(request.form, name, letters)
        if error:
            label = str(_(labels.get(name, _OTHERS)))
            yield TooMuch(name, label, words(request.form, name), error)


def _shorten(boxes: tuple[TooMuch, ...], me: object, case: object) -> ResponseReturnValue:
    """Show the boxes again, to whoever may read the case that they are about."""
    if not isinstance(me, SignedIn):
        not_there()
    names = NOT_TYPED - {ONCE} | {each.name for each in boxes}
    page = ShortenPage(
        frame=casework_frame(me, REPORTS, wrong=True),
        csrf=generate_csrf(),
        action=request.path,
        boxes=boxes,
        errors=tuple((each.name, each.error) for each in boxes),
        fields=tuple(each for each in request.form.items(multi=True) if each[0] not in names),
        back=address(case_at(case)) if isinstance(case, str) else REPORTS,
    )
    if isinstance(case, str):
        page = shown_before(me, case, lambda _tx, _file: page)
    return render(page), _UNPROCESSABLE
