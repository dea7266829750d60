"""Closed unless opened.

A view says who may use it with `opens_to`. One that says nothing answers 403, so
forgetting the line fails shut, and one table of all routes shows every right. A
view that asks for more than ANYONE is handed whoever came, as its argument `me`.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, abort, request
from flask.typing import ResponseReturnValue

from casework.rights import AtDoor, Right, Role, SessionId, SignedIn, Standing, Visitor, opens
from config.hardening import UPLOAD_LANE, UPLOAD_LIMIT
from store.clock import seconds
from store.uploads import Body, Pace

__all__ = [
    "AtDoor",
    "Right",
    "Role",
    "SessionId",
    "SignedIn",
    "Standing",
    "Visitor",
    "close_unless_opened",
    "opens_to",
    "required_right",
]

P = ParamSpec("P")
R = TypeVar("R")

_RIGHT = "required_right"
_FORBIDDEN = 403
_PATIENCE = 600  # seconds, for somebody who was locked out while a file was on its way
STATIC_FILES = {"static", "ui.static"}


def opens_to(right: Right) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _RIGHT, right)
        return view

    return mark


def required_right(view: object) -> Right | None:
    return getattr(view, _RIGHT, None)


def close_unless_opened(
    app: Flask,
    who: Callable[[], Visitor],
    show_door: Callable[[AtDoor | None], ResponseReturnValue],
) -> None:
    """Refuse every view that says nothing. Static files are the same for everybody.

    Whoever is not in yet is shown the door where they stand, and so comes back to the same
    page; whoever is in and may not is refused.
    """

    def check() -> ResponseReturnValue | None:
        right = _right_asked(app)
        if right is Right.ANYONE:
            return None
        visitor = who()
        if opens(right, visitor):
            _introduce(visitor)
            return None
        _let_it_end()
        if isinstance(visitor, SignedIn):
            abort(_FORBIDDEN)
        return show_door(visitor)

    app.before_request(check)


def _right_asked(app: Flask) -> Right:
    """Return what this request needs. A view that says nothing, or no right of ours, is shut."""
    endpoint = request.endpoint or ""
    if request.routing_exception or endpoint in STATIC_FILES:
        return Right.ANYONE
    right = required_right(app.view_functions[endpoint])
    if right not in set(Right):
        abort(_FORBIDDEN)
    return Right(right)


def _let_it_end() -> None:
    """Take the rest of a file that is not taken: a browser that still sends hears no answer."""
    if request.path.startswith(UPLOAD_LANE):
        request.max_content_length = UPLOAD_LIMIT
        length = min(request.content_length or UPLOAD_LIMIT, UPLOAD_LIMIT)
        Body(request.stream, length, Pace(seconds, deadline=_PATIENCE)).drain()


def _introduce(visitor: Visitor) -> None:
    """Hand the visitor to the view, as the address hands it its parts."""
    if request.view_args is not None:
        request.view_args["me"] = visitor
