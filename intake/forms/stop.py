"""Stop, withdraw, or remove: choose first, then once more on a page that names the effect."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from wtforms.form import BaseForm

from config.questions.asked import Kind, Option, Question, asked
from config.questions.messages import CLOSE, REMOVE, WITHDRAW, YES
from crypto.mailbox.state import Standing
from crypto.mailbox.token import Purpose
from crypto.message.said import Answer
from crypto.passcode.wordlist import WordList
from intake.conversation.notes import Note
from intake.filing import Pairs
from intake.forms.checks import Check, required
from intake.forms.fields import checks_of, field_of
from intake.forms.typed import Posted


class Wish(StrEnum):
    MISTAKE = "mistake"
    WITHDRAW = "withdraw"
    CLOSE = "close"


_WISH = Question(
    "wish",
    Kind.ONE,
    asked("What do you want to do?"),
    "",
    options=(
        Option(Wish.MISTAKE, asked("I sent something by mistake that could show who I am")),
        Option(Wish.WITHDRAW, asked("I want to take my report back")),
        Option(Wish.CLOSE, asked("I want to close this mailbox for good")),
    ),
)


class WishForm:
    """What was withdrawn cannot be withdrawn again."""

    def __init__(self, pairs: Pairs, *, is_withdrawn: bool) -> None:
        gone = {Wish.WITHDRAW} if is_withdrawn else set()
        left = tuple(each for each in _WISH.options if each.code not in gone)
        wish = replace(_WISH, options=left)
        self.fields: Any = BaseForm({wish.name: field_of(wish, "", *checks_of(wish, ()))})
        self.fields.process(Posted(pairs))

    def validate(self) -> bool:
        checks: dict[str, list[Check]] = {
            _WISH.name: [required(_("Choose what you want to do"))],
        }
        return bool(self.fields.validate(checks))

    @property
    def wish(self) -> Wish:
        return Wish(self.fields[_WISH.name].data)


class MistakeForm:
    def __init__(self, pairs: Pairs, lists: Sequence[WordList]) -> None:
        self.fields: Any = BaseForm({REMOVE.name: field_of(REMOVE, "", *checks_of(REMOVE, lists))})
        self.fields.process(Posted(pairs))

    def validate(self) -> bool:
        checks: dict[str, list[Check]] = {REMOVE.name: [required(_("Write which part it was"))]}
        return bool(self.fields.validate(checks))

    def note(self) -> Note:
        return Note(Purpose.STOP, (Answer(REMOVE.name, self.fields[REMOVE.name].data),))


def withdrawal() -> Note:
    return Note(Purpose.STOP, (Answer(WITHDRAW.name, YES),), then=Standing.WITHDRAWN)


def closing() -> Note:
    return Note(Purpose.STOP, (Answer(CLOSE.name, YES),), then=Standing.CLOSED)
