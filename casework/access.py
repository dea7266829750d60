"""Closed unless opened.

A view says who may use it with `opens_to`. One that says nothing answers 403, so
forgetting the line fails shut, and one table of all routes shows every right.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import ParamSpec, TypeVar

from flask import Flask, abort, request

P = ParamSpec("P")
R = TypeVar("R")

_RIGHT = "required_right"
_FORBIDDEN = 403
STATIC_FILES = {"static", "ui.static"}


class Right(StrEnum):
    """What a person may do. Rights come with the rooms that need them."""

    ANYONE = "anyone"


def opens_to(right: Right) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _RIGHT, right)
        return view

    return mark


def required_right(view: object) -> Right | None:
    return getattr(view, _RIGHT, None)


def close_unless_opened(app: Flask) -> None:
    """Refuse every view that says nothing. Static files are the same for everybody.

    So far the one right that anybody has is ANYONE; whoever adds another decides here.
    """

    def check() -> None:
        endpoint = request.endpoint or ""
        if request.routing_exception or endpoint in STATIC_FILES:
            return
        if required_right(app.view_functions[endpoint]) is not Right.ANYONE:
            abort(_FORBIDDEN)

    app.before_request(check)
