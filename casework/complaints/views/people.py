"""Who reads a case, and each way in and out of it. Every button says what it does."""

import re
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.forms.deciding import read_day
from casework.complaints.forms.writing import words
from casework.complaints.services.deciding import Done, state_freedom
from casework.complaints.services.readers.asking import ToldMe, Wish, ask, settled, told_me
from casework.complaints.services.readers.leaving import (
    Invitation,
    NeedsAnother,
    grant,
    let_in,
    remove,
    step_back,
)
from casework.complaints.services.readers.rekeying import (
    Changed,
    NotThere,
    TooFew,
    may_be_guests,
    may_join,
    still_sealed_to,
)
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.assessing.freedom import freedom_of, has_said
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import (
    PEOPLE,
    Heading,
    guests_of,
    heading_of,
    readers_of,
)
from casework.complaints.views.parts.privilege import labels_in
from casework.complaints.views.parts.refused import why_refused
from casework.complaints.views.parts.showing import named_as_one, shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import with_year
from crypto.keyring.casekeys import Part
from crypto.names import PersonId
from store.database import Transaction

people = Blueprint("case-people", __name__)

_PLACE = f"{REPORTS}/<case>/{PEOPLE}"
_UNPROCESSABLE = 422
_NOTE: Final = re.compile("[0-9a-f]{32}")
_GRANTED: Final = {"evidence": Part.EVIDENCE, "privileged": Part.PRIVILEGED}
_Outcome = Changed | TooFew | NotThere | NeedsAnother


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads it, and what they said about being free."""

    id: PersonId
    name: str
    says: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody who could read it, and whether a first reader has asked for that."""

    id: PersonId
    name: str
    asked: str


@dataclass(frozen=True, slots=True)
class Told:
    """A note that only whoever is in can read."""

    id: str
    says: str
    why: str


@dataclass(frozen=True)
class PeoplePage(Page):
    template: ClassVar[str] = "complaints/people.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    readers: tuple[Reader, ...]
    guests: tuple[tuple[PersonId, str, str], ...]
    may_state: bool
    told: tuple[Told, ...]
    others: tuple[Somebody, ...]
    invitable: tuple[tuple[PersonId, str], ...]
    sealed_to: str
    problem: str
    done: str


@dataclass(frozen=True)
class StepBackPage(Page):
    template: ClassVar[str] = "complaints/step_back.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    name: str
    back: str
    remaining: str
    also: str
    problem: str


@dataclass(frozen=True)
class GonePage(Page):
    template: ClassVar[str] = "complaints/gone.html"
    frame: CaseworkFrame


@people.get(_PLACE)
@opens_to(Right.CASES)
def show_people(case: str, me: SignedIn) -> ResponseReturnValue:
    asked = _("A second reader must agree.") if "asked" in request.args else ""
    told = _("Your note is sealed to that one reader.") if "told" in request.args else ""
    return render(shown_whole(me, case, partial(_page, me, "", str(asked or told))))


@people.get(f"{REPORTS}/<case>/step-back")
@opens_to(Right.CASES)
def show_step_back(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_step_back_page, me, "")))


@people.post(f"{REPORTS}/<case>/step-back")
@opens_to(Right.CASES)
def go_away(case: str, me: SignedIn) -> ResponseReturnValue:
    outcome = step_back(desk(), me, case_at(case))
    if isinstance(outcome, NotThere):
        not_there()
    if isinstance(outcome, TooFew):
        page = shown_whole(me, case, partial(_lacking_page, me))
        return render(page), _UNPROCESSABLE
    # No word of which report it was: whoever looks over a shoulder now must not learn it.
    return render(GonePage(casework_frame(me, REPORTS)))


@people.post(f"{_PLACE}/free")
@opens_to(Right.CASES)
def say_free(case: str, me: SignedIn) -> ResponseReturnValue:
    outcome = state_freedom(desk(), me, case_at(case))
    if isinstance(outcome, Done):
        return go(address(case_at(case), PEOPLE))
    return _again(me, case, why_refused(outcome))


@people.post(f"{_PLACE}/remove")
@opens_to(Right.CASES)
def remove_reader(case: str, me: SignedIn) -> ResponseReturnValue:
    who, why = PersonId(request.form.get("who", "")), words(request.form, "why")
    if who not in shown_whole(me, case, lambda _tx, file: [*readers_of(file), *guests_of(file)]):
        not_there()
    if who == me.person:
        return go(address(case_at(case), "step-back"))
    return _after(me, case, remove(desk(), me, case_at(case), who, why))


