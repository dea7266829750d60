"""Who reads a case, and each way in and out of it. Every button says what it does."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.forms.deciding import read_day
from casework.complaints.services.assessing.matching import Known, known_ties
from casework.complaints.services.assessing.staffing import staff_of
from casework.complaints.services.deciding import Done, state_freedom
from casework.complaints.services.privilege.containers import CONTAINERS
from casework.complaints.services.readers.asking import ask, settled, told_me
from casework.complaints.services.readers.leaving import (
    Granted,
    Invitation,
    NeedsAnother,
    NotTheirs,
    grant,
    let_in,
)
from casework.complaints.services.readers.newcomers import Tied, Vouched
from casework.complaints.services.readers.rekeying import (
    NotThere,
    TooFew,
    are_too_few,
)
from casework.complaints.services.readers.removing import still_sealed_to
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.reading.threshold import has_said_free
from casework.complaints.views.assessing.freedom import FREE, SILENT, freedom_of, has_said
from casework.complaints.views.assessing.precautions import Lacking, lacking
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import (
    PEOPLE,
    Heading,
    guests_of,
    heading_of,
    readers_of,
)
from casework.complaints.views.parts.privilege import is_claimed_in
from casework.complaints.views.parts.refused import why_refused
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.pressing.once import adds
from casework.complaints.views.readers.asking import (
    Asked,
    Asking,
    asking_in,
    read_asked,
    wrong_in_asked,
)
from casework.complaints.views.readers.gone import Gone, gone_from
from casework.complaints.views.readers.having_read import read_in_words
from casework.complaints.views.readers.leaving import lacking_in_words
from casework.complaints.views.readers.letting_in import (
    GUEST,
    NOTHING_TYPED,
    LettingIn,
    Typed,
    form_of,
    letting_in,
    parts_in,
    read_typed,
    vouched_in,
    wrong_in_vouching,
    wrong_with_guest,
)
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import with_year
from crypto.names import PersonId
from store.database import Transaction

people = Blueprint("case-people", __name__)

_PLACE = f"{REPORTS}/<case>/{PEOPLE}"
_UNPROCESSABLE = 422
_NOTE: Final = re.compile("[0-9a-f]{32}")
_Outcome = Granted | NeedsAnother


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads it, and what they said about being free."""

    id: PersonId
    name: str
    says: str
    is_me: bool


@dataclass(frozen=True)
class PeoplePage(Page):
    template: ClassVar[str] = "complaints/people.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    readers: tuple[Reader, ...]
    read: tuple[tuple[str, str], ...]
    guests: tuple[tuple[PersonId, str, str], ...]
    may_state: bool
    asking: Asking
    gone: tuple[Gone, ...]
    removable: tuple[tuple[PersonId, str], ...]
    letting: LettingIn
    sealed_to: str
    too_few: str
    lacking: Lacking | None
    errors: Mapping[str, str]  # by the box that each is about
    done: str


@dataclass(frozen=True, slots=True)
class Says:
    """What the page says besides what it shows, and what was typed into it."""

    errors: Mapping[str, str] = field(default_factory=dict)
    done: str = ""
    typed: Typed = NOTHING_TYPED
    asked: Asked | None = None


@people.get(_PLACE)
@opens_to(Right.CASES)
def show_people(case: str, me: SignedIn) -> ResponseReturnValue:
    asked = _("A second reader must agree.") if "asked" in request.args else ""
    told = _("Your note is sealed to that one reader.") if "told" in request.args else ""
    answered = _("Somebody has answered that already.") if "answered" in request.args else ""
    return _shown(me, case, Says(done=str(asked or told or answered)))


@people.post(f"{_PLACE}/free")
@opens_to(Right.CASES)
def say_free(case: str, me: SignedIn) -> ResponseReturnValue:
    outcome = state_freedom(desk(), me, case_at(case))
    if isinstance(outcome, Done):
        return go(address(case_at(case), PEOPLE))
    return _again(me, case, why_refused(outcome))


@people.post(f"{_PLACE}/add")
@opens_to(Right.CASES)
def add_reader(case: str, me: SignedIn) -> ResponseReturnValue:
    who = request.form.get("who", "")
    which = shown_whole(me, case, lambda _tx, file: form_of(file, who))
    typed = read_typed(request.form, which, [])
    errors, vouched = wrong_in_vouching(typed, request.form), vouched_in(typed)
    if vouched is None or errors:
        return _shown(me, case, Says(errors, typed=typed)), _UNPROCESSABLE
    outcome = let_in(desk(), me, case_at(case), PersonId(typed.who), vouched)
    if isinstance(outcome, NeedsAnother):
        return go(f"{address(case_at(case), PEOPLE)}?asked")
    return _after(me, case, outcome, typed)


@people.post(f"{_PLACE}/ask")
@opens_to(Right.CASES)
@adds(f"{PEOPLE}?told")
def ask_to_step_back(case: str, me: SignedIn) -> ResponseReturnValue:
    asked = read_asked(request.form)
    errors = wrong_in_asked(asked, request.form)
    if not errors and not ask(desk(), me, case_at(case), asked.wish):
        errors = {"ask-about": str(_("Choose whom it is about, and another reader who is told."))}
    if errors:
        return _shown(me, case, Says(errors, asked=asked)), _UNPROCESSABLE
    return go(f"{address(case_at(case), PEOPLE)}?told")


