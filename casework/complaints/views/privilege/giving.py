"""The page on which something gets a label: what it is, who reads each place, grounds, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from flask import request
from flask_babel import gettext as _

from casework.complaints.forms.labelling import (
    GROUND_BOXES,
    NO_LABEL,
    TypedLabel,
    read_labelled,
    typed_again,
    typed_label,
)
from casework.complaints.forms.writing import SHORT, words
from casework.complaints.records.grounds import Labelled
from casework.complaints.services.privilege.labelling import (
    Facts,
    Given,
    Lacking,
    Outcome,
    Overtaken,
)
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import not_there
from casework.complaints.views.parts.heading import Heading
from casework.complaints.views.parts.privilege import Ways, wrong_in_words, wrong_with
from casework.complaints.views.privilege.advice import CONTAINERS
from casework.complaints.views.privilege.audiences import names_of
from config.frames import CaseworkFrame
from config.questions.asked import asked
from config.rendering import Page
from crypto.keyring.casekeys import Part

_LONGEST: Final = 200
LABEL_BOXES: Final = {"about": SHORT, "why": _LONGEST, **GROUND_BOXES}
_PLACES: Final[Mapping[Part, str]] = {
    Part.EVIDENCE: asked("With the other files"),
    **{part: title for part, (title, _says) in CONTAINERS.items()},
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where it may lie, who reads there, and whether it lies there now."""

    title: str
    names: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What is labelled: a note with its words, or a file with what it is."""

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
    title: str
    which: str
    subject: Subject | None
    is_fact: bool
    places: tuple[Place, ...]
    hint: str
    typed: Typed
    ways: Ways


def given_in_form(which: str, *, is_advice: bool) -> tuple[Given, Typed]:
    """Read a label, with everything that it lacks. Advice is always about something."""
    form = request.form
    about, why = words(form, "about"), words(form, "why")
    given = Given(which, read_labelled(form, about), about, why)
    label, blanks = typed_label(form), dict(_blanks(given, is_advice=is_advice))
    wrong = {**wrong_with(label, given.labelled), **blanks}
    return given, Typed(about, why, replace(label, wrong=wrong))


def _blanks(given: Given, *, is_advice: bool) -> Iterator[tuple[str, str]]:
    if is_advice and not given.about:
        yield "about", str(_("Say what the advice is about."))
    if not given.why:
        yield "why", str(_("Say why. It stands in the timeline."))


def after(typed: Typed, outcome: Outcome) -> Typed:
    """Nothing of what was typed is lost, whatever came between."""
    if isinstance(outcome, NotThere):
        not_there()
    if isinstance(outcome, Lacking):
        wrong = wrong_in_words(outcome.lacks)
        return replace(typed, label=replace(typed.label, wrong=wrong))
    says = ""
    if isinstance(outcome, Overtaken):
        says = str(_("Somebody else labelled or moved it just now. Look where it is first."))
    if isinstance(outcome, Facts):
        says = str(_("Facts are not privileged: keep them outside."))
    return replace(typed, problem=says)


def typed_before(labelled: Labelled | None, about: str) -> Typed:
    return Typed(about=about, label=typed_again(labelled))


def places_of(file: CaseFile, here: Part | None, *, is_advice: bool) -> tuple[Place, ...]:
    """Return each place with the names of those who read there, the one where it lies marked."""
    parts = [part for part in _PLACES if part in CONTAINERS or not is_advice]
    return tuple(Place(str(_(_PLACES[part])), names_of(file, part), part is here) for part in parts)
