"""One's own keys: a new sheet, new keys, a lost device, and the practice with the paper."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import Right, SignedIn, opens_to
from casework.committee.domain.sharing import mistake_in_words
from casework.committee.services.changes.blocking import block_other_devices
from casework.committee.services.changes.proposing import sign
from casework.committee.services.changes.rekeying import (
    KeysProposed,
    propose_own_new_keys,
    renew_sheet,
)
from casework.committee.services.recovery.drilling import (
    ShareTried,
    TooOld,
    Works,
    try_share,
    try_sheet,
)
from casework.committee.services.recovery.sheets import OtherSet
from casework.committee.services.roster import entry_of
from casework.committee.views.pages import DrillPage, KeysPage, LostPage, NoCommitteePage
from casework.committee.views.showing import (
    CHANGES,
    KEYS,
    is_member,
    lines_of,
    no_committee,
    refusal,
    sheet_page,
    standing,
)
from casework.desk import desk
from casework.frame import PEOPLE, SETTINGS, casework_frame
from casework.rights import opens
from config.frames import CaseworkFrame
from config.rendering import render
from config.words import say

keys = Blueprint("keys", __name__)
_UNPROCESSABLE = 422


@keys.get(KEYS)
@opens_to(Right.CASES)
def show_keys(me: SignedIn) -> ResponseReturnValue:
    return render(_page(me))


@keys.post("/keys/sheet")
@opens_to(Right.CASES)
def make_new_sheet(me: SignedIn) -> ResponseReturnValue:
    renewed = renew_sheet(desk(), me)
    return render(sheet_page(me, renewed, me.name, f"{KEYS}/drill", own=True))


@keys.post("/keys/new")
@opens_to(Right.HOLDER)
def ask_for_new_keys(me: SignedIn) -> ResponseReturnValue:
    said = propose_own_new_keys(desk(), me)
    if not isinstance(said, KeysProposed):
        return render(_page(me, refusal(said))), _UNPROCESSABLE
    if is_member(me):
        sign(desk(), me.person, me.seeds.signing, said.proposal.id)
    next_href = f"{CHANGES}/{said.proposal.id.hex()}"
    return render(sheet_page(me, said.keys, me.name, next_href, own=True))


@keys.get("/keys/lost")
@opens_to(Right.CASES)
def show_lost(me: SignedIn) -> ResponseReturnValue:
    return render(LostPage(_frame(me), opens(Right.HOLDER, me)))


@keys.post("/keys/lost")
@opens_to(Right.CASES)
def block_my_devices(me: SignedIn) -> ResponseReturnValue:
    block_other_devices(desk(), me)
    done = _("Every device but this one is blocked. Nothing on them unlocks anything now.")
    return render(LostPage(_frame(me), opens(Right.HOLDER, me), done))


@keys.get("/keys/drill")
@opens_to(Right.CASES)
def show_drill(me: SignedIn) -> ResponseReturnValue:
    return render(_drill(me))


@keys.post("/keys/drill/sheet")
@opens_to(Right.CASES)
def practise_with_sheet(me: SignedIn) -> ResponseReturnValue:
    if isinstance(try_sheet(desk(), me, request.form.get("words", "")), Works):
        return render(_drill(me, done=_("The sheet works: it opened a practice report.")))
    problem = _("These words do not open your keys. Compare each one with the sheet.")
    return render(_drill(me, wrong_words=problem)), _UNPROCESSABLE


@keys.post("/keys/drill/share")
@opens_to(Right.HOLDER)
def practise_with_share(me: SignedIn) -> ResponseReturnValue:
    said = try_share(desk(), me, request.form.get("share", ""))
    if not isinstance(said, Works):
        return render(_drill(me, wrong_share=_share_problem(said))), _UNPROCESSABLE
    if said.keeper is None:
        return render(_drill(me, done=_("This recovery sheet can be read. Seal it again.")))
    done = _("The sheet of %(name)s can be read. Seal it again.", name=said.keeper.name)
    return render(_drill(me, done=done))


def _share_problem(said: ShareTried) -> str:
    match said:
        case TooOld():
            return str(_("This sheet is of a recovery key that was replaced. Keep it sealed."))
        case OtherSet():
            return str(_("This sheet is of no recovery key of this committee."))
        case Works():
            return ""
        case mistake:
            return say(mistake_in_words(mistake))


def _page(me: SignedIn, problem: str = "") -> KeysPage | NoCommitteePage:
    found = standing()
    if found is None:
        return no_committee(me)
    entry = entry_of(desk(), found, me.person)
    lines = () if entry is None else lines_of(entry.lines)
    return KeysPage(
        frame=_frame(me, wrong=bool(problem)),
        back_href=_home(me),
        may_ask_for_new=opens(Right.HOLDER, me),
        lines=lines,
        problem=problem,
    )


def _drill(
    me: SignedIn, *, wrong_words: str = "", wrong_share: str = "", done: str = ""
) -> DrillPage:
    frame = _frame(me, wrong=bool(wrong_words or wrong_share))
    return DrillPage(frame, opens(Right.HOLDER, me), wrong_words, wrong_share, done)


def _home(me: SignedIn) -> str:
    """A guest has keys and a sheet like anybody, and no page about the committee's people."""
    return PEOPLE if opens(Right.HOLDER, me) else SETTINGS


def _frame(me: SignedIn, *, wrong: bool = False) -> CaseworkFrame:
    return casework_frame(me, _home(me), wrong=wrong)
