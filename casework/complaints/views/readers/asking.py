"""Asking for somebody to step back: what was typed stays until the one other reader is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from casework.complaints.forms.writing import too_long, words
from casework.complaints.services.readers.asking import LONGEST, ToldMe, Wish
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.heading import readers_of
from casework.complaints.views.parts.wording import name_of
from crypto.names import PersonId


@dataclass(frozen=True, slots=True)
class Asked:
    """What stood in the boxes."""

    about: str = ""
    to: str = ""
    why: str = field(default="", repr=False)

    @property
    def wish(self) -> Wish:
        return Wish(PersonId(self.about), PersonId(self.to), self.why)


@dataclass(frozen=True, slots=True)
class Told:
    """A note that only whoever is in can read."""

    id: str
    says: str
    why: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who can be chosen, and what was; and what others ask of whoever is in."""

    others: tuple[tuple[PersonId, str], ...]
    typed: Asked
    is_open: bool
    told: tuple[Told, ...]


def read_asked(form: Mapping[str, str]) -> Asked:
    return Asked(form.get("about", ""), form.get("to", ""), words(form, "why"))


def wrong_in_asked(asked: Asked, form: Mapping[str, str]) -> dict[str, str]:
    """Say beside each question what its answer lacks."""
    faults = {
        "ask-about": "" if asked.about else _("Choose who should step back."),
        "ask-to": _whom_to_tell(asked),
        "why-ask": too_long(form, "why", LONGEST) if asked.why else _("Say why."),
    }
    return {box: str(says) for box, says in faults.items() if says}


def _whom_to_tell(asked: Asked) -> str:
    if not asked.to:
        return str(_("Choose who is told."))
    if asked.to == asked.about:
        return str(_("Choose somebody else: whoever it is about is not told."))
    return ""


def asking_in(file: CaseFile, asked: Asked | None, notes: Iterable[ToldMe]) -> Asking:
    others = (who for who in readers_of(file) if who != file.me.person)
    named = tuple((who, name_of(file.committee, who)) for who in others)
    told = tuple(_told(file, each) for each in notes if each.case == file.id)
    return Asking(named, asked or Asked(), asked is not None, told)


def _told(file: CaseFile, note: ToldMe) -> Told:
    by, about = (name_of(file.committee, who) for who in (note.by, note.about))
    if note.by == note.about:
        says = _("%(by)s stepped back, and tells counsel alone why.", by=by)
        return Told(note.id.hex(), str(says), note.why)
    says = _("%(by)s asks for %(about)s to step back. Nobody else sees this.", by=by, about=about)
    return Told(note.id.hex(), str(says), note.why)
