"""When something goes wrong: a plain page for the person, one dull line for us.

The line names the kind of fault and the line of our own code, never its message: a
message may repeat what somebody typed. In development the whole trace is printed.
"""

import sys
import traceback
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from flask import Flask
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

from config.rendering import Page, render

PageMaker = Callable[[], Page]

_HOUSE = Path(__file__).parent.parent
_ROOMS = ("intake", "casework", "config", "store", "crypto")
_SERVER_FAULT = 500
# Lines of one process: the file that takes them is in memory, and somebody may cause them.
_MOST_NOTES = 1_000
_WAIT_SECONDS = "60"
_TRY_LATER = (429, 503)


def answer_faults(app: Flask, pages: Mapping[int, PageMaker], *, in_development: bool) -> None:
    """Answer each HTTP fault with its page; any other fault as the 500 that it is."""

    def refused(fault: HTTPException) -> ResponseReturnValue:
        if fault.response is not None:
            return fault.response
        code = fault.code or _SERVER_FAULT
        # A fault that has no page of its own is one that only a tool can cause.
        page = pages.get(code, pages[404] if code < _SERVER_FAULT else pages[_SERVER_FAULT])
        more = {"Retry-After": _WAIT_SECONDS} if code in _TRY_LATER else {}
        return render(page()), code, more

    notes = count(1)

    def broken(fault: Exception) -> ResponseReturnValue:
        if next(notes) <= _MOST_NOTES:
            _note(fault, in_development=in_development)
        return refused(InternalServerError())

    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(Exception, broken)


def _note(fault: Exception, *, in_development: bool) -> None:
    if in_development:
        traceback.print_exception(fault)
        return
    places = [(_room(frame.filename), frame.lineno) for frame in _frames(fault)]
    place, line = next((spot for spot in reversed(places) if spot[0]), ("elsewhere", 0))
    sys.stderr.write(f"fault: {type(fault).__name__} at {place}:{line}\n")


def _frames(fault: Exception) -> traceback.StackSummary:
    return traceback.extract_tb(fault.__traceback__)


def _room(filename: str) -> str:
    """Return the file's place in our house, or nothing: other paths tell about the machine."""
    path = Path(filename)
    if not path.is_relative_to(_HOUSE) or path.relative_to(_HOUSE).parts[0] not in _ROOMS:
        return ""
    return str(path.relative_to(_HOUSE))
