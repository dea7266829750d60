"""Addresses of cases: random, as long as a key, and without a word about anything.

An address of a case that somebody may not read is answered like one that never was.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final, NoReturn

from flask import Response, abort

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


def not_there() -> NoReturn:
    abort(_NOT_FOUND)


def go(path: str) -> Response:
    """Lead on with a GET, so that reloading the next page posts nothing again."""
    return Response(status=_SEE_OTHER, headers={"Location": path})
