"""Tell some of the readers who one is: never by accident, and to nobody who was not ticked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from config.questions.asked import Kind, Option, Question, asked
from config.questions.messages import IDENTITY
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

NO = "no"
SURE = "sure"
_SURE = Question(
    SURE,
    Kind.ONE,
    asked("Do you want to send this now?"),
    "",
    options=(
        Option(NO, asked("No. Go back")),
        Option("yes", asked("Yes. Send it to the people I ticked")),
    ),
)
_TO = Question(
    "to",
    Kind.SEVERAL,
    asked("Who may know your name?"),
    "",
    asked("Only people you tick can open it"),
)


class IdentityForm:
    def __init__(self, pairs: Pairs, readers: Sequence[Named], lists: Sequence[WordList]) -> None:
        to = replace(_TO, options=tuple(Option(*each) for each in readers))
        self.fields: Any = BaseForm(
            {
                each.name: field_of(each, "", *checks_of(each, lists))
                for each in (to, IDENTITY, _SURE)
            }
        )
        self.fields.process(Posted(pairs))

    @property
    def is_declined(self) -> bool:
        """“No” needs no other answer, and nothing that stands beside it is looked at again."""
        return bool(self.fields[_SURE.name].data == NO)

    def validate(self) -> bool:
        checks: dict[str, list[Check]] = {
            _TO.name: [_someone],
            IDENTITY.name: [required(_("Write who you are, and how to reach you"))],
            _SURE.name: [required(_("Choose “Yes” or “No”"))],
        }
        return bool(self.fields.validate(checks))

    def note(self) -> Note:
        only_to = frozenset(PersonId(each) for each in self.fields[_TO.name].data)
        said = (Answer(IDENTITY.name, self.fields[IDENTITY.name].data),)
        return Note(Purpose.IDENTITY, said, only_to=only_to)


def _someone(_form: Any, field: Any) -> None:
    if not field.data:
        raise StopValidation(_("Choose who may know your name"))
