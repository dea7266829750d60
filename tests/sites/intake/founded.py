"""A public site that a committee has opened, in the state that a test asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from flask import Flask

from config.settings import IntakeSettings, read_settings
from crypto.manifest.body import Manifest
from crypto.manifest.notice import Figure, Notice, SelfTest, serialise_notice, sign_notice
from crypto.manifest.people import Role
from crypto.manifest.signed import SignedManifest
from crypto.passcode.wordlist import LANGUAGES, load, pinned
from intake.wsgi import create_app
from store.clock import utc_today
from store.database import Database, Which
from store.manifests import Manifests, StoredManifest, StoredNotice
from store.migrating import migrate
from tests.browser import Visitor
from tests.running import intake_environment
from tests.unit.crypto.committees import (
    DERIVATION,
    Holder,
    after,
    genesis_of,
    hash_of,
    herald_seed,
    holder,
    holders,
    signed,
)

ADDRESS = "https://report.example.com"
PROMISE = "opened within two working days; an update at least every 30 days"
FIGURES = {"action": "6", "closed": "at least 11", "first-reply-days": "2"}
NAMES = {
    "m1": "Maria Alvarez",
    "m2": "Thomas Okafor",
    "m3": "June Park",
    "e1": "Helen Grant",
    "e2": "Omar Haddad",
    "g1": "Ines Costa",
    "r": "Recovery",
}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class State:
    """What stands in the dropbox: how old the list is, and what was said last."""

    age: int = 30
    notice_age: int | None = 0
    figures: bool = True
    is_changing: bool = False


@dataclass(frozen=True, slots=True)
class Founded:
    app: Flask
    visitor: Visitor
    manifest: Manifest
    texts: Sequence[SignedManifest]


def people() -> dict[str, Holder]:
    found = holders(members=3, externals=2, guests=1)
    return {
        name: replace(each, person=replace(each.person, name=NAMES[name]))
        for name, each in found.items()
    }


def found(folder: Path, state: State | None = None, **settings: str) -> Founded:
    state = state or State()
    url = f"sqlite:///{folder}/dropbox.sqlite"
    if not (folder / "dropbox.sqlite").exists():
        migrate(url, Which.DROPBOX)
    seats = people()
    first = _first(seats, state)
    members = [each for each in seats.values() if each.person.role is Role.MEMBER]
    texts = [signed(first, members)]
    if state.is_changing:
        texts.append(_change(first, seats))
    _put(url, texts, state, first)
    genesis = {"CHARTERLINE_GENESIS": hash_of(first).hex()}
    environment = intake_environment(ADDRESS, "127.0.0.1:8001", url) | genesis | settings
    app = create_app(read_settings(IntakeSettings, environment))
    return Founded(app, Visitor(app.test_client(), ADDRESS), first, texts)


def _first(seats: dict[str, Holder], state: State) -> Manifest:
    words = pinned(tuple(load(language) for language in LANGUAGES))
    issued = utc_today() - state.age * _DAY
    return replace(
        genesis_of(seats.values()),
        company="Northfield",
        issued=issued,
        expires=issued + 400 * _DAY,
        derivations=(replace(DERIVATION, words=words, memory_kib=8, passes=1),),
    )


def _change(first: Manifest, seats: dict[str, Holder]) -> SignedManifest:
    """One member and the spare key appoint somebody new: it waits for a week."""
    new = holder("m4")
    newcomer = replace(new, person=replace(new.person, name="Noor Bakker"))
    sitting = {**seats, "m4": newcomer}
    del sitting["m3"]
    manifest = replace(after(first, sitting.values()), issued=utc_today())
    return signed(manifest, [seats["m1"], newcomer, seats["r"]])


def _put(url: str, texts: Sequence[SignedManifest], state: State, first: Manifest) -> None:
    with Database(url, Which.DROPBOX).transaction() as tx:
        for version, each in enumerate(texts, 1):
            Manifests(tx).append(StoredManifest(version, each.text, bytes(each)))
        if state.notice_age is not None:
            day = utc_today() - state.notice_age * _DAY
            notice = _notice(day, state, texts, first)
            text, raw = serialise_notice(notice), sign_notice(notice, herald_seed())
            Manifests(tx).post(StoredNotice(day, text, raw))


def _notice(day: date, state: State, texts: Sequence[SignedManifest], first: Manifest) -> Notice:
    figures = tuple(Figure(*each) for each in FIGURES.items()) if state.figures else ()
    return Notice(
        day=day,
        manifest=texts[-1].hash,
        counted=day if state.figures else None,
        promise=PROMISE,
        self_test=SelfTest(None, None, None),
        figures=figures,
    )
