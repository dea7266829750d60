"""One person, and what any member may propose for them or do at once."""

from collections.abc import Callable

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import Right, SignedIn, opens_to
from casework.committee.domain import changing
from casework.committee.domain.proposals import Proposal
from casework.committee.services.changes.blocking import block_devices
from casework.committee.services.changes.inviting import NotSaid, has_joined, invite_person
from casework.committee.services.changes.proposing import propose_and_sign, sign
from casework.committee.services.changes.rekeying import KeysProposed, propose_new_keys
from casework.committee.services.roster import Entry, entry_of
from casework.committee.views.pages import InvitedPage, PersonPage
from casework.committee.views.showing import (
    CHANGES,
    KEYS,
    is_member,
    refusal,
    row_of,
    sheet_page,
    standing,
)
from casework.desk import desk
from casework.frame import PEOPLE, casework_frame
from casework.members.services.inviting import Invited
from casework.members.views.visitor import go
from casework.trust import Standing
from config.rendering import render
from config.words import in_full
from crypto.manifest.body import Manifest
from crypto.manifest.people import Role
from crypto.names import PersonId

person = Blueprint("person", __name__)
_UNPROCESSABLE = 422
_NOT_FOUND = 404


@person.get("/people/<who>")
@opens_to(Right.HOLDER)
def show_person(who: str, me: SignedIn) -> ResponseReturnValue:
    found, entry = _found(who)
    return render(_page(entry, found, me))


@person.post("/people/<who>/remove")
@opens_to(Right.MEMBER)
def remove_person(who: str, me: SignedIn) -> ResponseReturnValue:
    _then, entry = _found(who)
    heir = request.form.get("chair", "")

    def without(base: Manifest) -> Manifest:
        led = changing.chaired(base, PersonId(heir)) if entry.person.chair and heir else base
        return changing.left(led, entry.person.id)

    return _propose(without, who, me)


@person.post("/people/<who>/chair")
@opens_to(Right.MEMBER)
def make_chair(who: str, me: SignedIn) -> ResponseReturnValue:
    _then, entry = _found(who)
    return _propose(lambda base: changing.chaired(base, entry.person.id), who, me)


@person.post("/people/<who>/new-keys")
@opens_to(Right.MEMBER)
def give_new_keys(who: str, me: SignedIn) -> ResponseReturnValue:
    """Propose new keys for somebody else; one's own are replaced on the page of one's keys."""
    found, entry = _found(who)
    if entry.person.id == me.person:
        return go(KEYS)
    said = propose_new_keys(desk(), me.person, entry.person.id)
    if not isinstance(said, KeysProposed):
        return render(_page(entry, found, me, problem=refusal(said))), _UNPROCESSABLE
    sign(desk(), me.person, me.seeds.signing, said.proposal.id)
    next_href = f"{CHANGES}/{said.proposal.id.hex()}"
    return render(sheet_page(me, said.keys, entry.person.name, next_href))


@person.post("/people/<who>/block")
@opens_to(Right.MEMBER)
def block_person_devices(who: str, me: SignedIn) -> ResponseReturnValue:
    _then, entry = _found(who)
    if entry.person.id == me.person:
        return go(f"{KEYS}/lost")
    block_devices(desk(), me.person, entry.person.id)
    found, entry = _found(who)
    done = _("No device of %(name)s unlocks anything now.", name=entry.person.name)
    return render(_page(entry, found, me, done=done))


@person.post("/people/<who>/invite")
@opens_to(Right.MEMBER)
def invite(who: str, me: SignedIn) -> ResponseReturnValue:
    """Make the code with which somebody joins this site. It is shown once, and counts once."""
    found, entry = _found(who)
    said = invite_person(desk(), me, entry.person, request.form.get("kind", ""))
    if isinstance(said, NotSaid):
        problem = _("Choose what this guest is.")
        return render(_page(entry, found, me, problem=problem)), _UNPROCESSABLE
    if not isinstance(said, Invited):
        problem = _("Nobody was invited: this person has joined, or the name is taken.")
        return render(_page(entry, found, me, problem=problem)), _UNPROCESSABLE
    page = InvitedPage(
        frame=casework_frame(me, PEOPLE),
        name=entry.person.name,
        code=said.code,
        until=in_full(said.ends.ends),
        address=f"{desk().settings.address}/join",
        next_href=f"{PEOPLE}/{entry.person.id}",
    )
    return render(page)


def _found(who: str) -> tuple[Standing, Entry]:
    found = standing()
    entry = None if found is None else entry_of(desk(), found, PersonId(who))
    if found is None or entry is None:
        abort(_NOT_FOUND)
    return found, entry


def _page(
    entry: Entry, found: Standing, me: SignedIn, *, problem: str = "", done: str = ""
) -> PersonPage:
    one = entry.person
    others = [each for each in found.manifest.members if not each.chair]
    return PersonPage(
        frame=casework_frame(me, PEOPLE, wrong=bool(problem)),
        row=row_of(entry),
        may_change=is_member(me),
        is_me=one.id == me.person,
        may_lead=is_member(me) and one.role is Role.MEMBER and not one.chair,
        is_guest=one.role is Role.GUEST,
        may_be_invited=is_member(me) and one.id != me.person and not has_joined(desk(), one.id),
        heirs=tuple((each.id, each.name) for each in others) if one.chair else (),
        done=done,
        problem=problem,
    )


def _propose(naming: Callable[[Manifest], Manifest], who: str, me: SignedIn) -> ResponseReturnValue:
    """Propose, sign for whoever asks, and show how far it is; or say why that cannot be."""
    said = propose_and_sign(desk(), me, naming)
    if isinstance(said, Proposal):
        return go(f"{CHANGES}/{said.id.hex()}")
    found, entry = _found(who)
    return render(_page(entry, found, me, problem=refusal(said))), _UNPROCESSABLE
