"""Notes for the committee alone. Those for legal advice never share a screen with them."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Kind
from casework.complaints.forms.writing import too_long, words
from casework.complaints.services.notes import Kept, notes_in
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.talking import note
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import NOTES, Heading, heading_of, may_go
from casework.complaints.views.parts.privilege import grounds_in_words, label_in_words
from casework.complaints.views.parts.showing import shown
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.pressing.once import adds
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import in_words
from store.database import Transaction

notes = Blueprint("notes", __name__)

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Note:
    by: str
    when: str
    about: str
    text: str
    label: str
    grounds: str
    move_href: str
    label_href: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and is not saved."""

    text: str = ""
    problem: str = ""


@dataclass(frozen=True)
class NotesPage(Page):
    template: ClassVar[str] = "complaints/notes.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    notes: tuple[Note, ...]
    typed: Typed


@notes.get(f"{REPORTS}/<case>/{NOTES}")
@opens_to(Right.CASES)
def show_notes(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(_page(case, me, Typed()))


@notes.post(f"{REPORTS}/<case>/{NOTES}")
@opens_to(Right.CASES)
@adds(NOTES)
def write_note(case: str, me: SignedIn) -> ResponseReturnValue:
    text = words(request.form, "note")
    problem = too_long(request.form, "note") if text else str(_("Write your note first."))
    if problem:
        return render(_page(case, me, Typed(text, problem))), _UNPROCESSABLE
    if isinstance(note(desk(), me, case_at(case), text), NotThere):
        not_there()
    return go(address(case_at(case), NOTES))


def _page(case: str, me: SignedIn, typed: Typed) -> NotesPage:
    def read(tx: Transaction, file: CaseFile) -> NotesPage:
        return NotesPage(
            frame=casework_frame(me, REPORTS, wrong=bool(typed.problem)),
            head=heading_of(having(file, NOTES), NOTES),
            csrf=generate_csrf(),
            here=address(file.id, NOTES),
            notes=tuple(note_in_words(each, file) for each in notes_in(tx, file, Kind.NOTE)),
            typed=typed,
        )

    return shown(me, case, read)


def having(file: CaseFile, place: str) -> CaseFile:
    """A part that was not granted is not there."""
    if not may_go(file, place):
        not_there()
    return file


def note_in_words(kept: Kept, file: CaseFile) -> Note:
    """Only who reads all of a case moves a note, or labels it."""
    entry, here = kept.entry, f"{address(file.id, NOTES)}/{kept.which}"
    is_advice = entry.kind is Kind.PRIVILEGED
    labelled = kept.labelled if is_advice else None
    return Note(
        name_of(file.committee, entry.by),
        in_words(entry.day),
        entry.about if is_advice else "",
        entry.text,
        label_in_words(labelled),
        grounds_in_words(labelled),
        f"{here}/move" if file.inside else "",
        f"{here}/label" if file.inside and is_advice else "",
    )
