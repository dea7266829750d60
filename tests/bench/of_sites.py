"""What a page costs, next to an answer that says nothing."""

from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient

from config.settings import IntakeSettings, read_settings
from intake.wsgi import create_app
from tests.bench.figures import Figure, Work, ratio, repeated, seconds
from tests.running import intake_environment

_ADDRESS = "https://report.example.com"
_TIMES = 200


def figures() -> Iterator[Figure]:
    ours, bare = _fetch(_intake(), "/"), _fetch(_silent(), "/")
    yield Figure("start page / empty answer", ratio(ours, bare), "ratio", 12)
    yield Figure("start page", _TIMES / seconds(ours), "a second")


def _intake() -> Flask:
    environment = intake_environment(_ADDRESS, "127.0.0.1:8001", "sqlite:////nowhere/none.sqlite")
    production = {"CHARTERLINE_MODE": "production"}
    return create_app(read_settings(IntakeSettings, environment | production))


def _silent() -> Flask:
    app = Flask("silent")
    app.add_url_rule("/", "home", lambda: "")
    return app


def _fetch(app: Flask, path: str) -> Work:
    client: FlaskClient = app.test_client()
    return repeated(lambda: client.get(path, base_url=_ADDRESS), _TIMES)
