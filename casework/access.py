"""Closed unless opened.

A view says who may use it with `opens_to`. One that says nothing answers 403, so
forgetting the line fails shut, and one table of all routes shows every right. A
view that asks for more than ANYONE is handed whoever came, as its argument `me`.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, abort, request

from casework.rights import Right, SignedIn, Visitor, opens

__all__ = ["Right", "SignedIn", "Visitor", "close_unless_opened", "opens_to", "required_right"]

P = ParamSpec("P")
R = TypeVar("R")

_RIGHT = "required_right"
_FORBIDDEN = 403
STATIC_FILES = {"static", "ui.static"}


def opens_to(right: Right) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _RIGHT, right)
        return view

    return mark


def required_right(view: object) -> Right | None:
    return getattr(view, _RIGHT, None)


def close_unless_opened(app: Flask, who: Callable[[], Visitor]) -> None:
    """Refuse every view that says nothing. Static files are the same for everybody."""

    def check() -> None:
        endpoint = request.endpoint or ""
        if request.routing_exception or endpoint in STATIC_FILES:
            return
        right = required_right(app.view_functions[endpoint])
        if right is Right.ANYONE:
            return
        visitor = who()
        if right not in set(Right) or not opens(right, visitor):
            abort(_FORBIDDEN)
        if request.view_args is not None:
            request.view_args["me"] = visitor

    app.before_request(check)
