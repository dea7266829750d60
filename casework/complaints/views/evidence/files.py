"""The files of a case: what each is and whence it came, and the way to an original."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar, Final
from urllib.parse import quote

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.deeds import Did, Line
from casework.complaints.domain.case.evidence import Shape
from casework.complaints.forms.bringing import NOTHING_TYPED, TypedFile
from casework.complaints.forms.writing import too_long, words
from casework.complaints.services.deeds import timeline
from casework.complaints.services.files import FileSeen, files_in, is_about, open_original
from casework.complaints.services.readers.acting import Deed, is_barred, is_too_late
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import address, case_at, not_there
from casework.complaints.views.parts.heading import FILES, Heading, heading_of, may_go
from casework.complaints.views.parts.privilege import grounds_in_words, label_in_words
from casework.complaints.views.parts.showing import shown
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.privilege.audiences import names_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.questions.asked import asked
from config.rendering import Page, render
from config.words import in_words, with_year
from store.database import Transaction

files = Blueprint("case-files", __name__)

_PLACE = f"{REPORTS}/<case>/{FILES}"
_LONGEST_WHY: Final = 200
_UNPROCESSABLE = 422
_KILO, _MEGA = 1_000, 1_000_000
SHAPES: Final[Mapping[Shape, str]] = {
    Shape.ORIGINAL: asked("As it came"),
    Shape.CLEANED: asked("A cleaned copy, without hidden details"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    id: str
    which: str
    title: str
    name: str
    facts: tuple[tuple[str, str], ...]
    sha256: str
    is_claimed: bool
    custody_href: str
    label_href: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed about one more file, and what is said about all of it."""

    file: TypedFile = NOTHING_TYPED
    problem: str = ""

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        return (*((("", self.problem),) if self.problem else ()), *self.file.wrong.items())


@dataclass(frozen=True, slots=True)
class Adding:
    """The form for one more file."""

    action: str
    typed: TypedFile
    problems: tuple[tuple[str, str], ...]
    shapes: tuple[tuple[str, str], ...]
    limit: int


