"""How a session ends, and how it goes on without losing a draft."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from config.rendering import render
from intake.views.mailbox.callers import answered, let_in, without_cookie
from intake.views.mailbox.doors import goodbye_page, signed_out_page

signing_out = Blueprint("signing_out", __name__)

SIGN_OUT = "/messages/sign-out"
SIGNED_OUT = "/messages/signed-out"
STAY = "/messages/stay"
_NO_CONTENT = 204


@signing_out.post(SIGN_OUT)
def sign_out() -> ResponseReturnValue:
    gone = without_cookie(goodbye_page())
    gone.headers["Clear-Site-Data"] = '"cache", "storage"'
    return gone


@signing_out.get(SIGNED_OUT)
def tell_that_it_ended() -> ResponseReturnValue:
    """Where a script leads to when nobody has used a page for half an hour."""
    return render(signed_out_page())


@signing_out.post(STAY)
def stay() -> ResponseReturnValue:
    """Give another half hour, and no page: the browser stays on the one with the draft.

    So “Stay signed in” is a plain form, and no script may talk to anybody.
    """
    if (keys := let_in()) is None:
        return without_cookie(signed_out_page())
    return answered(Response(status=_NO_CONTENT), keys)
