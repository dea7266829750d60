"""What somebody adds to a report: an answer, more information, and who may read from now on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from config.questions.asked import Kind, OnlyIf, Option, Question, asked
from config.questions.messages import MESSAGE
from crypto.mailbox.token import Purpose
from crypto.message.said import Answer
from crypto.names import PersonId
from crypto.passcode.wordlist import WordList
from intake.conversation.notes import Note
from intake.filing import Pairs
from intake.forms.checks import Check, required
from intake.forms.fields import checks_of, field_of
from intake.forms.readers import Named
from intake.forms.typed import Posted

_NO, _YES = "no", "yes"
_NARROW = Question(
    "narrow",
    Kind.ONE,
    asked("Has anything changed about who should read this?"),
    "",
    asked("The person may have read earlier parts already"),
    (Option(_NO, asked("No")), Option(_YES, asked("Yes. Leave someone out from now on"))),
)
_LEFT_OUT = Question(
    "left_out",
    Kind.SEVERAL,
    asked("Who should be left out?"),
    "",
    asked("Only if you chose Yes"),
    only_if=OnlyIf(_NARROW.name, frozenset({_YES})),
)
_FIRST = replace(MESSAGE, asks=asked("Write to us"))
_MORE = replace(MESSAGE, asks=asked("What do you want to add?"), hint="")


class AnswerForm:
    """The box on the page of messages. Before anybody wrote there is nothing to answer."""

    def __init__(self, pairs: Pairs, lists: Sequence[WordList], *, is_answer: bool = True) -> None:
        asks = MESSAGE if is_answer else _FIRST
        self.fields: Any = BaseForm({asks.name: field_of(asks, "", *checks_of(asks, lists))})
        self.fields.process(Posted(pairs))

    def validate(self) -> bool:
        checks: dict[str, list[Check]] = {MESSAGE.name: [required(_("Write your message first"))]}
        return bool(self.fields.validate(checks))

    def note(self) -> Note:
        return Note(Purpose.FOLLOW_UP, _said(self.fields))


class AddForm:
    """More of everything. Files come behind these fields, in the same form."""

    def __init__(self, pairs: Pairs, readers: Sequence[Named], lists: Sequence[WordList]) -> None:
        left_out = replace(_LEFT_OUT, options=tuple(Option(*each) for each in readers))
        questions = (_MORE, _NARROW, left_out)
        self.fields: Any = BaseForm(
            {each.name: field_of(each, "", *checks_of(each, lists)) for each in questions}
        )
        self.fields.process(Posted(pairs))
        if self.fields[_NARROW.name].data != _YES:
            self.fields[_LEFT_OUT.name].data = []

    def validate(self) -> bool:
        return bool(self.fields.validate({_LEFT_OUT.name: [self._names_someone]}))

    @property
    def says_nothing(self) -> bool:
        """Tell whether only a file could make this worth sending."""
        return not _said(self.fields) and not self._left_out

    def refuse_emptiness(self) -> None:
        self._refuse(MESSAGE.name, _("Write something or add a file"))

    def refuse_too_few(self) -> None:
        self._refuse(
            _LEFT_OUT.name,
            _("At least two must be able to read it, and one of them must be from outside"),
        )

    def note(self) -> Note:
        return Note(Purpose.FOLLOW_UP, _said(self.fields), self._left_out)

    @property
    def _left_out(self) -> frozenset[PersonId]:
        return frozenset(PersonId(each) for each in self.fields[_LEFT_OUT.name].data)

    def _names_someone(self, _form: Any, field: Any) -> None:
        if self.fields[_NARROW.name].data == _YES and not field.data:
            raise StopValidation(_("Choose at least one person to leave out, or choose “No”"))

    def _refuse(self, name: str, says: str) -> None:
        field = self.fields[name]
        field.errors = [*field.errors, says]


def _said(fields: Any) -> tuple[Answer, ...]:
    text = fields[MESSAGE.name].data
    return (Answer(MESSAGE.name, text),) if text.strip() else ()
