"""Your sign-in: passkeys, codes, devices and sessions, each with a way to end it."""

from base64 import urlsafe_b64encode

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from casework.access import Right, SessionId, SignedIn, opens_to
from casework.desk import desk
from casework.frame import NEW_DEVICES, OWN, casework_frame
from casework.members.domain.sessions import Approved, Device, NotYours, OneMore, Session
from casework.members.services.belongings import (
    Belongings,
    NewPasskey,
    Refused,
    add_passkey,
    approve_device,
    devices_that_ask,
    lock_after,
    look_at,
    remove_device,
    remove_passkey,
    renew_codes,
)
from casework.members.services.passkeys import NotOurs, ask_for_new_passkey
from casework.members.services.sessions import end_session
from casework.members.views.answers import hidden_bytes, passkey_answer
from casework.members.views.pages import (
    AddPasskeyPage,
    NewDevicesPage,
    NewSheetPage,
    OwnPage,
    SeenDevice,
    SeenSession,
)
from casework.members.views.visitor import go
from config.rendering import render
from config.words import in_words
from crypto.keyring.handles import Known
from crypto.names import PersonId

_IDLE = (2, 5, 10, 15, 20, 30)

own = Blueprint("own", __name__)


@own.get("/you")
@opens_to(Right.SIGNED_IN)
def show_own(me: SignedIn) -> ResponseReturnValue:
    mine = look_at(desk(), me.person)
    return go("/") if mine is None else render(_own_page(me, mine))


@own.get("/you/passkeys/new")
@opens_to(Right.SIGNED_IN)
def show_new_passkey(me: SignedIn) -> ResponseReturnValue:
    return _new_passkey(me)


@own.post("/you/passkeys/new")
@opens_to(Right.SIGNED_IN)
def add_own_passkey(me: SignedIn) -> ResponseReturnValue:
    new = NewPasskey(passkey_answer(), request.form.get("label", ""), me.seeds)
    if isinstance(add_passkey(desk(), me.person, new), NotOurs):
        return _new_passkey(me, _("That passkey was not added. Press the button again."))
    return go(f"{OWN}?done=passkey-added")


@own.post("/you/passkeys/remove")
@opens_to(Right.SIGNED_IN)
def remove_own_passkey(me: SignedIn) -> ResponseReturnValue:
    if isinstance(remove_passkey(desk(), me, hidden_bytes("credential")), Refused):
        return go(f"{OWN}?error=last")
    return go(f"{OWN}?done=passkey-removed")


@own.post("/you/codes")
@opens_to(Right.SIGNED_IN)
def show_new_sheet(me: SignedIn) -> ResponseReturnValue:
    return render(NewSheetPage(casework_frame(me, OWN), renew_codes(desk(), me.person)))


@own.post("/you/idle")
@opens_to(Right.SIGNED_IN)
def choose_idle(me: SignedIn) -> ResponseReturnValue:
    typed = request.form.get("minutes", "")
    minutes = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 3 else 0  # noqa: PLR2004  # two digits
    if isinstance(lock_after(desk(), me, minutes), Refused):
        return go(f"{OWN}?error=minutes")
    return go(f"{OWN}?done=idle")


@own.post("/you/sessions/end")
@opens_to(Right.SIGNED_IN)
def end_own_session(me: SignedIn) -> ResponseReturnValue:
    end_session(desk(), me.person, SessionId(hidden_bytes("session")))
    return go(f"{OWN}?done=session")


@own.post("/you/devices/remove")
@opens_to(Right.SIGNED_IN)
def remove_own_device(me: SignedIn) -> ResponseReturnValue:
    if isinstance(remove_device(desk(), me, Known(hidden_bytes("device"))), Refused):
        return go(f"{OWN}?error=only-device")
    return go(f"{OWN}?done=device")


@own.get("/devices")
@opens_to(Right.SIGNED_IN)
def show_new_devices(me: SignedIn) -> ResponseReturnValue:
    asking = tuple(
        (_letters(each.device.id), _since(each.device), each)
        for each in devices_that_ask(desk(), me)
    )
    done = _done().get(request.args.get("done", ""), "")
    return render(NewDevicesPage(casework_frame(me, NEW_DEVICES), asking, done))


