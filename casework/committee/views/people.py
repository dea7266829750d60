"""The roster, and what may be proposed for each person on it."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import opens_to
from casework.committee.domain import changing
from casework.committee.domain.proposals import Proposal
from casework.committee.forms.people import JoiningForm, LeavingForm
from casework.committee.services.blocking import block_devices
from casework.committee.services.proposing import propose_and_sign
from casework.committee.services.rekeying import (
    KeysProposed,
    propose_joining,
    propose_new_keys,
)
from casework.committee.services.roster import Entry, entry_of, open_proposal, roster
from casework.committee.views.pages import (
    JoiningPage,
    NoCommitteePage,
    PeoplePage,
    PersonPage,
    SheetPage,
)
from casework.committee.views.showing import (
    PEOPLE,
    is_member,
    open_change,
    refusal,
    row_of,
    standing,
)
from casework.desk import desk
from casework.frame import casework_frame
from casework.rights import Right, SignedIn
from casework.trust import NotBelieved, Standing
from config.rendering import render
from crypto.manifest.body import Manifest
from crypto.manifest.fingerprint import fingerprint
from crypto.manifest.people import Role
from crypto.names import PersonId

people = Blueprint("people", __name__)
_UNPROCESSABLE = 422
_SEE_OTHER = 303
_NOT_FOUND = 404
_CONFLICT = 400


@people.get("/people")
@opens_to(Right.HOLDER)
def show_people(me: SignedIn) -> ResponseReturnValue:
    found = standing()
    if found is None:
        return render(no_committee())
    shown = roster(desk(), found)
    return render(
        PeoplePage(
            frame=casework_frame(PEOPLE),
            title=_("%(count)d people hold keys", count=len(shown.entries)),
            rows=tuple(row_of(entry) for entry in shown.entries),
            health=shown.health,
            change=open_change(found, me),
            is_member=is_member(me),
            fingerprint=fingerprint(found.chain.links[0].hash),
        )
    )


@people.get("/people/add")
@opens_to(Right.MEMBER)
def show_joining(me: SignedIn) -> ResponseReturnValue:
    del me
    return render(JoiningPage(casework_frame(PEOPLE), JoiningForm(), ""))


@people.post("/people/add")
@opens_to(Right.MEMBER)
def add_person(me: SignedIn) -> ResponseReturnValue:
    form, problem = JoiningForm(), ""
    if form.validate_on_submit():
        said = propose_joining(desk(), me.person, form.to_seat())
        if isinstance(said, KeysProposed):
            return render(sheet_of(said, form.to_seat().name))
        problem = refusal(said)
    page = JoiningPage(casework_frame(PEOPLE, wrong=True), form, problem)
    return render(page), _UNPROCESSABLE


@people.get("/people/<person>")
@opens_to(Right.HOLDER)
def show_person(person: str, me: SignedIn) -> ResponseReturnValue:
    found, entry = _found(person)
    return render(_person_page(entry, found, me))


@people.post("/people/<person>/remove")
@opens_to(Right.MEMBER)
def remove_person(person: str, me: SignedIn) -> ResponseReturnValue:
    found, entry = _found(person)
    form = _leaving(entry, found)
    if form is not None and not form.validate_on_submit():
        return render(_person_page(entry, found, me, form)), _UNPROCESSABLE

    def without(base: Manifest) -> Manifest:
        led = base if form is None else changing.chaired(base, form.to_chair())
        return changing.left(led, entry.person.id)

    return _propose(without, entry, me)


@people.post("/people/<person>/chair")
@opens_to(Right.MEMBER)
def make_chair(person: str, me: SignedIn) -> ResponseReturnValue:
    _, entry = _found(person)
    return _propose(lambda base: changing.chaired(base, entry.person.id), entry, me)


@people.post("/people/<person>/new-keys")
@opens_to(Right.MEMBER)
def give_new_keys(person: str, me: SignedIn) -> ResponseReturnValue:
    found, entry = _found(person)
    said = propose_new_keys(desk(), me.person, entry.person.id)
    if isinstance(said, KeysProposed):
        return render(sheet_of(said, entry.person.name))
    return render(_person_page(entry, found, me, problem=refusal(said))), _UNPROCESSABLE


@people.post("/people/<person>/block")
@opens_to(Right.MEMBER)
def block_person_devices(person: str, me: SignedIn) -> ResponseReturnValue:
    found, entry = _found(person)
    block_devices(desk(), me.person, entry.person.id)
    done = _("No device of %(name)s unlocks anything now.", name=entry.person.name)
    return render(_person_page(entry, found, me, done=done))


@people.post("/people/confirm")
@opens_to(Right.MEMBER)
def confirm_people(me: SignedIn) -> ResponseReturnValue:
    return _propose(lambda base: base, None, me)


def sheet_of(said: KeysProposed, name: str, *, own: bool = False) -> SheetPage:
    return SheetPage(
        frame=casework_frame(PEOPLE),
        name=name,
        words=tuple(said.keys.passphrase.text.split()),
        own=own,
        next_href=f"{PEOPLE}/changes/{said.proposal.id.hex()}",
    )


def no_committee() -> NoCommitteePage:
    if isinstance(desk().trust.now(), NotBelieved):
        title = _("The committee’s keys cannot be believed")
        text = _("What was published does not follow from the hash in the settings of this site.")
    else:
        title = _("The committee is not founded yet")
        text = _("Hold the key day first. Then its hash goes into the settings of both sites.")
    return NoCommitteePage(casework_frame(PEOPLE), title, text)


def _found(person: str) -> tuple[Standing, Entry]:
    found = standing()
    entry = None if found is None else entry_of(desk(), found, PersonId(person))
    if found is None or entry is None:
        abort(_NOT_FOUND)
    return found, entry


def _leaving(entry: Entry, found: Standing) -> LeavingForm | None:
    if not entry.person.chair:
        return None
    return LeavingForm([each for each in found.manifest.members if not each.chair])


def _person_page(  # long: one page has one place where it is put together
    entry: Entry,
    found: Standing,
    me: SignedIn,
    leaving: LeavingForm | None = None,
    *,
    problem: str = "",
    done: str = "",
) -> PersonPage:
    wrong = bool(problem) or (leaving is not None and bool(leaving.errors))
    return PersonPage(
        frame=casework_frame(PEOPLE, wrong=wrong),
        row=row_of(entry),
        is_busy=open_proposal(desk()) is not None or not is_member(me),
        is_chair=entry.person.chair,
        is_member=is_member(me) and entry.person.role is Role.MEMBER,
        leaving=leaving or _leaving(entry, found),
        done=done,
        problem=problem,
    )


def _propose(
    naming: Callable[[Manifest], Manifest], entry: Entry | None, me: SignedIn
) -> ResponseReturnValue:
    """Propose, sign for whoever asks, and show how far it is; or say why that cannot be."""
    said = propose_and_sign(desk(), me, naming)
    if isinstance(said, Proposal):
        return redirect(f"{PEOPLE}/changes/{said.id.hex()}", _SEE_OTHER)
    found = standing()
    if entry is None or found is None:
        abort(_CONFLICT)
    return render(_person_page(entry, found, me, problem=refusal(said))), _UNPROCESSABLE
