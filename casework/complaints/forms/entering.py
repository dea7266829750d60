"""A report as somebody took it down, read from a form once; and two words that were read back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from casework.complaints.forms.deciding import read_day
from casework.complaints.forms.writing import NO_DAY, TypedDay, too_long, typed_day, words
from casework.complaints.services.assessing.entering import Entered
from config.questions.entered import CHANNEL, NAMED
from config.questions.report import ABOUT
from crypto.names import PersonId
from crypto.passcode.issuing import Passcode
from crypto.passcode.wordlist import WordList

SECOND, SIXTH = 1, 5
_CHANNELS = frozenset(option.code for option in CHANNEL.options)
_YES_OR_NO = frozenset(option.code for option in NAMED.options)
_TOPICS = frozenset(option.code for option in ABOUT.questions[0].options)


@dataclass(frozen=True, slots=True)
class TypedReport:
    """What stands in the boxes, so that nothing typed is lost."""

    channel: str = ""
    named: str = ""
    heard: TypedDay = NO_DAY
    words: str = field(default="", repr=False)
    topics: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def typed_report(form: Mapping[str, str], several: Mapping[str, Sequence[str]]) -> TypedReport:
    return TypedReport(
        form.get("channel", ""),
        form.get("named", ""),
        typed_day(form, "heard"),
        words(form, "words"),
        tuple(several["topics"]),
        tuple(several["left_out"]),
    )


def read_entered(form: Mapping[str, str], typed: TypedReport, today: date) -> Entered | None:
    """Read a report. Without a way, a day up to today and words there is none."""
    heard = read_day(form, "heard")
    is_chosen = typed.channel in _CHANNELS and typed.named in _YES_OR_NO
    is_whole = is_chosen and typed.words and heard is not None
    if not is_whole or heard is None or heard > today:
        return None
    topics = tuple(each for each in typed.topics if each in _TOPICS)
    left_out = frozenset(PersonId(each) for each in typed.left_out)
    return Entered(typed.channel, typed.named, heard, typed.words, topics, left_out)


def wrong_in(
    form: Mapping[str, str], typed: TypedReport, today: date, people: Collection[str]
) -> dict[str, str]:
    """Say beside each box what it lacks."""
    heard = read_day(form, "heard")
    has_been = heard is not None and heard <= today
    faults = {
        "channel": "" if typed.channel in _CHANNELS else _("Say how it came."),
        "heard": "" if has_been else _("Write a day that has been, such as 3 14 2026."),
        "named": "" if typed.named in _YES_OR_NO else _("Say whether they gave their name."),
        "words": too_long(form, "words") if typed.words else _("Write what you heard."),
        "left_out": "" if {*typed.left_out} <= {*people} else _("Choose whom they leave out."),
    }
    return {box: str(says) for box, says in faults.items() if says}


def is_read_back(form: Mapping[str, str], passcode: Passcode, of: WordList) -> bool:
    """Say whether both words are those of the copy; the first four letters of each are enough."""
    asked = ((SECOND, form.get("second", "")), (SIXTH, form.get("sixth", "")))
    return all(_is_word(passcode, place, typed, of) for place, typed in asked)


def _is_word(passcode: Passcode, place: int, typed: str, of: WordList) -> bool:
    word = "".join(letter for letter in typed.casefold() if letter.isalpha())
    return bool(word) and of.number(word) == passcode.indices[place]
