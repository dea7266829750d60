"""The report form: what was posted, what is wrong with it, and what it says as values."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from config.questions.asked import Kind, Question
from config.questions.report import ANSWERS, FIRST_READER, LEFT_OUT, ONE, READERS, SOME, WHAT
from crypto.admission import Admission, Choice, Decision, admit_report
from crypto.message.said import Answer
from crypto.names import PersonId
from crypto.passcode.wordlist import WordList
from intake.filing import Draft, Pairs
from intake.forms.checks import Check, required
from intake.forms.fields import checks_of, field_of
from intake.forms.readers import offered, questions_about_readers
from intake.forms.typed import Posted
from intake.trust import Word

_LANGUAGE = "en"


class ReportForm:
    """`fields` is what the page draws. Answers to questions that do not apply are emptied."""

    def __init__(self, pairs: Pairs, word: Word, lists: Sequence[WordList]) -> None:
        self.word = word
        self.offered = offered(word)
        self._questions = (*questions_about_readers(self.offered), *ANSWERS)
        self.fields: Any = BaseForm(
            {
                each.name: field_of(each, word.manifest.company, *checks_of(each, lists))
                for each in self._questions
            }
        )
        self.fields.process(Posted(pairs))
        for question in self._questions:
            if self._is_answered_otherwise(question):
                self.fields[question.name].data = _nothing(question)

    def validate(self) -> bool:
        """Say what is wrong, beside the field where it is. True if nothing is."""
        checks: dict[str, list[Check]] = {
            each.name: [self._was_asked(each)] for each in ANSWERS if each.only_if
        }
        checks[READERS.name] = [required(_("Choose who should read your report"))]
        checks[LEFT_OUT.name] = [self._leaves_enough]
        checks[FIRST_READER.name] = [self._names_first_reader]
        checks[WHAT.name] = [required(_("Write what happened. One sentence is enough"))]
        return bool(self.fields.validate(checks))

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return everything that was filled in, as hidden fields carry it: always the same."""
        return tuple(
            (question.name, value)
            for question in self._questions
            for value in self._values(question)
        )

    def answer(self, question: Question) -> str | tuple[str, ...]:
        values = self._values(question)
        return tuple(values) if question.kind is Kind.SEVERAL else "".join(values)

    def choice(self) -> Choice:
        left_out = frozenset(PersonId(each) for each in self._values(LEFT_OUT))
        first = self._values(FIRST_READER)
        return Choice(left_out, PersonId(first[0]) if first else None)

    def decision(self) -> Decision:
        """Return who would get a key. Ask only when the form is valid: names must be known."""
        return admit_report(self.word.manifest, self.choice(), self.word.standing)

    def to_draft(self) -> Draft:
        answers = tuple(
            Answer(question.name, self.answer(question))
            for question in ANSWERS
            if self._values(question)
        )
        return Draft(_LANGUAGE, answers, self.choice())

    def _values(self, question: Question) -> list[str]:
        """Return what is filled in, each box once. Blanks alone are nothing."""
        data = self.fields[question.name].data or ""
        return list(dict.fromkeys(data)) if isinstance(data, list) else [data] * bool(data.strip())

    def _is_answered_otherwise(self, question: Question) -> bool:
        """Tell whether an answer closed this question. No answer at all closes nothing."""
        if question.only_if is None:
            return False
        given = self.fields[question.only_if.name]
        known = {choice.value for choice in given.choices}
        return given.data in known - question.only_if.codes

    def _leaves_enough(self, _form: Any, field: Any) -> None:
        if self.fields[READERS.name].data != SOME or SOME not in self.offered.ways:
            return
        if not field.data:
            raise StopValidation(_("Choose at least one person to leave out, or choose “No”"))
        if not isinstance(self.decision(), Admission):
            raise StopValidation(self._too_few(len(field.data)))

    def _too_few(self, left_out: int) -> str:
        if left_out == len(self.offered.everyone):
            says = _(
                "You have left everyone out. This form cannot deliver your report. "
                "See other ways to report"
            )
        else:
            says = _(
                "You have left too many people out. At least two must be able to read your "
                "report, and one of them must be from outside"
            )
        return str(says)

    def _names_first_reader(self, _form: Any, field: Any) -> None:
        if self.fields[READERS.name].data == ONE and not field.data:
            raise StopValidation(_("Choose one person to read it first"))

    def _was_asked(self, question: Question) -> Check:
        """Never drop in silence what somebody wrote below a question that they did not answer."""

        def check(_form: Any, field: Any) -> None:
            asks = self.fields[question.only_if.name] if question.only_if else field
            if field.data.strip() and not asks.data:
                raise StopValidation(
                    _("You wrote this, but did not answer the question above it. Answer that too")
                )

        return check


def read_report(pairs: Pairs, word: Word, lists: Sequence[WordList]) -> ReportForm:
    return ReportForm(pairs, word, lists)


def _nothing(question: Question) -> str | list[str]:
    return [] if question.kind is Kind.SEVERAL else ""
