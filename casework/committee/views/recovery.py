"""Recovery by shares, typed by those who keep them, and the key day on which they are made."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import opens_to
from casework.committee.domain.saying import names_in_words
from casework.committee.domain.sharing import missing_in_words, mistake_in_words
from casework.committee.forms.papers import ShareForm
from casework.committee.services.proposing import Accepted, Gone, MayNotSign, Signed, Signing
from casework.committee.services.recovering import (
    OtherSet,
    Ready,
    Sofar,
    restore_reading,
    sign_by_recovery,
    sofar,
    take_share,
)
from casework.committee.services.rewrapping import NoCases, Rewrapped
from casework.committee.services.roster import keepers, open_proposal
from casework.committee.views.pages import KeyDayPage, NoCommitteePage, RecoveryPage
from casework.committee.views.people import no_committee
from casework.committee.views.showing import PEOPLE, open_change, standing
from casework.desk import desk
from casework.frame import casework_frame
from casework.rights import Right, SignedIn
from config.rendering import render
from crypto.recovery import MoreNeeded, RecoveryShare

recovery = Blueprint("recovery", __name__)
_UNPROCESSABLE = 422


@recovery.get("/recovery")
@opens_to(Right.HOLDER)
def show_recovery(me: SignedIn) -> ResponseReturnValue:
    return render(_page(me, ShareForm()))


@recovery.post("/recovery/share")
@opens_to(Right.HOLDER)
def type_share(me: SignedIn) -> ResponseReturnValue:
    form = ShareForm()
    if not form.validate_on_submit():
        return render(_page(me, form)), _UNPROCESSABLE
    read = take_share(desk(), form.share.data)
    empty = ShareForm(formdata=None)
    if isinstance(read, RecoveryShare):
        return render(_page(me, empty, done=_("This sheet was read. Seal it again.")))
    problem = (
        _("This sheet is of another recovery key than the one that counts.")
        if isinstance(read, OtherSet)
        else mistake_in_words(read)
    )
    return render(_page(me, empty, problem)), _UNPROCESSABLE


@recovery.post("/recovery/restore")
@opens_to(Right.MEMBER)
def restore(me: SignedIn) -> ResponseReturnValue:
    said = restore_reading(desk(), me.person, NoCases())
    if isinstance(said, Rewrapped):
        done = _(
            "%(count)d cases can be read again. Replace the recovery key now.", count=said.scopes
        )
        return render(_page(me, ShareForm(formdata=None), done=done))
    return render(_page(me, ShareForm(formdata=None), _lacking(said))), _UNPROCESSABLE


@recovery.post("/recovery/sign")
@opens_to(Right.MEMBER)
def sign_change_by_recovery(me: SignedIn) -> ResponseReturnValue:
    proposal = open_proposal(desk())
    said = Gone() if proposal is None else sign_by_recovery(desk(), me.person, proposal.id)
    if isinstance(said, Signed | Accepted):
        done = _("Recovery has signed. The change is shown to all for seven days before it counts.")
        return render(_page(me, ShareForm(formdata=None), done=done))
    return render(_page(me, ShareForm(formdata=None), _lacking(said))), _UNPROCESSABLE


@recovery.get("/recovery/key-day")
@opens_to(Right.HOLDER)
def show_key_day(me: SignedIn) -> ResponseReturnValue:
    del me
    return render(KeyDayPage(casework_frame(PEOPLE)))


def _page(
    me: SignedIn, form: ShareForm, problem: str = "", *, done: str = ""
) -> RecoveryPage | NoCommitteePage:
    found = standing()
    if found is None:
        return no_committee()
    kept, now = keepers(desk(), found), sofar(desk())
    return RecoveryPage(
        frame=casework_frame(PEOPLE, wrong=bool(problem or form.errors)),
        inside=names_in_words(kept.members),
        outside=names_in_words(kept.outsiders),
        sofar=_("Enough sheets are here.") if isinstance(now, Ready) else _lacking(now),
        is_ready=isinstance(now, Ready),
        form=form,
        change=open_change(found, me),
        problem=problem,
        done=done,
    )


def _lacking(said: Signing | Sofar) -> str:
    match said:
        case MoreNeeded():
            return missing_in_words(said)
        case OtherSet():
            return _("These sheets are of another recovery key than the one that counts.")
        case Gone() | MayNotSign():
            return _("There is no change that recovery could sign.")
        case Ready() | Signed() | Accepted():
            return ""
