"""Two words from the reporter's own copy: the one moment at which a slip of the pen costs nothing.

Half of all reporters lose their passcode on this page elsewhere. So the way on
asks for the copy, not for the page.
"""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, ValidationError

from crypto.passcode.issuing import Passcode
from crypto.passcode.wordlist import WordList
from intake.forms.typed import clean

SECOND, SIXTH = 1, 5


def _clean(typed: str | None) -> str:
    return clean(typed or "")


class ReadBackForm(FlaskForm):  # type: ignore[misc]  # the library ships no types
    second = StringField(
        _l("Type the second word from your copy"),
        [InputRequired(_l("Type the second word from your copy"))],
        filters=[_clean],
    )
    sixth = StringField(
        _l("Type the sixth word from your copy"),
        [InputRequired(_l("Type the sixth word from your copy"))],
        filters=[_clean],
    )

    def __init__(self, passcode: Passcode, lists: Sequence[WordList], **more: object) -> None:
        super().__init__(**more)
        self._passcode = passcode
        self._lists = lists

    def validate_second(self, field: StringField) -> None:
        if not self._is_word(SECOND, field.data):
            raise ValidationError(
                _l(
                    "That is not the second word. Look at your copy again. "
                    "If it does not match the words above, fix your copy"
                )
            )

    def validate_sixth(self, field: StringField) -> None:
        if not self._is_word(SIXTH, field.data):
            raise ValidationError(
                _l(
                    "That is not the sixth word. Look at your copy again. "
                    "If it does not match the words above, fix your copy"
                )
            )

    def _is_word(self, place: int, typed: str) -> bool:
        return self._passcode.indices[place] in set(_numbers(typed, self._lists))


def _numbers(typed: str, lists: Iterable[WordList]) -> Iterable[int]:
    """Take what the page of return would take: any case, and the first four letters."""
    word = "".join(letter for letter in typed.casefold() if letter.isalpha())
    return (number for of in lists if word and (number := of.number(word)) is not None)
