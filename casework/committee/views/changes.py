"""One change of keys: what it says, who has signed it, and the button for whoever has not."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import Right, SignedIn, opens_to
from casework.committee.domain.proposals import Proposal
from casework.committee.services.changes.proposing import Accepted, Signed, sign, withdraw
from casework.committee.views.pages import ChangePage
from casework.committee.views.showing import change_of, proposal_named, standing
from casework.desk import desk
from casework.frame import PEOPLE, casework_frame
from casework.members.views.visitor import go
from casework.trust import Standing
from config.rendering import render

changes = Blueprint("changes", __name__)
_NOT_FOUND = 404
_UNPROCESSABLE = 422


@changes.get("/people/changes/<which>")
@opens_to(Right.HOLDER)
def show_change(which: str, me: SignedIn) -> ResponseReturnValue:
    return render(_page(which, me))


@changes.post("/people/changes/<which>/sign")
@opens_to(Right.MEMBER)
def sign_change(which: str, me: SignedIn) -> ResponseReturnValue:
    proposal, _then = _found(which)
    said = sign(desk(), me.person, me.seeds.signing, proposal.id)
    if isinstance(said, Signed | Accepted):
        return render(_page(which, me, done=_("You have signed.")))
    problem = _("Nothing was signed. This change is over, or it does not need your signature.")
    return render(_page(which, me, problem=problem)), _UNPROCESSABLE


@changes.post("/people/changes/<which>/withdraw")
@opens_to(Right.MEMBER)
def withdraw_change(which: str, me: SignedIn) -> ResponseReturnValue:
    proposal, _then = _found(which)
    if withdraw(desk(), me.person, proposal.id):
        return go(PEOPLE)
    problem = _("Only who proposed a change can withdraw it, while it is open.")
    return render(_page(which, me, problem=problem)), _UNPROCESSABLE


def _found(which: str) -> tuple[Proposal, Standing]:
    proposal, found = proposal_named(which), standing()
    if proposal is None or found is None:
        abort(_NOT_FOUND)
    return proposal, found


def _page(which: str, me: SignedIn, *, done: str = "", problem: str = "") -> ChangePage:
    proposal, found = _found(which)
    return ChangePage(
        frame=casework_frame(me, PEOPLE, wrong=bool(problem)),
        change=change_of(proposal, found, me),
        manifest=proposal.signed.text.decode("ascii"),
        done=done,
        problem=problem,
    )
