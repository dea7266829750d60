"""Notes for the committee, and notes for legal advice: two places that never share a screen."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.forms.writing import words
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.complaints.services.talking import note, note_privileged
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import NOTES, PRIVILEGED, Heading, heading_of
from casework.complaints.views.parts.showing import shown
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import in_words
from crypto.keyring.casekeys import Part
from store.database import Transaction

notes = Blueprint("notes", __name__)

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Note:
    by: str
    when: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and is not saved."""

    text: str = ""
    about: str = ""
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


@dataclass(frozen=True)
class PrivilegedPage(Page):
    template: ClassVar[str] = "complaints/privileged.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    notes: tuple[Note, ...]
    typed: Typed


@notes.get(f"{REPORTS}/<case>/{NOTES}")
@opens_to(Right.CASES)
def show_notes(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(_of_committee(case, me, Typed()))


@notes.post(f"{REPORTS}/<case>/{NOTES}")
@opens_to(Right.CASES)
def write_note(case: str, me: SignedIn) -> ResponseReturnValue:
    text = words(request.form, "note")
    if not text:
        problem = _("Write your note first.")
        return render(_of_committee(case, me, Typed(problem=problem))), _UNPROCESSABLE
    if isinstance(note(desk(), me, case_at(case), text), NotThere):
        not_there()
    return go(address(case_at(case), NOTES))


@notes.get(f"{REPORTS}/<case>/{PRIVILEGED}")
@opens_to(Right.CASES)
def show_privileged(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(_for_counsel(case, me, Typed()))


@notes.post(f"{REPORTS}/<case>/{PRIVILEGED}")
@opens_to(Right.CASES)
def write_privileged(case: str, me: SignedIn) -> ResponseReturnValue:
    text, about = words(request.form, "advice"), words(request.form, "about")
    if not text or not about:
        problem = _("Say what the advice is about, and write your note.")
        typed = Typed(text, about, problem)
        return render(_for_counsel(case, me, typed)), _UNPROCESSABLE
    if isinstance(note_privileged(desk(), me, case_at(case), text, about), NotThere):
        not_there()
    return go(address(case_at(case), PRIVILEGED))


def _of_committee(case: str, me: SignedIn, typed: Typed) -> NotesPage:
    def read(tx: Transaction, file: CaseFile) -> NotesPage:
        return NotesPage(
            frame=casework_frame(me, REPORTS, wrong=bool(typed.problem)),
            head=heading_of(_having(file, Part.NOTES), NOTES),
            csrf=generate_csrf(),
            here=address(file.id, NOTES),
            notes=_notes(tx, file, Kind.NOTE),
            typed=typed,
        )

    return shown(me, case, read)


def _for_counsel(case: str, me: SignedIn, typed: Typed) -> PrivilegedPage:
    def read(tx: Transaction, file: CaseFile) -> PrivilegedPage:
        return PrivilegedPage(
            frame=casework_frame(me, REPORTS, wrong=bool(typed.problem)),
            head=heading_of(_having(file, Part.PRIVILEGED), PRIVILEGED),
            csrf=generate_csrf(),
            here=address(file.id, PRIVILEGED),
            notes=_notes(tx, file, Kind.PRIVILEGED),
            typed=typed,
        )

    return shown(me, case, read)


def _having(file: CaseFile, part: Part) -> CaseFile:
    """A part that was not granted is not there."""
    if file.ring.part(part) is None:
        not_there()
    return file


def _notes(tx: Transaction, file: CaseFile, kind: Kind) -> tuple[Note, ...]:
    return tuple(_note(each, file) for each in reversed(entries_of(tx, file, kind)))


def _note(entry: Entry, file: CaseFile) -> Note:
    name = name_of(file.committee, entry.by)
    return Note(name, in_words(entry.day), entry.about, entry.text)
