"""The one door from a request to the collaborators that `create_app` put together."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from config.settings import IntakeSettings
from crypto.mailbox.filling import Decoy
from crypto.passcode.wordlist import WordList
from intake.conversation import Conversation
from intake.filing import Filing
from intake.keys import KeyFile
from intake.law import Law
from intake.throttle import Gates
from intake.trust import Trust
from store.blobs import Blobs
from store.clock import Minute, Seconds, Today
from store.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    settings: IntakeSettings
    dropbox: Database
    blobs: Blobs
    trust: Trust
    keys: KeyFile
    gates: Gates
    word_lists: tuple[WordList, ...]
    decoy: Decoy
    law: Law
    filing: Filing
    conversation: Conversation
    today: Today
    minute: Minute
    seconds: Seconds


def lay_desk(app: Flask, desk: Desk) -> None:
    app.extensions["desk"] = desk


def desk() -> Desk:
    return cast(Desk, current_app.extensions["desk"])