@own.post("/devices/approve")
@opens_to(Right.SIGNED_IN)
def approve(me: SignedIn) -> ResponseReturnValue:
    device = Known(hidden_bytes("device"))
    outcome = approve_device(desk(), me, device, PersonId(request.form.get("person", "")))
    match outcome:
        case Approved():
            return go("/devices?done=approved")
        case OneMore():
            return go("/devices?done=one-more")
        case NotYours():
            return go("/devices?done=not-yours")


def _own_page(me: SignedIn, mine: Belongings) -> OwnPage:
    here = next((each.device for each in mine.sessions if each.id == me.session), None)
    wrong = _wrong().get(request.args.get("error", ""), "")
    return OwnPage(
        frame=casework_frame(me, OWN, wrong=bool(wrong)),
        done=_done().get(request.args.get("done", ""), ""),
        error=wrong,
        passkeys=tuple(
            (_letters(each.credential), each, in_words(each.added))
            for each in mine.factors.passkeys
        ),
        has_app=mine.factors.has_app,
        needs_another=not mine.factors.are_carried_twice,
        codes_left=len(mine.factors.recovery),
        devices=tuple(
            SeenDevice(_letters(each.id), _device_words(each), each.id == here)
            for each in mine.devices
        ),
        sessions=_seen_sessions(me, mine),
        idle=mine.account.idle_minutes,
        idle_choices=tuple((str(each), _minutes(each)) for each in _IDLE),
    )


def _seen_sessions(me: SignedIn, mine: Belongings) -> tuple[SeenSession, ...]:
    numbers = {each.id: each.number for each in mine.devices}
    return tuple(
        SeenSession(
            _letters(each.id),
            _on_device(numbers.get(each.device)),
            _session_words(each, desk().minute()),
            each.id == me.session,
        )
        for each in mine.sessions
    )


def _new_passkey(me: SignedIn, error: str = "") -> ResponseReturnValue:
    mine = look_at(desk(), me.person)
    if mine is None:
        return go("/")
    options = ask_for_new_passkey(desk(), mine.account, mine.factors.passkeys)
    return render(AddPasskeyPage(casework_frame(me, OWN, wrong=bool(error)), options, error))


def _device_words(device: Device) -> str:
    if device.approved:
        return str(_("Device %(number)d, %(since)s", number=device.number, since=_since(device)))
    return str(_("Device %(number)d, not approved", number=device.number))


def _since(device: Device) -> str:
    return str(_("first used on %(day)s", day=in_words(device.first)))


def _on_device(number: int | None) -> str:
    if number is None:
        return str(_("On a removed device"))
    return str(_("On device %(number)d", number=number))


def _session_words(session: Session, minute: int) -> str:
    ago = max(0, minute - session.seen)
    state = _("locked") if session.box is None else _("open")
    if not ago:
        return str(_("%(state)s, used just now", state=state))
    return str(_("%(state)s, last used %(ago)s ago", state=state, ago=_minutes(ago)))


def _minutes(count: int) -> str:
    return str(ngettext("%(num)d minute", "%(num)d minutes", count))


def _letters(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode("ascii")


def _done() -> dict[str, str]:
    return {
        "passkey-added": _("The passkey was added."),
        "passkey-removed": _("The passkey was removed. It opens nothing any more."),
        "idle": _("Your choice was saved."),
        "session": _("That session has ended."),
        "device": _("That device was removed, and signed out."),
        "approved": _("The device was approved. It can be used now."),
        "one-more": _("You approved it. Somebody else has to, too; one of the two is a member."),
        "not-yours": _("Nothing was changed. Another member has to approve it."),
    }


def _wrong() -> dict[str, str]:
    return {
        "last": _("That is your last way to sign in. Add another passkey first."),
        "only-device": _("This is your only approved device. Sign in on another one first."),
        "minutes": _("Choose 2 to 30 minutes."),
    }
