"""A question as a field of a form, with the checks that belong to it wherever it is asked."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import RadioField, SelectChoice, SelectMultipleField, StringField, TextAreaField

from config.questions.asked import Kind, Option, Question
from crypto.passcode.wordlist import WordList
from intake.forms.checks import Check, no_passcode, one_of, short_enough

_KINDS = {
    Kind.LINE: StringField,
    Kind.TEXT: TextAreaField,
    Kind.ONE: RadioField,
    Kind.SEVERAL: SelectMultipleField,
}


def field_of(question: Question, company: str, *checks: Check) -> Any:
    """Return a field that WTForms has yet to bind. The words are in the reader's language."""
    said: dict[str, Any] = {
        "label": _(question.asks, company=company),
        "description": _(question.hint) if question.hint else "",
        "validators": checks,
    }
    if question.kind in {Kind.LINE, Kind.TEXT}:
        return _KINDS[question.kind](default="", render_kw={"limit": question.longest}, **said)
    # What was not offered is refused by a check of ours, in words of ours.
    return _KINDS[question.kind](choices=_choices(question.options), validate_choice=False, **said)


def checks_of(question: Question, lists: Sequence[WordList]) -> Iterator[Check]:
    """Yield what every answer to this question must pass."""
    if question.kind in {Kind.LINE, Kind.TEXT}:
        yield short_enough(question.longest)
        yield no_passcode(lists)
    else:
        yield one_of([option.code for option in question.options])


def _choices(options: Sequence[Option]) -> list[Any]:
    return [SelectChoice(option.code, _(option.text)) for option in options]
