"""The one door from a request to the collaborators that `create_app` put together."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from config.settings import IntakeSettings
from store.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    settings: IntakeSettings
    dropbox: Database


def lay_desk(app: Flask, desk: Desk) -> None:
    app.extensions["desk"] = desk


def desk() -> Desk:
    return cast(Desk, current_app.extensions["desk"])
