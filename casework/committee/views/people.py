"""The roster, what waits, and who is to join."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from casework.access import Right, SignedIn, opens_to
from casework.committee.domain.proposals import Proposal
from casework.committee.forms.joining import Joining
from casework.committee.services.changes.proposing import propose_and_sign, sign
from casework.committee.services.changes.rekeying import KeysProposed, propose_joining
from casework.committee.services.roster import roster
from casework.committee.services.waiting import waiting_for
from casework.committee.views.pages import JoiningPage, NoCommitteePage, PeoplePage
from casework.committee.views.showing import (
    CHANGES,
    is_member,
    lines_of,
    no_committee,
    refusal,
    row_of,
    sheet_page,
    standing,
    task_of,
    waiting_changes,
)
from casework.desk import desk
from casework.frame import PEOPLE, casework_frame
from casework.members.views.visitor import go
from config.rendering import render
from crypto.manifest.fingerprint import fingerprint

people = Blueprint("people", __name__)
_UNPROCESSABLE = 422


@people.get(PEOPLE)
@opens_to(Right.HOLDER)
def show_people(me: SignedIn) -> ResponseReturnValue:
    return render(_page(me))


@people.get("/people/add")
@opens_to(Right.MEMBER)
def show_joining(me: SignedIn) -> ResponseReturnValue:
    return render(JoiningPage(casework_frame(me, PEOPLE), Joining()))


@people.post("/people/add")
@opens_to(Right.MEMBER)
def add_person(me: SignedIn) -> ResponseReturnValue:
    typed, problem = Joining.read(request.form), ""
    if not (mistakes := typed.mistakes):
        said = propose_joining(desk(), me.person, typed.seat)
        if isinstance(said, KeysProposed):
            sign(desk(), me.person, me.seeds.signing, said.proposal.id)
            next_href = f"{CHANGES}/{said.proposal.id.hex()}"
            return render(sheet_page(me, said.keys, typed.name, next_href))
        problem = refusal(said)
    frame = casework_frame(me, PEOPLE, wrong=True)
    return render(JoiningPage(frame, typed, mistakes, problem)), _UNPROCESSABLE


@people.post("/people/confirm")
@opens_to(Right.MEMBER)
def confirm_people(me: SignedIn) -> ResponseReturnValue:
    """Propose the same people and keys for another year."""
    said = propose_and_sign(desk(), me, lambda base: base)
    if isinstance(said, Proposal):
        return go(f"{CHANGES}/{said.id.hex()}")
    return render(_page(me, refusal(said))), _UNPROCESSABLE


def _page(me: SignedIn, problem: str = "") -> PeoplePage | NoCommitteePage:
    found = standing()
    if found is None:
        return no_committee(me)
    shown = roster(desk(), found)
    count = len(shown.entries)
    return PeoplePage(
        frame=casework_frame(me, PEOPLE, wrong=bool(problem)),
        title=ngettext("One person holds keys", "%(num)d people hold keys", count),
        tasks=tuple(task_of(due) for due in waiting_for(desk(), me)),
        changes=waiting_changes(found, me),
        rows=tuple(row_of(entry) for entry in shown.entries),
        health=lines_of(shown.health),
        is_member=is_member(me),
        fingerprint=fingerprint(found.chain.links[0].hash),
        problem=problem,
    )
