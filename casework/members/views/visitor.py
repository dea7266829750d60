"""The two cookies of casework, read and written here and nowhere else.

One says which session this is and holds the key of its box, until the browser closes. The
other says which device this is, and opens nothing.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import Response, request

from casework.desk import desk
from casework.members.services.door import CameIn
from casework.members.services.sessions import Pass, find_visitor
from casework.rights import Visitor
from crypto.keyring.handles import TOKEN_SIZE, Token

_SESSION = "committee"
_DEVICE = "committee-device"
_DEVICE_LASTS = 400 * 24 * 60 * 60  # as long as browsers let a cookie live
_SEE_OTHER = 303


def visitor() -> Visitor:
    return find_visitor(desk(), held())


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
