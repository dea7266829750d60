"""What to say to somebody who types 33 words from a sheet, one of which is wrong."""

from collections.abc import Sequence
from typing import TypeAlias

from config.questions.asked import asked
from config.questions.saying import Sentence, saying
from crypto.recovery import (
    SHARE_WORDS,
    MoreNeeded,
    TooLong,
    UnknownWord,
    WrongChecksum,
    WrongLength,
)

Mistake: TypeAlias = UnknownWord | WrongLength | WrongChecksum | TooLong
_MEMBERS = (
    asked("at least one sheet of a member"),
    asked("at least two sheets of members"),
    asked("at least three sheets of members"),
    asked("at least four sheets of members"),
)
_OUTSIDE = (
    asked("at least one sheet from outside"),
    asked("at least two sheets from outside"),
    asked("at least three sheets from outside"),
)


def mistake_in_words(mistake: Mistake) -> Sentence:
    """Return what to look at on the paper."""
    if isinstance(mistake, UnknownWord):
        text = asked("Word %(place)d is on no sheet. Compare it with the paper.")
        return saying(text, place=mistake.position)
    if isinstance(mistake, WrongLength):
        return saying(
            "You typed 1 word. A sheet has %(all)d.",
            "You typed %(num)d words. A sheet has %(all)d.",
            num=mistake.words,
            all=SHARE_WORDS,
        )
    if isinstance(mistake, WrongChecksum):
        return saying("Every word exists, but one is not what is printed. Compare each one.")
    return saying("That is far more than one sheet. Type one sheet at a time.")


def missing_in_words(missing: MoreNeeded) -> Sentence:
    inside, outside = _some(missing.members, _MEMBERS), _some(missing.outsiders, _OUTSIDE)
    if inside and outside:
        return saying("Still needed: %(inside)s and %(outside)s.", inside=inside, outside=outside)
    return saying("Still needed: %(some)s.", some=inside or outside or "")


def _some(number: int, words: Sequence[str]) -> Sentence | None:
    """No committee asks for more than four sheets of its members, and three are given outside."""
    return saying(words[min(number, len(words)) - 1]) if number else None