@people.post(f"{_PLACE}/settled")
@opens_to(Right.CASES)
def settle_note(case: str, me: SignedIn) -> ResponseReturnValue:
    note = request.form.get("note", "")
    settled(desk(), me, bytes.fromhex(note) if _NOTE.fullmatch(note) else b"")
    return go(address(case_at(case), PEOPLE))


@people.post(f"{_PLACE}/grant")
@opens_to(Right.CASES)
def grant_guest(case: str, me: SignedIn) -> ResponseReturnValue:
    typed = read_typed(request.form, GUEST, request.form.getlist("parts"))
    parts, until, vouched = parts_in(typed), read_day(request.form, "until"), vouched_in(typed)
    errors = wrong_with_guest(typed, request.form, desk().today())
    if vouched is not None and parts & CONTAINERS.keys():
        errors |= _asks_lawyers(me, case, typed, vouched)
    if until is None or vouched is None or errors:
        return _shown(me, case, Says(errors, typed=typed)), _UNPROCESSABLE
    asked = Invitation(PersonId(typed.who), parts, until, vouched)
    return _after(me, case, grant(desk(), me, case_at(case), asked), typed)


def _asks_lawyers(me: SignedIn, case: str, typed: Typed, vouched: Vouched) -> dict[str, str]:
    """Say what must be known before a guest is let in to what lawyers protect."""
    if vouched.lawyer is None:
        return {"lawyer": str(_("Say whose lawyer it is, or for whose lawyer they work."))}
    if not typed.cleared and shown_whole(me, case, is_claimed_in):
        return {"cleared": str(_("Some of it is privileged. Ask the lawyer first, then tick it."))}
    return {}


def _after(
    me: SignedIn, case: str, outcome: _Outcome, typed: Typed | None = None
) -> ResponseReturnValue:
    if isinstance(outcome, NotThere):
        not_there()
    if isinstance(outcome, Tied):
        says = _("Nobody was let in: somebody who is written down in it is on their list of ties.")
        return _again(me, case, says, typed)
    if isinstance(outcome, NotTheirs):
        says = _("The company’s counsel is not let in to what is for the committee’s alone.")
        return _again(me, case, says, typed)
    if isinstance(outcome, TooFew):
        problem = shown_whole(me, case, lacking_in_words)
        return _again(me, case, problem, typed)
    return go(address(case_at(case), PEOPLE))


def _again(
    me: SignedIn, case: str, problem: str, typed: Typed | None = None
) -> ResponseReturnValue:
    says = Says({"": str(problem)}, "", typed or NOTHING_TYPED)
    return _shown(me, case, says), _UNPROCESSABLE


def _shown(me: SignedIn, case: str, says: Says) -> str:
    return render(shown_whole(me, case, partial(_page, me, known_ties(desk(), me), says)))


def _page(me: SignedIn, known: Known, says: Says, tx: Transaction, file: CaseFile) -> PeoplePage:
    card, committee = file.card, file.committee
    staffed = lacking(file, staff_of(tx, desk(), file))
    return PeoplePage(
        frame=casework_frame(me, REPORTS, wrong=bool(says.errors)),
        head=heading_of(file, PEOPLE),
        csrf=generate_csrf(),
        here=address(file.id, PEOPLE),
        readers=tuple(_reader(file, who) for who in readers_of(file)),
        read=tuple(read_in_words(tx, file)),
        guests=tuple(
            (who, name_of(committee, who), _as_guest(tx, file, who, card.guests[who]))
            for who in guests_of(file)
            if who in card.guests
        ),
        may_state=not has_said(file),
        asking=asking_in(file, says.asked, told_me(desk(), me)),
        gone=tuple(gone_from(file)),
        removable=tuple(_removable(file)),
        letting=letting_in(tx, file, known, says.typed),
        sealed_to=", ".join(name_of(committee, who) for who in still_sealed_to(file)),
        too_few=_too_few(tx, file) if staffed is None else "",
        lacking=staffed,
        errors=says.errors,
        done=says.done,
    )


def _as_guest(tx: Transaction, file: CaseFile, who: PersonId, until: date) -> str:
    if until < desk().today():
        return str(_("Does not read it any more. New keys follow when a reader looks in."))
    says = FREE if has_said_free(tx, file, who) else SILENT
    return f"{_('Guest, until %(day)s', day=with_year(until))}. {_(says)}."


def _too_few(tx: Transaction, file: CaseFile) -> str:
    return lacking_in_words(tx, file) if are_too_few(file) else ""


def _removable(file: CaseFile) -> Iterator[tuple[PersonId, str]]:
    for who in (*readers_of(file), *guests_of(file)):
        if who != file.me.person:
            yield who, name_of(file.committee, who)


def _reader(file: CaseFile, who: PersonId) -> Reader:
    return Reader(who, name_of(file.committee, who), freedom_of(file, who), who == file.me.person)
