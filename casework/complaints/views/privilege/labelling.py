"""Label a note for legal advice, or a file that a member added. What the reporter sent has none."""

from functools import partial
from typing import Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Kind
from casework.complaints.forms.writing import count
from casework.complaints.services.files import FileSeen, place_at
from casework.complaints.services.notes import Kept, find_note
from casework.complaints.services.privilege.labelling import label_file, label_note
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.evidence.files import file_anchor, file_title
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import FILES, NOTES, PRIVILEGED, heading_of
from casework.complaints.views.parts.privilege import ways
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.pressing.fitting import holding
from casework.complaints.views.privilege.giving import (
    LABEL_BOXES,
    LabelPage,
    Subject,
    Typed,
    after,
    given_in_form,
    places_of,
    typed_before,
)
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.rendering import render
from config.words import in_words
from store.database import Transaction

labelling = Blueprint("case-labelling", __name__)

_NOTE: Final = f"{REPORTS}/<case>/{NOTES}/<which>/label"
_FILE: Final = f"{REPORTS}/<case>/{FILES}/<number>/label"
_UNPROCESSABLE: Final = 422


@labelling.get(_NOTE)
@opens_to(Right.CASES)
def show_note(case: str, which: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_of_note, which, None)))


@labelling.post(_NOTE)
@opens_to(Right.CASES)
@holding(**LABEL_BOXES)
def give_note(case: str, which: str, me: SignedIn) -> ResponseReturnValue:
    given, typed = given_in_form(which, is_advice=True)
    if not typed.problems:
        typed = after(typed, label_note(desk(), me, case_at(case), given))
    if typed.problems:
        return render(shown_whole(me, case, partial(_of_note, which, typed))), _UNPROCESSABLE
    return go(address(case_at(case), PRIVILEGED))


@labelling.get(_FILE)
@opens_to(Right.CASES)
def show_file(case: str, number: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_of_file, count(number), None)))


@labelling.post(_FILE)
@opens_to(Right.CASES)
@holding(**LABEL_BOXES)
def give_file(case: str, number: str, me: SignedIn) -> ResponseReturnValue:
    at = count(number)
    given, typed = given_in_form(request.form.get("which", ""), is_advice=False)
    if not typed.problems:
        typed = after(typed, label_file(desk(), me, case_at(case), at, given))
    if typed.problems:
        return render(shown_whole(me, case, partial(_of_file, at, typed))), _UNPROCESSABLE
    return go(f"{address(case_at(case), FILES)}#file-{at}")


def _of_note(which: str, typed: Typed | None, tx: Transaction, file: CaseFile) -> LabelPage:
    """Keep what was typed on the screen, also where somebody has taken the note away meanwhile."""
    kept = find_note(tx, file, which)
    if typed is None and (kept is None or kept.entry.kind is not Kind.PRIVILEGED):
        not_there()
    before = typed_before(kept.labelled, kept.entry.about) if kept else Typed()
    typed = typed or before
    return LabelPage(
        frame=casework_frame(file.me, REPORTS, wrong=bool(typed.problems)),
        head=heading_of(file, PRIVILEGED),
        csrf=generate_csrf(),
        here=f"{address(file.id, NOTES)}/{which}/label",
        back=address(file.id, PRIVILEGED),
        title=str(_("Label this note")),
        which=which,
        subject=None if kept is None else _note(file, kept),
        is_fact=False,
        places=places_of(file, kept.part if kept else None, is_advice=True),
        hint=str(_("Without one the note is for the committee’s counsel alone.")),
        typed=typed,
        ways=ways(),
    )


def _of_file(number: int, typed: Typed | None, tx: Transaction, file: CaseFile) -> LabelPage:
    place = place_at(tx, file, number)
    if place is None:
        not_there()
    seen, here = place.seen, address(file.id, FILES)
    about = seen.labelled.grounds.purpose if seen.labelled else ""
    typed = typed or typed_before(seen.labelled, about)
    return LabelPage(
        frame=casework_frame(file.me, REPORTS, wrong=bool(typed.problems)),
        head=heading_of(file, FILES),
        csrf=generate_csrf(),
        here=f"{here}/{number}/label",
        back=f"{here}#{file_anchor(file, seen)}",
        title=file_title(file, seen),
        which=place.row.hex(),
        subject=_file(file, seen),
        is_fact=seen.whence is None,
        places=places_of(file, seen.kept_in, is_advice=False),
        hint=str(_("Without one, or if it is not privileged, it lies with the other files.")),
        typed=typed,
        ways=ways(),
    )


def _note(file: CaseFile, kept: Kept) -> Subject:
    entry = kept.entry
    return Subject(name_of(file.committee, entry.by), in_words(entry.day), entry.text)


def _file(file: CaseFile, seen: FileSeen) -> Subject:
    if seen.whence is None:
        return Subject(str(_("The reporter")), in_words(seen.came), "")
    by = name_of(file.committee, seen.added_by)
    return Subject(by, in_words(seen.came), f"{seen.whence.what}, {seen.whence.source}")
