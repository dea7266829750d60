"""Notes for legal advice, in two places by whose lawyers may read them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.privilege.labels import Client
from casework.complaints.forms.labelling import (
    GROUND_BOXES,
    NO_LABEL,
    TypedLabel,
    read_labelled,
    typed_label,
)
from casework.complaints.forms.writing import SHORT, too_long, words
from casework.complaints.records.grounds import Labelled
from casework.complaints.services.files import FileSeen, files_in
from casework.complaints.services.notes import notes_in
from casework.complaints.services.privilege.containers import part_to_write
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.talking import LONGEST_NOTE, Advice, note_privileged
from casework.complaints.views.assessing.precautions import KEEP, draft, purpose
from casework.complaints.views.evidence.files import file_anchor, file_title
from casework.complaints.views.notes import Note, having, note_in_words
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import FILES, PRIVILEGED, Heading, heading_of
from casework.complaints.views.parts.privilege import (
    CLIENTS,
    Ways,
    label_in_words,
    muzzles_in_words,
    unchosen,
    ways,
    wrong_with,
)
from casework.complaints.views.parts.refused import why_guests_wait
from casework.complaints.views.parts.showing import shown
from casework.complaints.views.pressing.fitting import holding
from casework.complaints.views.pressing.once import adds
from casework.complaints.views.privilege.audiences import names_of, who_should_not
from casework.complaints.views.speaking.papers import Papers, papers
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.questions.asked import asked
from config.rendering import Page, render
from crypto.keyring.casekeys import Part
from store.database import Transaction

advice = Blueprint("case-advice", __name__)

_PLACE: Final = f"{REPORTS}/<case>/{PRIVILEGED}"
_UNPROCESSABLE: Final = 422
CONTAINERS: Final[Mapping[Part, tuple[str, str]]] = {
    Part.PRIVILEGED: (
        asked("The committee’s counsel"),
        asked("Advice to the committee alone. The company’s counsel has no key for it."),
    ),
    Part.COMPANY: (
        asked("The company’s counsel"),
        asked("Advice to the company. The committee’s counsel can read it too."),
    ),
}


@dataclass(frozen=True, slots=True)
class Container:
    """What lies under one key, and who has that key."""

    title: str
    says: str
    names: str
    notes: tuple[Note, ...]
    files: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and is not saved."""

    text: str = ""
    about: str = ""
    problem: str = ""
    label: TypedLabel = NO_LABEL
    blanks: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_label(self) -> bool:
        """Say whether anything about a label stands in its boxes: then they are shown."""
        return self.label != NO_LABEL

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        plain = (("", self.problem),) if self.problem else ()
        return (*plain, *self.blanks.items(), *self.label.wrong.items())


@dataclass(frozen=True)
class PrivilegedPage(Page):
    template: ClassVar[str] = "complaints/privileged.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    containers: tuple[Container, ...]
    unlabelled: str
    should_not: str
    typed: Typed
    ways: Ways
    form: str
    looked: tuple[str, ...]
    has_looked: bool
    papers: Papers


@advice.get(_PLACE)
@opens_to(Right.CASES)
def show_privileged(case: str, me: SignedIn) -> ResponseReturnValue:
    typed = Typed(draft(), purpose()) if KEEP in request.args else Typed()
    return render(_page(case, me, typed))


@advice.post(_PLACE)
@opens_to(Right.CASES)
@holding(form=LONGEST_NOTE, **GROUND_BOXES)
@adds(PRIVILEGED)
def write_privileged(case: str, me: SignedIn) -> ResponseReturnValue:
    form = request.form
    if form.get("look"):
        return render(_page(case, me, Typed(), words(form, "form")))
    text, about = words(form, "advice"), words(form, "about")
    labelled = read_labelled(form, about)
    typed = _typed(text, about, labelled)
    if not typed.problems:
        typed = shown(me, case, lambda _tx, file: _refused(typed, file, labelled))
    if typed.problems:
        return render(_page(case, me, typed)), _UNPROCESSABLE
    given = Advice(text, about, labelled)
    if isinstance(note_privileged(desk(), me, case_at(case), given), NotThere):
        not_there()
    return go(address(case_at(case), PRIVILEGED))


def _typed(text: str, about: str, labelled: Labelled | None) -> Typed:
    label = typed_label(request.form)
    # Nobody can take back which of two was ticked, so whoever was told may go without a label.
    unsaid = {} if request.form.get("without") else unchosen(label, labelled)
    label = replace(label, wrong=wrong_with(label, labelled) | unsaid)
    return Typed(text, about, label=label, blanks=dict(_blanks(text, about)))


def _blanks(text: str, about: str) -> Iterator[tuple[str, str]]:
    wrong = {
        "about": too_long(request.form, "about", SHORT)
        or ("" if about else _("Say what the advice is about.")),
        "advice": too_long(request.form, "advice") or ("" if text else _("Write your note.")),
    }
    yield from ((box, str(says)) for box, says in wrong.items() if says)


def _not_theirs(file: CaseFile, labelled: Labelled | None) -> str:
    """Whoever reads the company's container alone claims nothing for the committee."""
    if part_to_write(having(file, PRIVILEGED), labelled) is not None:
        return ""
    return str(_("What you write here is for the company: choose it as the client."))


def _refused(typed: Typed, file: CaseFile, labelled: Labelled | None) -> Typed:
    problem = _not_theirs(file, labelled)
    if problem:
        return replace(typed, label=replace(typed.label, wrong={"client": problem}))
    return replace(typed, problem=why_guests_wait(file))


def _page(case: str, me: SignedIn, typed: Typed, form: str | None = None) -> PrivilegedPage:
    def read(tx: Transaction, file: CaseFile) -> PrivilegedPage:
        return PrivilegedPage(
            frame=casework_frame(me, REPORTS, wrong=bool(typed.problems)),
            head=heading_of(having(file, PRIVILEGED), PRIVILEGED),
            csrf=generate_csrf(),
            here=address(file.id, PRIVILEGED),
            containers=tuple(_containers(tx, file)),
            unlabelled=_unlabelled(file),
            should_not=who_should_not(tx, file),
            typed=typed,
            ways=_ways(file),
            form=form or "",
            looked=muzzles_in_words(form or ""),
            has_looked=form is not None,
            papers=papers(),
        )

    return shown(me, case, read)


def _containers(tx: Transaction, file: CaseFile) -> Iterator[Container]:
    """Yield those for which this reader has a key. For anybody else there is no other."""
    notes, files = notes_in(tx, file, Kind.PRIVILEGED), files_in(tx, file)
    for part, (title, says) in CONTAINERS.items():
        if file.ring.part(part) is not None:
            mine = tuple(note_in_words(each, file) for each in notes if each.part is part)
            theirs = tuple(_file(file, each) for each in files if each.kept_in is part)
            yield Container(str(_(title)), str(_(says)), names_of(file, part), mine, theirs)


def _file(file: CaseFile, each: FileSeen) -> tuple[str, str, str]:
    href = f"{address(file.id, FILES)}#{file_anchor(file, each)}"
    return file_title(file, each), href, label_in_words(each.labelled)


def _unlabelled(file: CaseFile) -> str:
    if file.ring.part(Part.PRIVILEGED) is None:
        return str(_("Without one the note is kept here all the same."))
    return str(_("Without one the note is for the committee’s counsel alone."))


def _ways(file: CaseFile) -> Ways:
    if file.ring.part(Part.PRIVILEGED) is not None:
        return ways()
    return ways(clients={Client.COMPANY: CLIENTS[Client.COMPANY]})
