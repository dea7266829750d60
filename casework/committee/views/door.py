"""For somebody at the door without keys: ask for new ones, on one's own screen, and sign with them.

Nobody else sees these words. They open nothing before enough members have signed, and nobody
comes here without a second factor.
"""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import AtDoor, Right, SignedIn, opens_to
from casework.committee.services.changes.asking import (
    AsksTooOften,
    ask_for_own_keys,
    naming_my_keys,
    proposed_by,
    sign_with_coming,
)
from casework.committee.services.changes.proposing import Accepted, Signed
from casework.committee.services.changes.rekeying import KeysProposed
from casework.committee.views.pages import DoorKeysPage, DoorSheetPage
from casework.committee.views.showing import change_of, refusal, standing
from casework.desk import desk
from config.frames import GateFrame
from config.rendering import render

door_keys = Blueprint("door_keys", __name__)
PATH = "/new-keys"
_INSTEAD = "instead"
_UNPROCESSABLE = 422
_WAIT = 429


@door_keys.get(PATH)
@opens_to(Right.AT_DOOR)
def show_door_keys(me: AtDoor | SignedIn) -> ResponseReturnValue:
    return render(_page(me))


@door_keys.post(f"{PATH}/ask")
@opens_to(Right.AT_DOOR)
def ask_for_keys(me: AtDoor | SignedIn) -> ResponseReturnValue:
    standing_one = proposed_by(desk(), me.person)
    if standing_one is not None and request.form.get(_INSTEAD) != standing_one.id.hex():
        problem = _("You have proposed a change that waits. Read it first, and then ask again.")
        return render(_page(me, problem=problem)), _UNPROCESSABLE
    said = ask_for_own_keys(desk(), me.person)
    if isinstance(said, KeysProposed):
        return render(DoorSheetPage(GateFrame(), said.keys.passphrase.text))
    if isinstance(said, AsksTooOften):
        return render(_page(me, problem=_wait(said))), _WAIT
    return render(_page(me, problem=refusal(said))), _UNPROCESSABLE


@door_keys.post(f"{PATH}/sign")
@opens_to(Right.AT_DOOR)
def sign_with_new_keys(me: AtDoor | SignedIn) -> ResponseReturnValue:
    """Let somebody whose old keys are lost sign with the new ones, before these are in force."""
    said = sign_with_coming(desk(), me.person, request.form.get("words", ""))
    if isinstance(said, Signed | Accepted):
        done = _("You have signed. Your new words unlock your keys once enough have.")
        return render(_page(me, done=done))
    if isinstance(said, AsksTooOften):
        return render(_page(me, problem=_wait(said))), _WAIT
    problem = _("These words do not open the new keys. Compare them with the new sheet.")
    return render(_page(me, problem=problem)), _UNPROCESSABLE


def _page(me: AtDoor | SignedIn, *, done: str = "", problem: str = "") -> DoorKeysPage:
    found = standing()
    naming = () if found is None else naming_my_keys(desk(), me.person)
    mine = None if found is None else proposed_by(desk(), me.person)
    return DoorKeysPage(
        frame=GateFrame(wrong=bool(problem)),
        initials=me.initials if isinstance(me, AtDoor) else me.name,
        changes=tuple(change_of(each, found, me) for each in naming if found is not None),
        standing=None if mine is None or found is None else change_of(mine, found, me),
        instead="" if mine is None else mine.id.hex(),
        done=done,
        problem=problem,
    )


def _wait(said: AsksTooOften) -> str:
    return str(_("Too many tries. Wait %(minutes)d minutes.", minutes=said.minutes))
