"""One change of keys: what it says, who has signed it, and the button for whoever has not."""

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import opens_to
from casework.committee.domain.proposals import Proposal
from casework.committee.forms.papers import PassphraseForm
from casework.committee.services.proposing import Accepted, Signed, sign, withdraw
from casework.committee.services.rekeying import coming_signer
from casework.committee.views.pages import ChangePage, NewKeysPage
from casework.committee.views.showing import PEOPLE, change_of, proposal_named, standing
from casework.desk import desk
from casework.frame import casework_frame
from casework.rights import AtDoor, Right, SignedIn
from casework.trust import Standing
from config.frames import GateFrame
from config.rendering import render

changes = Blueprint("changes", __name__)
_NOT_FOUND = 404
_SEE_OTHER = 303
_UNPROCESSABLE = 422


@changes.get("/people/changes/<which>")
@opens_to(Right.HOLDER)
def show_change(which: str, me: SignedIn) -> ResponseReturnValue:
    proposal, found = _found(which)
    return render(_page(proposal, found, me))


@changes.post("/people/changes/<which>/sign")
@opens_to(Right.MEMBER)
def sign_change(which: str, me: SignedIn) -> ResponseReturnValue:
    proposal, _found_then = _found(which)
    if me.seeds is not None:
        sign(desk(), me.person, me.seeds.signing, proposal.id)
    after, found = _found(which)
    done = _("You have signed.") if me.seeds is not None else ""
    return render(_page(after, found, me, done))


@changes.post("/people/changes/<which>/withdraw")
@opens_to(Right.MEMBER)
def withdraw_change(which: str, me: SignedIn) -> ResponseReturnValue:
    proposal, _found_then = _found(which)
    withdraw(desk(), me.person, proposal.id)
    return redirect(PEOPLE, _SEE_OTHER)


@changes.get("/people/changes/<which>/new-keys")
@opens_to(Right.AT_DOOR)
def show_new_keys(which: str, me: SignedIn | AtDoor) -> ResponseReturnValue:
    del me
    return render(_new_keys_page(which, PassphraseForm()))


@changes.post("/people/changes/<which>/new-keys")
@opens_to(Right.AT_DOOR)
def sign_with_new_keys(which: str, me: SignedIn | AtDoor) -> ResponseReturnValue:
    """Let somebody whose old keys are lost sign with the new ones, before these are in force."""
    proposal, _found_then = _found(which)
    form = PassphraseForm()
    if not form.validate_on_submit():
        return render(_new_keys_page(which, form)), _UNPROCESSABLE
    seeds = coming_signer(desk(), me.person, form.words.data)
    said = None if seeds is None else sign(desk(), me.person, seeds.signing, proposal.id)
    if isinstance(said, Signed | Accepted):
        return render(_new_keys_page(which, PassphraseForm(), done=_("You have signed.")))
    problem = _("These words do not open the new keys. Compare them with the new sheet.")
    return render(_new_keys_page(which, form, problem=problem)), _UNPROCESSABLE


def _found(which: str) -> tuple[Proposal, Standing]:
    proposal, found = proposal_named(which), standing()
    if proposal is None or found is None:
        abort(_NOT_FOUND)
    return proposal, found


def _page(proposal: Proposal, found: Standing, me: SignedIn, done: str = "") -> ChangePage:
    text = proposal.signed.text.decode("ascii")
    return ChangePage(casework_frame(PEOPLE), change_of(proposal, found, me), text, done)


def _new_keys_page(
    which: str, form: PassphraseForm, *, problem: str = "", done: str = ""
) -> NewKeysPage:
    proposal, found = _found(which)
    change = change_of(proposal, found, None)
    wrong = bool(problem or form.errors)
    return NewKeysPage(
        GateFrame(wrong=wrong), change.sentences, f"{change.href}/new-keys", form, problem, done
    )
