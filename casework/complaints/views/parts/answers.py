"""A reporter's answers as they were given, beside the short form of each question."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Entry
from casework.desk import desk
from config.questions.asked import Question
from config.questions.entered import ENTERED
from config.questions.messages import MESSAGE, MESSAGES
from config.questions.report import ANSWERS, WHAT
from crypto.errors import CryptoError
from crypto.message.inner import answers_from_file
from crypto.message.said import Answer

_OWN_WORDS = (WHAT.name, MESSAGE.name)
PEOPLE = ("who", "witnesses")
"""Whom the reporter names, asked for names."""
KEY_FACTS = ("topics", "when", "still", "money", "proof")
"""What it is about, when it was, how much money it is, and where proof can be found."""
_ALL = {each.name: each for each in (*ANSWERS, *MESSAGES, *ENTERED)}


# What was asked, the answer, and whether it is in own words.
Rows: TypeAlias = tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The story, the short answers, and what was left open."""

    story: tuple[str, ...]
    rows: Rows
    not_said: tuple[str, ...]
    is_damaged: bool
    is_hidden: bool = False


def told(entry: Entry, without: Collection[str] = (), aside: Collection[str] = ()) -> Told:
    """Return a message in words; `without` some of its answers, for whoever may not see them.

    What stands `aside` is shown elsewhere on the page, and so is neither a row nor left open.
    """
    if entry.is_hidden:
        return Told((), (), (), is_damaged=False, is_hidden=True)
    answers = _answers(entry)
    if answers is None:
        return Told((), (), (), is_damaged=True)
    answers = tuple(each for each in answers if each.name not in without)
    by_name = {each.name: each for each in answers}
    story = [text for name in _OWN_WORDS for text in _lines(by_name.get(name))]
    beside = {*_OWN_WORDS, *aside}
    rows = tuple(_row(each) for each in answers if each.name not in beside)
    not_said = tuple(_short(each) for each in ANSWERS if each.name not in by_name)
    return Told(tuple(story), rows, not_said, is_damaged=False)


def rows_of(entry: Entry, names: Sequence[str]) -> Rows:
    """Return these answers in this order, as far as the reporter gave them."""
    by_name = {each.name: each for each in _answers(entry) or ()}
    return tuple(_row(by_name[name]) for name in names if name in by_name)


def own_words(entry: Entry) -> tuple[tuple[str, str, str], ...]:
    """Return what somebody can translate: each answer in own words, with its name and question."""
    found = (each for each in _answers(entry) or () if _is_own(each))
    return tuple((each.name, _short(_ALL[each.name]), "; ".join(_texts(each))) for each in found)


def _is_own(answer: Answer) -> bool:
    question = _ALL.get(answer.name)
    return question is not None and not question.options and any(_texts(answer))


def _answers(entry: Entry) -> tuple[Answer, ...] | None:
    try:
        return answers_from_file(entry.raw) if entry.raw and not entry.is_hidden else None
    except CryptoError:
        return None


def _lines(answer: Answer | None) -> Iterator[str]:
    if answer is not None:
        yield from filter(None, _texts(answer))


def _row(answer: Answer) -> tuple[str, str, bool]:
    question = _ALL.get(answer.name)
    if question is None or not question.options:
        term = answer.name if question is None else _short(question)
        return term, "; ".join(_texts(answer)), True
    texts = (str(_(question.text_of(each))) for each in _texts(answer))
    return _short(question), "; ".join(texts), False


def _texts(answer: Answer) -> tuple[str, ...]:
    return (answer.value,) if isinstance(answer.value, str) else answer.value


def _short(question: Question) -> str:
    return str(_(question.short, company=desk().settings.company))
