"""Label a note for legal advice: every audience by name, the grounds, and a reason."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Kind
from casework.complaints.forms.labelling import (
    NO_LABEL,
    TypedLabel,
    read_labelled,
    typed_again,
    typed_label,
)
from casework.complaints.forms.writing import words
from casework.complaints.services.notes import Kept, find_note
from casework.complaints.services.privilege.labelling import (
    Given,
    Lacking,
    Outcome,
    Overtaken,
    label_note,
)
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import NOTES, PRIVILEGED, Heading, heading_of
from casework.complaints.views.parts.privilege import Ways, ways, wrong_in_words
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.privilege.advice import CONTAINERS
from casework.complaints.views.privilege.audiences import names_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import in_words
from crypto.keyring.casekeys import Part
from store.database import Transaction

labelling = Blueprint("case-labelling", __name__)

_NOTE: Final = f"{REPORTS}/<case>/{NOTES}/<which>/label"
_UNPROCESSABLE: Final = 422
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where it may lie, who reads there, and whether it lies there now."""

    title: str
    names: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What is labelled: a note, with its words."""

    title: str
    by: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    about: str = ""
    why: str = ""
    label: TypedLabel = NO_LABEL
    problem: str = ""

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        return (*((("", self.problem),) if self.problem else ()), *self.label.wrong.items())


@dataclass(frozen=True)
class LabelPage(Page):
    template: ClassVar[str] = "complaints/privilege/label.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    back: str
    subject: Subject | None
    places: tuple[Place, ...]
    hint: str
    typed: Typed
    ways: Ways


@labelling.get(_NOTE)
@opens_to(Right.CASES)
def show_note(case: str, which: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_of_note, which, None)))


@labelling.post(_NOTE)
@opens_to(Right.CASES)
def give_note(case: str, which: str, me: SignedIn) -> ResponseReturnValue:
    given, typed = _given(which)
    if not typed.problems:
        typed = _after(typed, label_note(desk(), me, case_at(case), given))
    if typed.problems:
        return render(shown_whole(me, case, partial(_of_note, which, typed))), _UNPROCESSABLE
    return go(address(case_at(case), PRIVILEGED))


def _given(which: str) -> tuple[Given, Typed]:
    form = request.form
    about, why = words(form, "about")[:_LONGEST], words(form, "why")[:_LONGEST]
    given = Given(which, read_labelled(form, about), about, why)
    wrong = {**wrong_in_words(given.lacks), **dict(_blanks(given))}
    return given, Typed(about, why, replace(typed_label(form), wrong=wrong))


def _blanks(given: Given) -> Iterator[tuple[str, str]]:
    if not given.about:
        yield "about", str(_("Say what the advice is about."))
    if not given.why:
        yield "why", str(_("Say why. It stands in the timeline."))


def _after(typed: Typed, outcome: Outcome) -> Typed:
    """Nothing of what was typed is lost, whatever came between."""
    if isinstance(outcome, NotThere):
        not_there()
    if isinstance(outcome, Lacking):
        wrong = wrong_in_words(outcome.lacks)
        return replace(typed, label=replace(typed.label, wrong=wrong))
    if isinstance(outcome, Overtaken):
        says = _("Somebody else labelled or moved it just now. Look where it is first.")
        return replace(typed, problem=str(says))
    return typed


def _of_note(which: str, typed: Typed | None, tx: Transaction, file: CaseFile) -> LabelPage:
    kept = find_note(tx, file, which)
    if typed is None and (kept is None or kept.entry.kind is not Kind.PRIVILEGED):
        not_there()
    typed = typed or _typed_before(kept)
    return LabelPage(
        frame=casework_frame(file.me, REPORTS, wrong=bool(typed.problems)),
        head=heading_of(file, PRIVILEGED),
        csrf=generate_csrf(),
        here=f"{address(file.id, NOTES)}/{which}/label",
        back=address(file.id, PRIVILEGED),
        subject=None if kept is None else _note(file, kept),
        places=tuple(_place(file, part, kept) for part in CONTAINERS),
        hint=str(_("Without one the note is for the committee’s counsel alone.")),
        typed=typed,
        ways=ways(),
    )


def _typed_before(kept: Kept | None) -> Typed:
    if kept is None:
        return Typed()
    return Typed(about=kept.entry.about, label=typed_again(kept.labelled))


def _note(file: CaseFile, kept: Kept) -> Subject:
    entry = kept.entry
    return Subject(
        str(_("Label this note")),
        name_of(file.committee, entry.by),
        in_words(entry.day),
        entry.text,
    )


def _place(file: CaseFile, part: Part, kept: Kept | None) -> Place:
    title, _says = CONTAINERS[part]
    return Place(str(_(title)), names_of(file, part), kept is not None and kept.part is part)