@people.post(f"{_PLACE}/add")
@opens_to(Right.CASES)
def add_reader(case: str, me: SignedIn) -> ResponseReturnValue:
    outcome = let_in(desk(), me, case_at(case), PersonId(request.form.get("who", "")))
    if isinstance(outcome, NeedsAnother):
        return go(f"{address(case_at(case), PEOPLE)}?asked")
    return _after(me, case, outcome)


@people.post(f"{_PLACE}/ask")
@opens_to(Right.CASES)
def ask_to_step_back(case: str, me: SignedIn) -> ResponseReturnValue:
    about, to = (PersonId(request.form.get(each, "")) for each in ("about", "to"))
    wish = Wish(about, to, words(request.form, "why"))
    if not ask(desk(), me, case_at(case), wish):
        return _again(me, case, _("Choose whom it is about, and another reader who is told."))
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
    until, why = read_day(request.form, "until"), words(request.form, "why")
    if until is None or until < desk().today() or not why:
        return _again(me, case, _("Say why, and a day to come on which it ends."))
    parts = frozenset(_GRANTED[each] for each in request.form.getlist("parts") if each in _GRANTED)
    is_claimed = shown_whole(me, case, lambda tx, file: bool(labels_in(tx, file)))
    if Part.PRIVILEGED in parts and is_claimed and not request.form.get("cleared"):
        return _again(me, case, _("Some notes are privileged. Ask the lawyer first, then tick it."))
    asked = Invitation(PersonId(request.form.get("who", "")), parts, until, why)
    return _after(me, case, grant(desk(), me, case_at(case), asked))


def _after(me: SignedIn, case: str, outcome: _Outcome) -> ResponseReturnValue:
    if isinstance(outcome, NotThere):
        not_there()
    if isinstance(outcome, TooFew):
        problem = shown_whole(me, case, _lacking)
        return _again(me, case, problem)
    return go(address(case_at(case), PEOPLE))


def _again(me: SignedIn, case: str, problem: str) -> ResponseReturnValue:
    page = shown_whole(me, case, partial(_page, me, str(problem), ""))
    return render(page), _UNPROCESSABLE


def _lacking(tx: Transaction, file: CaseFile) -> str:
    """Name those who could come instead: the charter needs two, one of them from outside."""
    could = ", ".join(name_of(file.committee, who) for who in may_join(tx, desk(), file))
    if not could:
        return str(_("Too few would remain, and nobody else may read it. Ask outside counsel."))
    return str(_("Too few would remain. First let one of these read it: %(names)s.", names=could))


def _page(me: SignedIn, problem: str, done: str, tx: Transaction, file: CaseFile) -> PeoplePage:
    inside, card = file.inside, file.card
    coming = inside.coming if inside else {}
    committee = file.committee
    return PeoplePage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem)),
        head=heading_of(file, PEOPLE),
        csrf=generate_csrf(),
        here=address(file.id, PEOPLE),
        readers=tuple(_reader(file, who) for who in readers_of(file)),
        guests=tuple(
            (who, name_of(committee, who), with_year(card.guests[who]))
            for who in guests_of(file)
            if who in card.guests
        ),
        may_state=not has_said(file),
        told=tuple(_told(file, each) for each in told_me(desk(), me) if each.case == file.id),
        others=tuple(
            Somebody(who, name_of(committee, who), _asked_by(file, coming.get(who)))
            for who in may_join(tx, desk(), file)
        ),
        invitable=tuple((who, name_of(committee, who)) for who in may_be_guests(tx, desk(), file)),
        sealed_to=", ".join(name_of(committee, who) for who in still_sealed_to(file)),
        problem=problem,
        done=done,
    )


def _asked_by(file: CaseFile, by: PersonId | None) -> str:
    return "" if by is None else str(_("%(name)s asked", name=name_of(file.committee, by)))


def _reader(file: CaseFile, who: PersonId) -> Reader:
    return Reader(who, name_of(file.committee, who), freedom_of(file, who), who == file.me.person)


def _told(file: CaseFile, note: ToldMe) -> Told:
    by, about = (name_of(file.committee, who) for who in (note.by, note.about))
    words = _("%(by)s asks for %(about)s to step back. Nobody else sees this.", by=by, about=about)
    return Told(note.id.hex(), str(words), note.why)


def _lacking_page(me: SignedIn, tx: Transaction, file: CaseFile) -> StepBackPage:
    return _step_back_page(me, _lacking(tx, file), tx, file)


def _step_back_page(me: SignedIn, problem: str, tx: Transaction, file: CaseFile) -> StepBackPage:
    others = [name_of(file.committee, who) for who in readers_of(file) if who != me.person]
    return StepBackPage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem)),
        csrf=generate_csrf(),
        here=address(file.id, "step-back"),
        name=file.card.name,
        back=address(file.id),
        remaining=", ".join(others),
        also=named_as_one(tx, file),
        problem=problem,
    )
