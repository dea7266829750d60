"""From an invitation on paper to the first sign-in, one thing on each page."""

from base64 import urlsafe_b64encode
from collections.abc import Callable

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import AtDoor, Right, opens_to
from casework.desk import desk
from casework.members.domain.factors import PASSKEYS_WANTED
from casework.members.services import codes
from casework.members.services.belongings import NewPasskey, Refused, add_app, add_passkey
from casework.members.services.belongings import renew_codes as make_codes
from casework.members.services.joining import (
    Joining,
    NoInvitation,
    NotYet,
    Step,
    begin,
    confirm_words,
    finish,
    make_words,
    stage,
)
from casework.members.services.passkeys import NotOurs, ask_for_new_passkey
from casework.members.services.sessions import Pass, seeds_in
from casework.members.views.answers import hidden_bytes, passkey_answer
from casework.members.views.door import why_not
from casework.members.views.pages import (
    CodesPage,
    ConfirmWordsPage,
    FactorsPage,
    InvitationPage,
    NewWordsPage,
    NoKeysPage,
    SheetPage,
    ShownWordsPage,
)
from casework.members.views.visitor import device, give, give_both, go, held
from config.frames import GateFrame
from config.rendering import Page, render

_STEPS = "/join/steps"

joining = Blueprint("joining", __name__)


@joining.get("/join")
@opens_to(Right.ANYONE)
def show_invitation() -> ResponseReturnValue:
    return render(InvitationPage(GateFrame()))


@joining.post("/join")
@opens_to(Right.ANYONE)
def use_invitation() -> ResponseReturnValue:
    came = begin(desk(), request.form.get("code", ""), device())
    if isinstance(came, NoInvitation):
        problem = _(
            "That code does not fit. It counts once, for a week, and only the newest one does."
            " Check each letter, or ask for a new one."
        )
        return render(InvitationPage(GateFrame(wrong=True), problem))
    return give_both(go(_STEPS), came)


@joining.get("/join/steps")
@opens_to(Right.JOINING)
def show_step(me: AtDoor) -> ResponseReturnValue:
    found = stage(desk(), me)
    return go("/") if isinstance(found, NotYet) else render(_page(found))


@joining.post("/join/new-words")
@opens_to(Right.JOINING)
def show_new_words(me: AtDoor) -> ResponseReturnValue:
    words = make_words(desk(), me)
    if isinstance(words, NotYet):
        return go(_STEPS)
    return render(ShownWordsPage(GateFrame(), tuple(words.text.split())))


@joining.post("/join/words")
@opens_to(Right.JOINING)
def check_words(me: AtDoor) -> ResponseReturnValue:
    opened = confirm_words(desk(), me, request.form.get("passphrase", ""))
    found = stage(desk(), me)
    if isinstance(opened, Pass):
        return give(go(_STEPS), opened)
    if isinstance(opened, NotYet) or isinstance(found, NotYet):
        return go(_STEPS)
    return render(ConfirmWordsPage(GateFrame(wrong=True), found.account.name, why_not(opened)))


@joining.post("/join/passkey")
@opens_to(Right.JOINING)
def join_with_passkey(me: AtDoor) -> ResponseReturnValue:
    mine = held()
    seeds = None if mine is None else seeds_in(desk(), mine)
    found = stage(desk(), me)
    if seeds is None or isinstance(found, NotYet):
        return go(_STEPS)
    new = NewPasskey(passkey_answer(), request.form.get("label", ""), seeds)
    if isinstance(add_passkey(desk(), me.person, new), NotOurs):
        problem = _("That passkey was not added. Press the button again, or use an app.")
        return render(_factors(found, passkey_error=problem))
    return go(_STEPS)


@joining.post("/join/app")
@opens_to(Right.JOINING)
def join_with_app(me: AtDoor) -> ResponseReturnValue:
    found = stage(desk(), me)
    secret = codes.open_secret(desk(), me.person, hidden_bytes("app"))
    if secret is None or isinstance(found, NotYet) or found.step is not Step.FACTORS:
        return go(_STEPS)
    if isinstance(add_app(desk(), me.person, secret, request.form.get("code", "")), Refused):
        problem = _("That code does not match. Wait for the next one and type it here.")
        return render(_factors(found, secret=secret, app_error=problem))
    return go(_STEPS)


@joining.post("/join/codes")
@opens_to(Right.JOINING)
def show_codes(me: AtDoor) -> ResponseReturnValue:
    found = stage(desk(), me)
    if isinstance(found, NotYet) or found.step is not Step.CODES:
        return go(_STEPS)
    return render(SheetPage(GateFrame(), make_codes(desk(), me.person), "/join/finish"))


@joining.post("/join/finish")
@opens_to(Right.JOINING)
def end_joining(me: AtDoor) -> ResponseReturnValue:
    missing = finish(desk(), me, request.form.get("code", ""))
    if missing is None:
        return go("/")
    problem = _("That is not a code of your newest sheet. Type any one of its ten codes.")
    return render(SheetPage(GateFrame(wrong=True), (), "/join/finish", problem))


def _page(found: Joining) -> Page:
    pages: dict[Step, Callable[[], Page]] = {
        Step.NEW_WORDS: lambda: NewWordsPage(GateFrame()),
        Step.NO_KEYS: lambda: NoKeysPage(GateFrame()),
        Step.WORDS: lambda: ConfirmWordsPage(GateFrame(), found.account.name),
        Step.FACTORS: lambda: _factors(found),
        Step.CODES: lambda: CodesPage(GateFrame()),
    }
    return pages[found.step]()


def _factors(
    found: Joining,
    *,
    secret: codes.AppSecret | None = None,
    passkey_error: str = "",
    app_error: str = "",
) -> FactorsPage:
    account, passkeys = found.account, found.factors.passkeys
    secret = secret or codes.new_app_secret()
    sealed = codes.seal_secret(desk(), account.person, secret)
    host = desk().settings.host
    return FactorsPage(
        frame=GateFrame(wrong=bool(passkey_error or app_error)),
        passkeys=passkeys,
        missing=max(0, PASSKEYS_WANTED - len(passkeys)),
        options=ask_for_new_passkey(desk(), account, passkeys),
        picture=codes.picture_of(codes.app_address(secret, account, host)),
        letters=_in_fours(secret.letters),
        sealed=urlsafe_b64encode(sealed).decode("ascii"),
        passkey_error=passkey_error,
        app_error=app_error,
    )


def _in_fours(letters: str) -> str:
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))
