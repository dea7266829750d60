"""Which keys do what: off until somebody asks for them, since one letter is soon hit."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.frame import KEYBOARD, casework_frame
from casework.members.views.visitor import go, keep_keys
from config.frames import CaseworkFrame
from config.questions.asked import asked
from config.rendering import Page, render

keyboard = Blueprint("keyboard", __name__)

_KEYS: Final = (
    ("g t", asked("To Today")),
    ("g r", asked("To the reports")),
    ("/", asked("To search")),
    ("j", asked("To the next row")),
    ("k", asked("To the row before")),
    ("Enter", asked("Open the row")),
    ("n", asked("To the notes of this report")),
    ("r", asked("To the conversation of this report")),
    ("l", asked("Lock now")),
    ("?", asked("To this page")),
)


@dataclass(frozen=True)
class KeyboardPage(Page):
    template: ClassVar[str] = "members/keyboard.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    is_on: bool
    keys: tuple[tuple[str, str], ...]


@keyboard.get(KEYBOARD)
@opens_to(Right.SIGNED_IN)
def show_keys(me: SignedIn) -> ResponseReturnValue:
    frame = casework_frame(me, KEYBOARD)
    keys = tuple((key, str(_(words))) for key, words in _KEYS)
    return render(KeyboardPage(frame, generate_csrf(), KEYBOARD, frame.keys, keys))


@keyboard.post(KEYBOARD)
@opens_to(Right.SIGNED_IN)
def choose_keys(me: SignedIn) -> ResponseReturnValue:
    is_on = request.form.get("on") == "1"
    return go(KEYBOARD) if is_on == me.keys else keep_keys(go(KEYBOARD), on=is_on)
