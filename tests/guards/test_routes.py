"""Every route of both sites, with the right that it needs: one table to read."""

from pathlib import Path

from flask import Flask

from casework.access import STATIC_FILES, Right, opens_to, required_right
from config.settings import IntakeSettings, Mode, read_settings
from intake.wsgi import create_app
from tests.browser import Visitor
from tests.conftest import INTAKE
from tests.running import intake_environment

INTAKE_ROUTES = {
    "/": "GET",
    "/accessibility": "GET",
    "/before": "GET",
    "/health": "GET",
    "/keys": "GET",
    "/keys/manifests.bin": "GET",
    "/leave": "GET",
    "/messages": "GET POST",
    "/messages/add": "GET",
    "/messages/identity": "GET POST",
    "/messages/proof": "GET POST",
    "/messages/sign-out": "POST",
    "/messages/signed-out": "GET",
    "/messages/stay": "POST",
    "/messages/stop": "GET POST",
    "/messages/stop/close": "POST",
    "/messages/stop/mistake": "POST",
    "/messages/stop/withdraw": "POST",
    "/other-ways": "GET",
    "/report": "GET POST",
    "/report/change": "GET POST",
    "/report/files": "GET POST",
    "/report/send": "GET POST",
    "/report/words": "GET POST",
    "/return": "GET POST",
    "/rights": "GET",
    "/status-help": "GET",
    "/upload/message": "POST",
    "/upload/report": "GET POST",
    "/work-device": "GET",
}

CASEWORK_ROUTES = {
    "/": ("GET", Right.ANYONE),
    "/health": ("GET", Right.ANYONE),
}


def routes_of(app: Flask) -> dict[str, tuple[str, Right | None]]:
    """Return the methods of each address; where two views share one, of both."""
    found: dict[str, tuple[str, Right | None]] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in STATIC_FILES:
            methods = {*(rule.methods or set()), *found.get(str(rule), ("",))[0].split()}
            right = required_right(app.view_functions[rule.endpoint])
            found[str(rule)] = " ".join(sorted(methods - {"HEAD", "OPTIONS"})), right
    return found


def test_the_intake_has_these_routes_and_no_other(intake: Flask) -> None:
    assert {rule: methods for rule, (methods, _) in routes_of(intake).items()} == INTAKE_ROUTES


def test_casework_has_these_routes_with_these_rights_and_no_other(casework: Flask) -> None:
    assert routes_of(casework) == CASEWORK_ROUTES


def test_a_view_that_names_no_right_is_closed(casework: Flask, member: Visitor) -> None:
    casework.add_url_rule("/forgotten", "forgotten", lambda: "open")
    answer = member.get("/forgotten")
    assert answer.status_code == 403
    assert "This page is not open to you" in answer.text


def test_a_view_is_not_open_because_of_its_name(casework: Flask, member: Visitor) -> None:
    casework.add_url_rule("/forgotten", "statements.static", lambda: "open")
    assert member.get("/forgotten").status_code == 403


def test_a_right_that_nobody_has_opens_nothing(casework: Flask, member: Visitor) -> None:
    view = opens_to("triage")(lambda: "open")  # type: ignore[arg-type]  # a right of a later day
    casework.add_url_rule("/later", "later", view)
    assert member.get("/later").status_code == 403


def test_the_component_page_is_there_in_development_only(tmp_path: Path) -> None:
    dropbox = f"sqlite:///{tmp_path}/dropbox.sqlite"
    for mode in Mode:
        environment = intake_environment(INTAKE, "127.0.0.1:8001", dropbox)
        environment["CHARTERLINE_MODE"] = mode
        app = create_app(read_settings(IntakeSettings, environment))
        assert ("/ui" in routes_of(app)) == (mode is Mode.DEVELOPMENT)
