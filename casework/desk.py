"""The one door from a request to the collaborators that `create_app` put together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, cast

from flask import Flask, current_app

from casework.gatehouse import Gatehouse
from casework.rights import SignedIn
from casework.shelf import Shelf
from casework.sitting import Sitting
from casework.trust import Trust
from config.settings import CaseworkSettings
from crypto.keyring.handles import SiteKey
from crypto.keyring.keyfile import PRODUCTION
from crypto.names import PersonId
from crypto.passcode.stretching import HashCost
from crypto.signing import SigningSeed
from store.clock import Epoch, Minute, Today, this_minute, this_second
from store.database import Database, Which
from store.keystore.store import KeyStore
from store.seen.memory import Memory


def _raise(fault: Exception) -> None:
    raise fault


def _at_once(errand: Callable[[], None]) -> None:
    errand()


def _no_book(_desk: "Desk", _person: PersonId, _signing: SigningSeed) -> object:
    return None


BookOf: TypeAlias = Callable[["Desk", PersonId, SigningSeed], object]
"""Where it stands who reads which case, for those who wrap keys anew and know no case."""


def _no_cases(_desk: "Desk", _me: SignedIn) -> object:
    return None


LogsOf: TypeAlias = Callable[["Desk", SignedIn], object]
"""What somebody's own cases tell of what was done in them, for the audit log, which knows none."""

AtUnlock: TypeAlias = Callable[["Desk", SignedIn], None]
"""What can only be done with somebody's keys, and so waits until they are opened."""


@dataclass(frozen=True, slots=True)
class Desk:
    settings: CaseworkSettings
    dropbox: Database
    database: Database
    keystore: KeyStore
    trust: Trust
    site_key: SiteKey
    gatehouse: Gatehouse
    today: Today
    sitting: Sitting
    shelf: Shelf
    minute: Minute = this_minute
    epoch: Epoch = this_second
    at_unlock: tuple[AtUnlock, ...] = ()
    book_of: BookOf = _no_book
    logs_of: LogsOf = _no_cases
    procedure: object = None  # what the committee promises, for the feature that knows its form
    note: Callable[[Exception], None] = _raise
    soon: Callable[[Callable[[], None]], None] = _at_once  # does what no page is to wait for
    cost: HashCost = PRODUCTION


def new_desk(settings: CaseworkSettings, today: Today) -> Desk:
    """Put together what the site, and every command, works with. Nothing is opened yet."""
    dropbox = Database(settings.dropbox_url, Which.DROPBOX)
    return Desk(
        settings=settings,
        dropbox=dropbox,
        database=Database(settings.database_url, Which.CASEWORK),
        keystore=KeyStore(settings.keystore, settings.keystore_mirror),
        trust=Trust(dropbox, settings.genesis, Memory(settings.memory), today),
        site_key=SiteKey.of(settings.code_secret.encode()),
        gatehouse=Gatehouse(this_minute, this_second),
        today=today,
        sitting=Sitting(this_minute),
        shelf=Shelf(),
    )


def lay_desk(app: Flask, desk: Desk) -> None:
    app.extensions["desk"] = desk


def desk() -> Desk:
    return cast(Desk, current_app.extensions["desk"])
