"""The cookies of casework, read and written here and nowhere else.

One says which session this is and holds the key of its box, until the browser closes. Another
says which device this is, and opens nothing. A third is there on devices whose user asked for
single keys, and says nothing else.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace

from flask import Response, request

from casework.desk import desk
from casework.members.services.door import CameIn
from casework.members.services.sessions import Pass, find_visitor
from casework.rights import SignedIn, Visitor
from crypto.keyring.handles import TOKEN_SIZE, Token

_SESSION = "committee"
_DEVICE = "committee-device"
_KEYS = "committee-keys"
_DEVICE_LASTS = 400 * 24 * 60 * 60  # as long as browsers let a cookie live
_SEE_OTHER = 303


def visitor() -> Visitor:
    found = find_visitor(desk(), held())
    return replace(found, keys=_wants_keys()) if isinstance(found, SignedIn) else found


def _wants_keys() -> bool:
    return request.cookies.get(_name(_KEYS)) == "1"


def keep_keys(answer: Response, *, on: bool) -> Response:
    """Remember on this device whether single keys do something: a keyboard is a device's."""
    answer.set_cookie(
        _name(_KEYS),
        "1" if on else "",
        max_age=_DEVICE_LASTS if on else 0,
        secure=desk().settings.over_tls,
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return answer


def held() -> Pass | None:
    return Pass.read(request.cookies.get(_name(_SESSION), ""))


def device() -> Token | None:
    try:
        raw = urlsafe_b64decode(request.cookies.get(_name(_DEVICE), ""))
    except ValueError:
        return None
    return Token(raw) if len(raw) == TOKEN_SIZE else None


def go(path: str) -> Response:
    """Lead on with a GET, so that reloading the next page posts nothing again."""
    return Response(status=_SEE_OTHER, headers={"Location": path})


def give(answer: Response, new: Pass) -> Response:
    answer.set_cookie(
        _name(_SESSION),
        str(new),
        secure=desk().settings.over_tls,
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return answer


def give_both(answer: Response, came: CameIn) -> Response:
    answer.set_cookie(
        _name(_DEVICE),
        urlsafe_b64encode(came.device).decode("ascii"),
        max_age=_DEVICE_LASTS,
        secure=desk().settings.over_tls,
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return give(answer, came.held)


def take_back(answer: Response) -> Response:
    answer.delete_cookie(
        _name(_SESSION),
        secure=desk().settings.over_tls,
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return answer


def page(html: str, code: int = 200) -> Response:
    return Response(html, code, mimetype="text/html")


def _name(cookie: str) -> str:
    # A __Host- cookie needs TLS. Without it there is only localhost.
    return f"__Host-{cookie}" if desk().settings.over_tls else cookie
