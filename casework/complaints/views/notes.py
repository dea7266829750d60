"""Notes for the committee, and notes for legal advice: two places that never share a screen."""

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Kind
from casework.complaints.forms.labelling import (
    NO_LABEL,
    TypedLabel,
    lacks_of,
    read_labelled,
    typed_label,
)
from casework.complaints.forms.writing import words
from casework.complaints.records.grounds import Labelled
from casework.complaints.services.notes import Kept, notes_in
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.talking import Advice, note, note_privileged
from casework.complaints.views.assessing.precautions import KEEP, draft, purpose
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import NOTES, PRIVILEGED, Heading, heading_of
from casework.complaints.views.parts.privilege import (
    BOXES,
    CLIENTS,
    LABELS,
    LACKS,
    MATERIALS,
    ROLES,
    grounds_in_words,
    label_in_words,
    label_of,
    muzzles_in_words,
)
from casework.complaints.views.parts.showing import shown
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.pressing.once import adds
from casework.complaints.views.speaking.papers import Papers, papers
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
    label: str
    grounds: str
    move_href: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and is not saved."""

    text: str = ""
    about: str = ""
    problem: str = ""
    label: TypedLabel = NO_LABEL


@dataclass(frozen=True, slots=True)
class Ways:
    """All choices of a label."""

    labels: tuple[tuple[str, str], ...]
    materials: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    clients: tuple[tuple[str, str], ...]


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
    ways: Ways
    form: str
    looked: tuple[str, ...]
    has_looked: bool
    papers: Papers


@notes.get(f"{REPORTS}/<case>/{NOTES}")
@opens_to(Right.CASES)
def show_notes(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(_of_committee(case, me, Typed()))


@notes.post(f"{REPORTS}/<case>/{NOTES}")
@opens_to(Right.CASES)
@adds(NOTES)
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
    asked = Typed(draft(), purpose()) if KEEP in request.args else Typed()
    return render(_for_counsel(case, me, asked))


@notes.post(f"{REPORTS}/<case>/{PRIVILEGED}")
@opens_to(Right.CASES)
@adds(PRIVILEGED)
def write_privileged(case: str, me: SignedIn) -> ResponseReturnValue:
    form = request.form
    if form.get("look"):
        return render(_for_counsel(case, me, Typed(), words(form, "form")))
    text, about = words(form, "advice"), words(form, "about")
    labelled = read_labelled(form, about)
    typed = _typed(text, about, labelled)
    if typed.problem:
        return render(_for_counsel(case, me, typed)), _UNPROCESSABLE
    advice = Advice(text, about, labelled)
    if isinstance(note_privileged(desk(), me, case_at(case), advice), NotThere):
        not_there()
    return go(address(case_at(case), PRIVILEGED))


def _typed(text: str, about: str, labelled: Labelled | None) -> Typed:
    """Say beside each box what a label lacks: marking alone protects nothing."""
    wrong = {BOXES[each]: str(_(LACKS[each])) for each in lacks_of(labelled)}
    label = replace(typed_label(request.form), wrong=wrong)
    if not text or not about:
        problem = str(_("Say what the advice is about, and write your note."))
        return Typed(text, about, problem, label)
    problem = str(_("The label lacks something.")) if wrong else ""
    return Typed(text, about, problem, label)


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


def _for_counsel(case: str, me: SignedIn, typed: Typed, form: str | None = None) -> PrivilegedPage:
    def read(tx: Transaction, file: CaseFile) -> PrivilegedPage:
        return PrivilegedPage(
            frame=casework_frame(me, REPORTS, wrong=bool(typed.problem)),
            head=heading_of(_having(file, Part.PRIVILEGED), PRIVILEGED),
            csrf=generate_csrf(),
            here=address(file.id, PRIVILEGED),
            notes=_notes(tx, file, Kind.PRIVILEGED),
            typed=typed,
            ways=_ways(),
            form=form or "",
            looked=muzzles_in_words(form or ""),
            has_looked=form is not None,
            papers=papers(),
        )

    return shown(me, case, read)


def _having(file: CaseFile, part: Part) -> CaseFile:
    """A part that was not granted is not there."""
    if file.ring.part(part) is None:
        not_there()
    return file


def _notes(tx: Transaction, file: CaseFile, kind: Kind) -> tuple[Note, ...]:
    return tuple(_note(each, file) for each in notes_in(tx, file, kind))


def _note(kept: Kept, file: CaseFile) -> Note:
    entry = kept.entry
    labelled = label_of(entry.raw) if entry.kind is Kind.PRIVILEGED else None
    return Note(
        name_of(file.committee, entry.by),
        in_words(entry.day),
        entry.about if entry.kind is Kind.PRIVILEGED else "",
        entry.text,
        label_in_words(labelled),
        grounds_in_words(labelled),
        f"{address(file.id, NOTES)}/{kept.which}/move" if file.inside else "",
    )


def _ways() -> Ways:
    return Ways(
        labels=tuple((each.value, str(_(words))) for each, words in LABELS.items()),
        materials=tuple((each.value, str(_(words))) for each, words in MATERIALS.items()),
        roles=tuple((each.value, str(_(words))) for each, words in ROLES.items()),
        clients=tuple((each.value, str(_(words))) for each, words in CLIENTS.items()),
    )
