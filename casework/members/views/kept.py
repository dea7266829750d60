"""What somebody wanted when the door was shut: a page to go to, or words that they had posted.

The words lie in the page that asks to unlock, sealed to the site and to their person:
whoever picks up a locked screen finds nothing in it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from json import dumps, loads

from flask import request

from casework.desk import desk
from config.hardening import UPLOAD_LANE
from crypto.errors import CannotOpenError
from crypto.names import PersonId

KEPT_PATH = "kept-path"
_KEPT = "kept-post"
_TOKEN = "csrf_token"  # noqa: S105  # the name of a field
_SECRETS = ("passphrase", "words", "share", "code", "secret")
# Base64 makes three bytes four, and the page that brings it back may have 512 kB.
_MOST = 360_000


@dataclass(frozen=True, slots=True)
class Carried:
    """What the door's forms carry along, as they stand in the page."""

    then: str = ""
    kept: str = ""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    path: str
    fields: tuple[tuple[str, str], ...] = field(repr=False)


def carry_for(person: PersonId | None) -> Carried:
    """Keep what this request wanted, so that unlocking leads back to it."""
    if request.method == "GET":
        return Carried(then=request.path)
    if request.path.startswith(UPLOAD_LANE):  # a file cannot be kept: back to where it was chosen
        return Carried(then=f"/{request.path.removeprefix(UPLOAD_LANE)}", lost=True)
    return keep_typed(request.path, person)


def keep_typed(path: str, person: PersonId | None) -> Carried:
    """Seal what this request brought, to be posted there once its person is back.

    Not so what opens or lets in: no page holds a passphrase, a code or a word of a sheet, not even
    sealed. Without it the rest would be of no use, so it is asked for anew.
    """
    if any(map(request.form.get, _SECRETS)):
        return Carried(lost=True)
    fields = [
        [name, value]
        for name, value in request.form.items(multi=True)
        if name not in {_TOKEN, KEPT_PATH}
    ]
    plain = dumps([path, fields]).encode()
    if person is None or len(plain) > _MOST:
        return Carried(lost=True)
    sealed = desk().site_key.lock(plain, _KEPT, person)
    return Carried(kept=urlsafe_b64encode(sealed).decode("ascii"))


def carried_on() -> Carried:
    return Carried(request.form.get("then", ""), request.form.get("kept", ""))


def posted(carried: Carried, person: PersonId) -> Posted | None:
    """Return what this person posted before the lock, and nobody else's words."""
    if not carried.kept:
        return None
    try:
        sealed = urlsafe_b64decode(carried.kept)
        path, fields = loads(desk().site_key.unlock(sealed, _KEPT, person))
    except (ValueError, CannotOpenError):
        return None
    return Posted(path, tuple((name, value) for name, value in fields))


def local(path: str) -> str:
    """Return the path if it is one of this site, or the start: nobody is led elsewhere."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"
