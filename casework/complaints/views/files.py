"""The files of a case: what each is, and the way to an original, which asks why."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar
from urllib.parse import quote

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.forms.writing import count, words
from casework.complaints.services.files import FileSeen, files_in, open_original
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import address, case_at, not_there
from casework.complaints.views.parts.heading import FILES, Heading, heading_of
from casework.complaints.views.parts.showing import shown
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import in_words
from crypto.keyring.casekeys import Part
from store.database import Transaction

files = Blueprint("case-files", __name__)

_PLACE = f"{REPORTS}/<case>/{FILES}"
_UNPROCESSABLE = 422
_KILO, _MEGA = 1_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Shown:
    number: int
    name: str
    facts: str
    sha256: str
    custody_href: str


@dataclass(frozen=True)
class FilesPage(Page):
    template: ClassVar[str] = "complaints/files.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    files: tuple[Shown, ...]
    wrong: int
    problem: str


@files.get(_PLACE)
@opens_to(Right.CASES)
def show_files(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown(me, case, partial(_page, me, 0)))


@files.post(_PLACE)
@opens_to(Right.CASES)
def open_file(case: str, me: SignedIn) -> ResponseReturnValue:
    number, why = count(request.form.get("number", "")), words(request.form, "why")
    if not why:
        return render(shown(me, case, partial(_page, me, number))), _UNPROCESSABLE
    original = open_original(desk(), me, case_at(case), number, why)
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


def _page(me: SignedIn, wrong: int, tx: Transaction, file: CaseFile) -> FilesPage:
    if file.ring.part(Part.EVIDENCE) is None:
        not_there()
    return FilesPage(
        frame=casework_frame(me, REPORTS, wrong=bool(wrong)),
        head=heading_of(file, FILES),
        csrf=generate_csrf(),
        here=address(file.id, FILES),
        files=tuple(
            _shown(files_in(tx, file), address(file.id, FILES), is_whole=file.inside is not None)
        ),
        wrong=wrong,
        problem=str(_("Say why you need the original.")) if wrong else "",
    )


def _shown(found: Sequence[FileSeen], here: str, *, is_whole: bool) -> list[Shown]:
    return [
        Shown(
            each.number,
            each.name,
            str(
                _(
                    "%(size)s, came %(day)s, original",
                    size=_size(each.size),
                    day=in_words(each.came),
                )
            ),
            each.sha256.hex(),
            f"{here}/{each.number}/custody" if is_whole else "",
        )
        for each in found
    ]


def _size(size: int) -> str:
    if size < _KILO:
        return str(_("%(count)d bytes", count=size))
    if size < _MEGA:
        return str(_("%(count)d kB", count=size // _KILO))
    return str(_("%(count)d MB", count=size // _MEGA))
