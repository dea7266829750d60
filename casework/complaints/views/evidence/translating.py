"""A translation of what a reporter wrote: entered beside the original, and marked by whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Entry
from casework.complaints.forms.translating import Typed, box_of, read_translation
from casework.complaints.forms.writing import count
from casework.complaints.services.evidence.translating import message_in, translate
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.answers import Told, own_words, told
from casework.complaints.views.parts.heading import CONVERSATION, TRANSLATE, Heading, heading_of
from casework.complaints.views.parts.refused import why_guests_wait
from casework.complaints.views.parts.showing import shown
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import in_words, with_year
from store.database import Transaction

translating = Blueprint("case-translating", __name__)

_PLACE = f"{REPORTS}/<case>/{TRANSLATE}/<number>"
_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Shown:
    """A translation as it stands beside the original."""

    head: str
    told: Told


@dataclass(frozen=True, slots=True)
class Box:
    """One answer of the reporter's, and what somebody writes beside it."""

    name: str
    asked: str
    original: str
    typed: str
    problem: str


@dataclass(frozen=True)
class TranslatePage(Page):
    template: ClassVar[str] = "complaints/translate.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    back: str
    when: str
    boxes: tuple[Box, ...]
    whose: str
    whose_wrong: str
    errors: tuple[tuple[str, str], ...]


@translating.get(_PLACE)
@opens_to(Right.CASES)
def show_form(case: str, number: str, me: SignedIn) -> ResponseReturnValue:
    page = shown(me, case, lambda tx, file: _page(tx, file, count(number), Typed(me.name)))
    return render(page)


@translating.post(_PLACE)
@opens_to(Right.CASES)
def keep(case: str, number: str, me: SignedIn) -> ResponseReturnValue:
    which = count(number)
    typed = shown(me, case, lambda tx, file: _read(file, _message(tx, file, which)))
    if typed.wrong:
        page = shown(me, case, lambda tx, file: _page(tx, file, which, typed))
        return render(page), _UNPROCESSABLE
    if isinstance(translate(desk(), me, case_at(case), typed.of(which)), NotThere):
        not_there()
    return go(address(case_at(case), CONVERSATION))


def shown_beside(file: CaseFile, translations: Sequence[Entry]) -> tuple[Shown, ...]:
    seen = (each for each in translations if not each.is_hidden)
    return tuple(Shown(by_whom(file, each), told(each)) for each in seen)


def by_whom(file: CaseFile, entry: Entry) -> str:
    """Mark it: whose work it is, and who put it here on which day."""
    said = _(
        "Translation by %(whose)s, entered by %(name)s, %(day)s",
        whose=entry.about,
        name=name_of(file.committee, entry.by),
        day=with_year(entry.day),
    )
    return str(said)


def place_of(file: CaseFile, message: Entry) -> str:
    """Return where it is translated, if there is anything in it to translate."""
    return address(file.id, f"{TRANSLATE}/{message.number}") if own_words(message) else ""


def _message(tx: Transaction, file: CaseFile, number: int) -> Entry:
    found = message_in(tx, file, number)
    if found is None or not own_words(found):
        not_there()
    return found


def _read(file: CaseFile, message: Entry) -> Typed:
    typed = read_translation(request.form, [name for name, *_rest in own_words(message)])
    waits = why_guests_wait(file)
    return replace(typed, wrong={"whose": waits}) if waits and not typed.wrong else typed


def _page(tx: Transaction, file: CaseFile, number: int, typed: Typed) -> TranslatePage:
    message = _message(tx, file, number)
    return TranslatePage(
        frame=casework_frame(file.me, REPORTS, wrong=bool(typed.wrong)),
        head=heading_of(file, CONVERSATION),
        csrf=generate_csrf(),
        here=address(file.id, f"{TRANSLATE}/{number}"),
        back=address(file.id, CONVERSATION),
        when=_("Written %(day)s.", day=in_words(message.day)),
        boxes=tuple(_boxes(message, typed)),
        whose=typed.whose,
        whose_wrong=typed.wrong.get("whose", ""),
        errors=tuple(typed.wrong.items()),
    )


def _boxes(message: Entry, typed: Typed) -> Iterator[Box]:
    for name, asked, original in own_words(message):
        box = box_of(name)
        yield Box(box, asked, original, typed.answers.get(name, ""), typed.wrong.get(box, ""))
