"""The way back to a report: nine words in, and the answer is drawn at once.

No redirect, so that the words are in no address. Whether there is such a mailbox is
seen in the text alone: status, headers, cookie and size are the same, and so is the
work, for the inside of both pages is drawn and one of them is thrown away.
"""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from config.rendering import Page, draw, render
from crypto.mailbox.reading import Unknown
from crypto.passcode.outcomes import Understood
from crypto.passcode.parsing import parse
from intake.desk import desk
from intake.forms.come_back import (
    USE_FIELD,
    WORDS_FIELD,
    Trouble,
    kept_in_box,
    repairs_in_words,
    trouble_with,
)
from intake.trust import Word
from intake.views.mailbox.callers import Caller, answered, word_to_read_by
from intake.views.mailbox.doors import cannot_open_page, return_page, unknown_page
from intake.views.mailbox.talking import Said, messages_page

coming_back = Blueprint("coming_back", __name__)

RETURN = "/return"


@coming_back.get(RETURN)
def ask() -> ResponseReturnValue:
    return render(cannot_open_page() if word_to_read_by() is None else return_page())


@coming_back.post(RETURN)
def come_back() -> ResponseReturnValue:
    typed = _typed()
    lists = desk().word_lists
    reading = parse(typed, lists)
    if not isinstance(reading, Understood):
        return render(return_page(kept_in_box(typed, None, lists), trouble_with(reading, lists)))
    desk().gates.coming_back()
    if (word := word_to_read_by()) is None:
        return render(cannot_open_page())
    return _opened(reading, kept_in_box(typed, reading, lists), word)


def ask_again() -> Page:
    """Show the words in their box. One click on another site's words must open nothing."""
    says = _("This page was open for a long time. Compare the words, then open your report")
    typed = kept_in_box(_typed(), None, desk().word_lists)
    return return_page(typed, Trouble((says,)))


def _typed() -> str:
    return request.form.get(USE_FIELD) or request.form.get(WORDS_FIELD, "")


def _opened(reading: Understood, typed: str, word: Word) -> ResponseReturnValue:
    door = desk().conversation.door
    visit = door.come_back(reading.passcode, word)
    nothing = isinstance(visit.found, Unknown)
    repairs = repairs_in_words(reading.repaired)
    if_unknown = unknown_page(typed, repairs)
    if_known = messages_page(Caller(door.nobody if nothing else visit, word), Said(repairs))
    shown, other = (if_unknown, if_known) if nothing else (if_known, if_unknown)
    draw(other, other.inside)
    return answered(shown, visit.keys)
