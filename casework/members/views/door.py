"""Come in, unlock, lock, leave."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from casework.access import AtDoor, Right, SignedIn, Standing, opens_to
from casework.desk import desk
from casework.frame import TODAY
from casework.gatehouse import MustWait
from casework.members.services.belongings import look_at
from casework.members.services.custody import NoKeys
from casework.members.services.door import (
    CameIn,
    NoMatch,
    Typed,
    come_in_by_code,
    come_in_by_passkey,
    is_set_up,
    unlock_by_passkey,
    unlock_by_passphrase,
)
from casework.members.services.passkeys import SIGN_IN, NotOurs, ask_for_passkey, to_unlock
from casework.members.services.sessions import Pass, end_session, lock
from casework.members.views.answers import passkey_answer
from casework.members.views.kept import (
    KEPT_PATH,
    Carried,
    carried_on,
    carry_for,
    keep_typed,
    local,
    posted,
)
from casework.members.views.pages import (
    AskForHelpPage,
    NotSetUpPage,
    SendAgainPage,
    SignInPage,
    UnlockPage,
    WaitingPage,
)
from casework.members.views.visitor import (
    device,
    give,
    give_both,
    go,
    page,
    take_back,
    visitor,
)
from config.frames import GateFrame
from config.rendering import render

_UNAUTHORISED = 401
# The standard wants a scheme named with every 401; browsers pass over one they do not know.
_SCHEME = {"WWW-Authenticate": "Passkey"}

door = Blueprint("door", __name__)


@door.get("/")
@opens_to(Right.ANYONE)
def show_door() -> ResponseReturnValue:
    who = visitor()
    if isinstance(who, SignedIn):
        return go(TODAY)
    if who is None and not is_set_up(desk()):
        return render(NotSetUpPage(GateFrame()))
    return _where_you_stand(who, Carried())


def show_where_you_stand(at: AtDoor | None) -> ResponseReturnValue:
    """Answer for a page that is closed to whoever is not in yet, and keep what they wanted."""
    answer = _where_you_stand(at, carry_for(None if at is None else at.person))
    answer.status_code = _UNAUTHORISED if answer.status_code == 200 else answer.status_code  # noqa: PLR2004  # a page, not a way on
    answer.headers.update(_SCHEME)
    return answer


@door.post("/sign-in/passkey")
@opens_to(Right.ANYONE)
def sign_in_by_passkey() -> ResponseReturnValue:
    carried = carried_on()
    came = come_in_by_passkey(desk(), passkey_answer(), device())
    if isinstance(came, NotOurs):
        problem = _("That passkey was not accepted. Press the button again, or use a code.")
        return _sign_in(carried, passkey_error=problem)
    return _came_in(came, carried)


@door.post("/sign-in/code")
@opens_to(Right.ANYONE)
def sign_in_by_code() -> ResponseReturnValue:
    carried = carried_on()
    typed = Typed(request.form.get("name", ""), request.form.get("code", ""))
    came = come_in_by_code(desk(), typed, device())
    if isinstance(came, CameIn):
        return _came_in(came, carried)
    if isinstance(came, MustWait):
        return _sign_in(carried, name=typed.name, code_error=must_wait(came))
    problem = _("That name and that code do not match.") + " " + tries_left(came)
    return _sign_in(carried, name=typed.name, code_error=problem)


@door.post("/unlock")
@opens_to(Right.AT_DOOR)
def unlock(me: AtDoor | SignedIn) -> ResponseReturnValue:
    carried = carried_on()
    if isinstance(me, SignedIn) or me.standing is not Standing.LOCKED:
        return go("/")
    opened = unlock_by_passphrase(desk(), me, request.form.get("passphrase", ""))
    if isinstance(opened, Pass):
        return _unlocked(opened, me, carried)
    return _unlock(me, carried, passphrase_error=why_not(opened))


@door.post("/unlock/passkey")
@opens_to(Right.AT_DOOR)
def unlock_with_passkey(me: AtDoor | SignedIn) -> ResponseReturnValue:
    carried = carried_on()
    if isinstance(me, SignedIn) or me.standing is not Standing.LOCKED:
        return go("/")
    opened = unlock_by_passkey(desk(), me, passkey_answer())
    if isinstance(opened, Pass):
        return _unlocked(opened, me, carried)
    problem = _("That passkey did not unlock your keys. Press again, or use your passphrase.")
    return _unlock(me, carried, passkey_error=problem)


@door.post("/lock")
@opens_to(Right.SIGNED_IN)
def lock_now(me: SignedIn) -> ResponseReturnValue:
    lock(desk(), me)
    return go("/")


@door.post("/lock/keep")
@opens_to(Right.AT_DOOR)
def lock_and_keep(me: AtDoor | SignedIn) -> ResponseReturnValue:
    """Lock a screen that was left alone, and keep what was typed on it and not sent."""
    carried = keep_typed(local(request.form.get(KEPT_PATH, "")), me.person)
    if isinstance(me, SignedIn):
        lock(desk(), me)
    at = visitor()
    return _where_you_stand(at if isinstance(at, AtDoor) else None, carried)


@door.post("/sign-out")
@opens_to(Right.AT_DOOR)
def sign_out(me: AtDoor | SignedIn) -> ResponseReturnValue:
    end_session(desk(), me.person, me.session)
    return take_back(go("/"))


@door.get("/help")
@opens_to(Right.ANYONE)
def ask_for_help() -> ResponseReturnValue:
    return render(AskForHelpPage(GateFrame()))


def must_wait(wait: MustWait) -> str:
    minutes = wait.minutes
    return str(
        ngettext(
            "Please wait %(num)d minute before the next try. Nothing is erased.",
            "Please wait %(num)d minutes before the next try. Nothing is erased.",
            minutes,
        )
    )


def tries_left(missed: NoMatch) -> str:
    if missed.tries is None:
        return str(_("Check each letter. Nothing is erased."))
    left, wait = missed.tries.left, missed.tries.wait
    if not left:
        return must_wait(MustWait(wait))
    return str(
        ngettext(
            "You can try %(num)d more time before a %(wait)d-minute wait. Nothing is erased.",
            "You can try %(num)d more times before a %(wait)d-minute wait. Nothing is erased.",
            left,
            wait=wait,
        )
    )


def why_not(outcome: NoMatch | MustWait | NotOurs | NoKeys) -> str:
    match outcome:
        case NoMatch():
            words = _("That passphrase does not match. Check Caps Lock and language.")
            return f"{words} {tries_left(outcome)}"
        case MustWait():
            return must_wait(outcome)
        case NoKeys():
            return str(_("Your key file is not here. Ask another member for help."))
        case NotOurs():
            return str(_("This sign-in has ended. Load the page again."))


def _came_in(came: CameIn, carried: Carried) -> Response:
    return give_both(go(local(carried.then)), came)


def _unlocked(new: Pass, me: AtDoor, carried: Carried) -> Response:
    waiting = posted(carried, me.person)
    if waiting is None:
        return give(go(local(carried.then)), new)
    return give(page(render(SendAgainPage(GateFrame(), waiting))), new)


def _where_you_stand(at: AtDoor | None, carried: Carried) -> Response:
    if at is None:
        return _sign_in(carried)
    if at.standing is Standing.JOINING:
        return go("/join/steps")
    if at.standing is Standing.WAITING:
        return _wait(at)
    return _unlock(at, carried)


def _sign_in(
    carried: Carried, *, name: str = "", passkey_error: str = "", code_error: str = ""
) -> Response:
    options = ask_for_passkey(desk(), SIGN_IN)
    frame = GateFrame(wrong=bool(passkey_error or code_error))
    return page(render(SignInPage(frame, options, carried, name, passkey_error, code_error)))


def _unlock(
    at: AtDoor, carried: Carried, *, passkey_error: str = "", passphrase_error: str = ""
) -> Response:
    mine = look_at(desk(), at.person)
    opening = tuple(each for each in mine.factors.passkeys if each.opens) if mine else ()
    options = ask_for_passkey(desk(), to_unlock(at.session), opening) if opening else ""
    frame = GateFrame(wrong=bool(passkey_error or passphrase_error))
    shown = UnlockPage(frame, at.initials, options, carried, passkey_error, passphrase_error)
    return page(render(shown))


def _wait(at: AtDoor) -> Response:
    mine = look_at(desk(), at.person)
    sessions = {session.id: session.device for session in mine.sessions} if mine else {}
    here = sessions.get(at.session)
    found = next((each for each in mine.devices if each.id == here), None) if mine else None
    if found is None:
        return go("/")
    vouched = found.vouched is not None
    return page(render(WaitingPage(GateFrame(), at.initials, found.number, vouched)))
