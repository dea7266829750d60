"""Addresses of cases: random, as long as a key, and without a word about anything.

An address of a case that somebody may not read is answered like one that never was.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from typing import Final, NoReturn

from flask import Response, abort

from casework.complaints.records.cases import After
from casework.frame import REPORTS
from crypto.keyring.casekeys import CASE_ID_SIZE
from crypto.names import CaseId

_NOT_FOUND: Final = 404
_SEE_OTHER: Final = 303


def address(case: CaseId, place: str = "") -> str:
    name = urlsafe_b64encode(case).decode("ascii").rstrip("=")
    return f"{REPORTS}/{name}/{place}" if place else f"{REPORTS}/{name}"


def case_at(name: str) -> CaseId:
    """Read an address as we write it; any other spelling is no address."""
    return is_address(name) or not_there()


def is_address(name: str) -> CaseId | None:
    try:
        case = CaseId(urlsafe_b64decode(f"{name}=" if name.isascii() else ""))
    except ValueError:
        return None
    is_ours = len(case) == CASE_ID_SIZE and address(case) == f"{REPORTS}/{name}"
    return case if is_ours else None


def ended_at(after: After) -> str:
    """Write down where a page of a list ended: a day that is in clear anyway, and a random id."""
    return urlsafe_b64encode(after.due.isoformat().encode() + after.id).decode().rstrip("=")


def after_at(text: str) -> After | None:
    """Read where a page ended. What we did not write is the beginning."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        day, case = date.fromisoformat(raw[:10].decode()), CaseId(raw[10:])
    except ValueError:
        return None
    return After(day, case)


def not_there() -> NoReturn:
    abort(_NOT_FOUND)


def go(path: str) -> Response:
    """Lead on with a GET, so that reloading the next page posts nothing again."""
    return Response(status=_SEE_OTHER, headers={"Location": path})
