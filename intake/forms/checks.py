"""What can be wrong with an answer, in sentences that say what to do about it."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeAlias

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.validators import StopValidation

from crypto.passcode.wordlist import WordList
from intake.forms.spotting import holds_passcode

# WTForms has no types of its own.
Check: TypeAlias = Callable[[Any, Any], None]


def required(says: str) -> Check:
    def check(_form: Any, field: Any) -> None:
        if not (field.data or "").strip():
            raise StopValidation(says)

    return check


def short_enough(longest: int) -> Check:
    """Count characters as people do: a line end is one, and so is a letter of any script."""

    def check(_form: Any, field: Any) -> None:
        over = len(field.data) - longest
        if over > 0:
            raise StopValidation(
                ngettext(
                    "Your text is too long by %(num)d character. "
                    "Shorten it, or send the rest as a message later",
                    "Your text is too long by %(num)d characters. "
                    "Shorten it, or send the rest as a message later",
                    over,
                )
            )

    return check


def no_passcode(lists: Sequence[WordList]) -> Check:
    def check(_form: Any, field: Any) -> None:
        if holds_passcode(field.data, lists):
            raise StopValidation(
                _("Your text seems to hold your passcode. Remove it before you send")
            )

    return check


def one_of(codes: Collection[str]) -> Check:
    """Refuse what this page does not offer: most likely the committee has changed since."""

    def check(_form: Any, field: Any) -> None:
        given = field.data if isinstance(field.data, list) else [field.data or ""]
        if not set(given) - {""} <= set(codes):
            raise StopValidation(_("The answers to choose from have changed. Choose again"))

    return check
