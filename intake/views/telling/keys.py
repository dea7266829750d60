"""For careful readers: who holds keys, by whose signature, and a file to check it with at home."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from config.frames import IntakeFrame
from config.rendering import Page, render
from crypto.manifest.body import Manifest
from crypto.manifest.fingerprint import fingerprint
from crypto.manifest.people import Person, Role
from crypto.manifest.signed import SignedManifest
from crypto.manifest.standing import Current
from intake.desk import desk
from intake.forms.readers import name_of
from intake.trust import Closed, Word
from intake.views import frame as places
from intake.views.frame import intake_frame

keys = Blueprint("keys", __name__)

FILE = f"{places.KEYS}/manifests.bin"
_LENGTH = 4
_NOT_FOUND = 404
# Members first: they are who a report goes to.
_ORDER = (Role.MEMBER, Role.EXTERNAL, Role.GUEST, Role.RECOVERY)


@dataclass(frozen=True, slots=True)
class KeyHolder:
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class KeyList:
    """One signed list of who holds keys."""

    version: int
    issued: date
    expires: date
    holders: tuple[KeyHolder, ...]


@dataclass(frozen=True, slots=True)
class WaitingList:
    keys: KeyList
    counts_from: date


@dataclass(frozen=True)
class KeysPage(Page):
    template: ClassVar[str] = "keys.html"
    frame: IntakeFrame
    fingerprint: tuple[str, ...]
    places: str | None
    today: KeyList | None
    is_current: bool
    waiting: tuple[WaitingList, ...]
    onion: str | None
    source: str | None
    security_test: str | None


@keys.get(places.KEYS)
def show_keys() -> ResponseReturnValue:
    word = _word()
    settings = desk().settings
    return render(
        KeysPage(
            frame=intake_frame(),
            fingerprint=tuple(fingerprint(settings.genesis).split()),
            places=settings.fingerprint_places,
            today=None if word is None else _list(word.manifest),
            is_current=word is not None and isinstance(word.standing, Current),
            waiting=() if word is None else _waiting(word),
            onion=settings.onion,
            source=settings.source,
            security_test=settings.security_test,
        )
    )


@keys.get(FILE)
def download() -> Response:
    """Give every list with its signatures, the same bytes to everybody."""
    word = _word()
    if word is None:
        abort(_NOT_FOUND)
    return Response(
        b"".join(_framed(each) for each in word.signed),
        mimetype="application/octet-stream",
        headers={"Content-Disposition": "attachment; filename=manifests.bin"},
    )


def _word() -> Word | None:
    """Return what was verified, even when it has run out: it is here to be looked at."""
    said = desk().trust.now()
    return said.word if isinstance(said, Closed) else said


def _framed(signed: SignedManifest) -> bytes:
    raw = bytes(signed)
    return len(raw).to_bytes(_LENGTH) + raw


def _waiting(word: Word) -> tuple[WaitingList, ...]:
    return tuple(WaitingList(_list(each.link.manifest), each.counts_from) for each in word.waiting)


def _list(manifest: Manifest) -> KeyList:
    return KeyList(
        version=manifest.version,
        issued=manifest.issued,
        expires=manifest.expires,
        holders=tuple(KeyHolder(name_of(each), _role(each)) for each in _ordered(manifest)),
    )


def _ordered(manifest: Manifest) -> list[Person]:
    return sorted(manifest.persons, key=lambda each: (_ORDER.index(each.role), not each.chair))


def _role(person: Person) -> str:
    says: dict[Role, str] = {
        Role.MEMBER: _("Committee member. Gets a key to each new report."),
        Role.EXTERNAL: _("Works only for the committee. Gets a key to each new report."),
        Role.GUEST: _("A guest. Is let in to single cases, and gets no new report."),
        Role.RECOVERY: _("The spare key. It is split, and no one person can use it."),
    }
    return says[person.role]
