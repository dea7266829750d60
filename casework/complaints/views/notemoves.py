"""Move a note: both audiences on one page, by name, and a reason, before anybody else reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Kind
from casework.complaints.forms.writing import SHORT, words
from casework.complaints.services.notes import Kept, Move, find_note, move_note
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import (
    NOTES,
    PRIVILEGED,
    Heading,
    heading_of,
)
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.pressing.fitting import holding
from casework.complaints.views.privilege.audiences import Audience, audience_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import in_words
from store.database import Transaction

notemoves = Blueprint("note-moves", __name__)

_PLACE: Final = f"{REPORTS}/<case>/{NOTES}/<which>/move"
_PLACES: Final = {Kind.NOTE: NOTES, Kind.PRIVILEGED: PRIVILEGED}
_UNPROCESSABLE: Final = 422


@dataclass(frozen=True, slots=True)
class Typed:
    why: str = ""
    about: str = ""
    tells: bool = False


@dataclass(frozen=True)
class MoveNotePage(Page):
    template: ClassVar[str] = "complaints/move_note.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    back: str
    by: str
    when: str
    text: str
    now: Audience
    then: Audience
    asks_about: bool
    typed: Typed
    wrong: Mapping[str, str]


@notemoves.get(_PLACE)
@opens_to(Right.CASES)
def show_move(case: str, which: str, me: SignedIn) -> ResponseReturnValue:
    return render(_page(case, which, me, Typed()))


@notemoves.post(_PLACE)
@opens_to(Right.CASES)
@holding(why=SHORT, about=SHORT)
def move(case: str, which: str, me: SignedIn) -> ResponseReturnValue:
    typed = Typed(words(request.form, "why"), words(request.form, "about"), tells=True)
    page = _page(case, which, me, typed)
    if page.wrong:
        return render(page), _UNPROCESSABLE
    # Whoever moved it in the same moment did what was wanted.
    move_note(desk(), me, case_at(case), Move(which, typed.why, typed.about))
    return go(page.back)


def _page(case: str, which: str, me: SignedIn, typed: Typed) -> MoveNotePage:
    def read(tx: Transaction, file: CaseFile) -> MoveNotePage:
        kept = find_note(tx, file, which)
        if kept is None:
            not_there()
        return _of(file, kept, typed)

    return shown_whole(me, case, read)


def _of(file: CaseFile, kept: Kept, typed: Typed) -> MoveNotePage:
    entry, place = kept.entry, _PLACES[kept.entry.kind]
    asks = kept.goes_to is Kind.PRIVILEGED
    wrong = dict(_missing(typed, asks=asks)) if typed.tells else {}
    return MoveNotePage(
        frame=casework_frame(file.me, REPORTS, wrong=bool(wrong)),
        head=heading_of(file, place),
        csrf=generate_csrf(),
        here=f"{address(file.id, NOTES)}/{kept.which}/move",
        back=address(file.id, place),
        by=name_of(file.committee, entry.by),
        when=in_words(entry.day),
        text=entry.text,
        now=audience_of(file, kept.part),
        then=audience_of(file, kept.goes_under),
        asks_about=asks,
        typed=typed,
        wrong=wrong,
    )


def _missing(typed: Typed, *, asks: bool) -> Iterator[tuple[str, str]]:
    if asks and not typed.about:
        yield "about", str(_("Say what the advice is about."))
    if not typed.why:
        yield "why", str(_("Say why it is moved."))
