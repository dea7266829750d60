"""The one door from a request to the collaborators that `create_app` put together."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from casework.sitting import Sitting
from casework.trust import Trust
from config.settings import CaseworkSettings
from crypto.keyring.keyfile import PRODUCTION
from crypto.passcode.stretching import HashCost
from store.clock import Minute, Today, this_minute, utc_today
from store.database import Database, Which
from store.keystore.store import KeyStore
from store.seen.memory import Memory


@dataclass(frozen=True, slots=True)
class Desk:
    settings: CaseworkSettings
    dropbox: Database
    database: Database
    keystore: KeyStore
    trust: Trust
    today: Today
    minute: Minute
    sitting: Sitting
    cost: HashCost = PRODUCTION


def new_desk(
    settings: CaseworkSettings, today: Today = utc_today, minute: Minute = this_minute
) -> Desk:
    """Put together what the site, and every command, works with. Nothing is opened yet."""
    dropbox = Database(settings.dropbox_url, Which.DROPBOX)
    return Desk(
        settings=settings,
        dropbox=dropbox,
        database=Database(settings.database_url, Which.CASEWORK),
        keystore=KeyStore(settings.keystore, settings.keystore_mirror),
        trust=Trust(dropbox, settings.genesis, Memory(settings.memory), today),
        today=today,
        minute=minute,
        sitting=Sitting(minute),
    )


def lay_desk(app: Flask, desk: Desk) -> None:
    app.extensions["desk"] = desk


def desk() -> Desk:
    return cast(Desk, current_app.extensions["desk"])
