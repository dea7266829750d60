"""When something goes wrong: a plain page for the person, one dull line for us.

The line names the kind of fault and the line of our own code, never its message: a
message may repeat what somebody typed. In development the whole trace is printed.
"""

import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from flask import Flask
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

from config.rendering import Page, render

PageMaker = Callable[[], Page]
Note = Callable[[Exception], None]

_HOUSE = Path(__file__).parent.parent
_ROOMS = ("intake", "casework", "config", "store", "crypto")
_SERVER_FAULT = 500
_WAIT_SECONDS = "60"
_TRY_LATER = (429, 503)
_LAST_LINE = "fault: more than can be noted; nothing more is written until the next start\n"


@dataclass(frozen=True, slots=True)
class FaultPages:
    """Which page answers which fault, by status or by the error's own type."""

    by_code: Mapping[int, PageMaker]
    # Refusals that share a status with others and mean something of their own.
    by_type: Mapping[type[HTTPException], PageMaker]
    # What the store and others raise, and the status that it means for the person.
    codes: Mapping[type[Exception], int]


def answer_faults(
    app: Flask, pages: FaultPages, *, in_development: bool, most_notes: int | None = None
) -> Note:
    """Answer each fault with its page; a fault that nobody foresaw as the 500 that it is.

    What is returned notes a fault that shall not become an answer.
    """
    note = _notes(in_development=in_development, most=most_notes)

    def refused(fault: HTTPException) -> ResponseReturnValue:
        if fault.response is not None:
            return fault.response
        return _answer(fault.code or _SERVER_FAULT, pages.by_type.get(type(fault)))

    def broken(fault: Exception) -> ResponseReturnValue:
        code = next((code for kind, code in pages.codes.items() if isinstance(fault, kind)), 0)
        if not code:
            note(fault)
        return _answer(code or _SERVER_FAULT)

    def _answer(code: int, own: PageMaker | None = None) -> ResponseReturnValue:
        # A fault that has no page of its own is one that only a tool can cause.
        other = _SERVER_FAULT if code >= _SERVER_FAULT else 404
        make = own or pages.by_code.get(code, pages.by_code[other])
        more = {"Retry-After": _WAIT_SECONDS} if code in _TRY_LATER else {}
        return render(make()), code, more

    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(Exception, broken)
    _silence(app, note)
    return note


def _silence(app: Flask, note: Note) -> None:
    """Flask's last word, when a fault's own page fails, would be its log: trace, path and all."""

    def last_word(fault: Exception) -> ResponseReturnValue:
        note(fault)
        return InternalServerError().get_response()

    app.handle_exception = last_word  # type: ignore[assignment,method-assign]  # there is no hook


def _notes(*, in_development: bool, most: int | None) -> Note:
    written = count(1)

    def note(fault: Exception) -> None:
        number = next(written)
        if in_development:
            traceback.print_exception(fault)
        elif most is None or number < most:
            sys.stderr.write(line_of(fault))
        elif number == most:
            sys.stderr.write(_LAST_LINE)

    return note


def line_of(fault: Exception) -> str:
    """Tell a fault's kind and place, and nothing that it carries."""
    frames = traceback.extract_tb(fault.__traceback__)
    places = [(_room(frame.filename), frame.lineno) for frame in frames]
    place, line = next((spot for spot in reversed(places) if spot[0]), ("elsewhere", 0))
    return f"fault: {type(fault).__name__} at {place}:{line}\n"


def _room(filename: str) -> str:
    """Return the file's place in our house, or nothing: other paths tell about the machine."""
    path = Path(filename)
    if not path.is_relative_to(_HOUSE) or path.relative_to(_HOUSE).parts[0] not in _ROOMS:
        return ""
    return str(path.relative_to(_HOUSE))
