"""Recovery by shares, typed by those who keep them, and the key day on which they are made."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import Right, SignedIn, opens_to
from casework.committee.domain.saying import names_in_words
from casework.committee.domain.sharing import missing_in_words, mistake_in_words
from casework.committee.services.changes.proposing import Accepted, Signed
from casework.committee.services.recovery.recovering import (
    Ready,
    Sofar,
    restore_reading,
    sign_by_recovery,
    sofar,
    take_share,
)
from casework.committee.services.recovery.sheets import Known, OtherSet, Read
from casework.committee.services.rewrapping import Rewrapped
from casework.committee.services.roster import keepers
from casework.committee.views.pages import KeyDayPage, NoCommitteePage, RecoveryPage
from casework.committee.views.showing import (
    is_member,
    no_committee,
    proposal_named,
    standing,
    waiting_changes,
)
from casework.desk import desk
from casework.frame import PEOPLE, casework_frame
from config.rendering import render
from config.words import say
from crypto.recovery import MoreNeeded

recovery = Blueprint("recovery", __name__)
_UNPROCESSABLE = 422
_NOT_FOUND = 404


@recovery.get("/recovery")
@opens_to(Right.HOLDER)
def show_recovery(me: SignedIn) -> ResponseReturnValue:
    return render(_page(me))


@recovery.post("/recovery/share")
@opens_to(Right.HOLDER)
def type_share(me: SignedIn) -> ResponseReturnValue:
    read = take_share(desk(), request.form.get("share", ""))
    if isinstance(read, Known):
        return render(_page(me, done=_("This sheet was read. Seal it again.")))
    return render(_page(me, wrong_share=_misread(read))), _UNPROCESSABLE


@recovery.post("/recovery/restore")
@opens_to(Right.MEMBER)
def restore(me: SignedIn) -> ResponseReturnValue:
    said = restore_reading(desk(), me.person)
    if not isinstance(said, Rewrapped):
        return render(_page(me, problem=_lacking(said))), _UNPROCESSABLE
    # Not how many: whoever types sheets may be left out of some of them.
    done = _("What only recovery could read is given back. Replace the recovery key now.")
    return render(_page(me, done=done))


@recovery.post("/recovery/sign/<which>")
@opens_to(Right.MEMBER)
def sign_change_by_recovery(which: str, me: SignedIn) -> ResponseReturnValue:
    proposal = proposal_named(which)
    if proposal is None:
        abort(_NOT_FOUND)
    said = sign_by_recovery(desk(), me.person, proposal.id)
    if isinstance(said, Signed | Accepted):
        return render(_page(me, done=_("The recovery key has signed this change.")))
    problem = (
        _lacking(said)
        if isinstance(said, MoreNeeded | OtherSet | Ready)
        else _("This change is over. Nothing was signed.")
    )
    return render(_page(me, problem=problem)), _UNPROCESSABLE


@recovery.get("/recovery/key-day")
@opens_to(Right.HOLDER)
def show_key_day(me: SignedIn) -> ResponseReturnValue:
    return render(KeyDayPage(casework_frame(me, PEOPLE)))


def _page(
    me: SignedIn, *, wrong_share: str = "", problem: str = "", done: str = ""
) -> RecoveryPage | NoCommitteePage:
    found = standing()
    if found is None:
        return no_committee(me)
    kept, now = keepers(desk(), found), sofar(desk())
    return RecoveryPage(
        frame=casework_frame(me, PEOPLE, wrong=bool(problem or wrong_share)),
        inside=say(names_in_words(kept.members)),
        outside=say(names_in_words(kept.outsiders)),
        sofar=_lacking(now),
        is_ready=isinstance(now, Ready),
        is_member=is_member(me),
        changes=waiting_changes(found, me),
        wrong_share=wrong_share,
        problem=problem,
        done=done,
    )


def _misread(read: Read) -> str:
    match read:
        case OtherSet():
            return str(_("This sheet is of no recovery key of this committee."))
        case Known():
            return ""
        case mistake:
            return say(mistake_in_words(mistake))


def _lacking(now: Sofar) -> str:
    match now:
        case MoreNeeded():
            return say(missing_in_words(now))
        case OtherSet():
            return str(_("These sheets do not go together."))
        case Ready():
            return str(_("Enough sheets are here."))