@dataclass(frozen=True)
class FilesPage(Page):
    template: ClassVar[str] = "complaints/files.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    files: tuple[Shown, ...]
    is_whole: bool
    wrong: str
    problem: str
    why: str
    adding: Adding | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose original was asked for without a reason, or what was typed about one more file."""

    wrong: str = ""
    says: str = ""
    why: str = field(default="", repr=False)
    typed: Typed | None = None


@files.get(_PLACE)
@opens_to(Right.CASES)
def show_files(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown(me, case, partial(_page, me, Asked())))


@files.post(_PLACE)
@opens_to(Right.CASES)
def open_file(case: str, me: SignedIn) -> ResponseReturnValue:
    which, why = request.form.get("file", ""), words(request.form, "why")
    says = (
        too_long(request.form, "why", _LONGEST_WHY) if why else _("Say why you need the original.")
    )
    if says:
        asked_for = Asked(which, str(says), why)
        return render(shown(me, case, partial(_page, me, asked_for))), _UNPROCESSABLE
    original = open_original(desk(), me, case_at(case), which, why)
    if original is None:
        not_there()
    # Nothing that a stranger sent is drawn by this site: a browser may only keep it.
    return Response(
        original.pieces,
        mimetype="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(original.name, safe='')}",
            "Content-Length": str(original.size),
        },
    )


def files_again(case: str, me: SignedIn, typed: Typed) -> ResponseReturnValue:
    """Show the list and the form with what was typed, and what is wrong with it."""
    return render(shown(me, case, partial(_page, me, Asked(typed=typed)))), _UNPROCESSABLE


def _page(me: SignedIn, asked_for: Asked, tx: Transaction, file: CaseFile) -> FilesPage:
    if not may_go(file, FILES):
        not_there()
    wrong, typed = asked_for.wrong, asked_for.typed
    adding = _adding(file, typed or Typed())
    return FilesPage(
        frame=casework_frame(me, REPORTS, wrong=bool(wrong or typed)),
        head=heading_of(file, FILES),
        csrf=generate_csrf(),
        here=address(file.id, FILES),
        files=tuple(_list(file, files_in(tx, file), _openings(tx, file))),
        is_whole=file.inside is not None,
        wrong=f"why-{wrong}" if wrong else "",
        problem=_problem(asked_for, adding),
        why=asked_for.why,
        adding=adding,
    )


def _problem(asked_for: Asked, adding: Adding | None) -> str:
    """Where the form is gone, the page itself says why nothing was kept."""
    if asked_for.wrong:
        return asked_for.says
    return asked_for.typed.problem if asked_for.typed and adding is None else ""


def _adding(file: CaseFile, typed: Typed) -> Adding | None:
    """A guest looks at what there is, and adds nothing; nor does anybody once it is finished."""
    if file.inside is None or is_barred(file) or is_too_late(file, Deed.INQUIRY):
        return None
    return Adding(
        action=f"/upload{address(file.id, FILES)}",
        typed=typed.file,
        problems=typed.problems,
        shapes=tuple((each.value, str(_(says))) for each, says in SHAPES.items()),
        limit=desk().settings.file_megabytes,
    )


def _openings(tx: Transaction, file: CaseFile) -> Sequence[Line]:
    """Return each time that somebody had an original, the first first: what no guest is told."""
    lines = reversed(timeline(tx, file) if file.inside else ())
    return [line for line in lines if line.did is Did.FILE_OPENED]


def _opened_by(file: CaseFile, each: FileSeen, openings: Sequence[Line]) -> str:
    mine = (line for line in openings if is_about(line, each))
    who = (f"{name_of(file.committee, line.by)} ({in_words(line.day)})" for line in mine)
    return ", ".join(dict.fromkeys(who)) or str(_("Nobody yet"))


def _list(file: CaseFile, found: Sequence[FileSeen], openings: Sequence[Line]) -> Iterator[Shown]:
    """Number the files for whoever sees all of them: to a guest a gap would tell of one more."""
    for each in found:
        facts = [*_facts(file, each), *_of_label(file, each)]
        here, is_whole = f"{address(file.id, FILES)}/{each.number}", file.inside is not None
        if is_whole:
            facts.append((_("Original opened by"), _opened_by(file, each, openings)))
        yield Shown(
            file_anchor(file, each),
            each.which,
            file_title(file, each),
            each.name,
            tuple((str(name), str(said)) for name, said in facts),
            each.sha256.hex(),
            is_claimed=each.labelled is not None,
            custody_href=f"{here}/custody" if is_whole else "",
            label_href=f"{here}/label" if is_whole and each.whence else "",
        )


def file_anchor(file: CaseFile, each: FileSeen) -> str:
    return f"file-{each.number if file.inside else each.which}"


def file_title(file: CaseFile, each: FileSeen) -> str:
    if file.inside is None:
        return each.name
    return str(_("File %(number)d: %(name)s", number=each.number, name=each.name))


def _of_label(file: CaseFile, each: FileSeen) -> Iterator[tuple[str, str]]:
    if each.labelled is None:
        return
    says = (label_in_words(each.labelled), grounds_in_words(each.labelled))
    yield str(_("Label")), ". ".join(filter(None, says))
    names = names_of(file, each.kept_in)
    if names and each.is_withheld:
        yield str(_("Read by")), names


def _facts(file: CaseFile, each: FileSeen) -> tuple[tuple[str, str], ...]:
    if each.whence is None:
        came = _("%(size)s, came %(day)s", size=_size(each.size), day=in_words(each.came))
        return (
            (_("From"), _("The reporter")),
            (_("What"), came),
            (_("Original or cleaned"), _("As it came")),
        )
    whence = each.whence
    added = _(
        "By %(name)s, %(day)s",
        name=name_of(file.committee, each.added_by),
        day=in_words(each.came),
    )
    return (
        (_("What"), f"{whence.what} ({_size(each.size)})"),
        (_("From"), whence.source),
        (_("Obtained"), with_year(whence.obtained)),
        (_("Added"), added),
        (_("Original or cleaned"), _(SHAPES[whence.shape])),
    )


def _size(size: int) -> str:
    if size < _KILO:
        return str(_("%(count)d bytes", count=size))
    if size < _MEGA:
        return str(_("%(count)d kB", count=size // _KILO))
    return str(_("%(count)d MB", count=size // _MEGA))
