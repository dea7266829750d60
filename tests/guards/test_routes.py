"""Every route of both sites, with the right that it needs: one table to read."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from casework.access import STATIC_FILES, Right, opens_to, required_right
from casework.members.domain.accounts import State
from casework.members.records import Accounts
from casework.rights import Role
from config.settings import IntakeSettings, Mode, read_settings
from intake.wsgi import create_app
from tests.browser import Visitor
from tests.conftest import INTAKE
from tests.guards.asking import ask, opens_to_roles, token_for
from tests.guards.casework_routes import CASEWORK_ROUTES
from tests.guards.intake_routes import INTAKE_ROUTES
from tests.members import House, Somebody, house_at
from tests.running import intake_environment


def routes_of(app: Flask) -> dict[str, tuple[str, Right | None]]:
    """Return the methods and the right of each address. Two views of one must ask for one right."""
    found: dict[str, tuple[str, Right | None]] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in STATIC_FILES:
            continue
        methods = set(rule.methods or ()) - {"HEAD", "OPTIONS"}
        right = required_right(app.view_functions[rule.endpoint])
        before = found.get(str(rule), ("", right))
        assert before[1] is right, f"{rule} asks for two rights"
        found[str(rule)] = (" ".join(sorted(methods | set(before[0].split()))), right)
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


REFUSED = 403
AT_THE_DOOR = 401


@pytest.fixture
def house(tmp_path: Path, empty_casework: Path) -> Iterator[House]:
    shutil.copy(empty_casework, tmp_path / "casework.sqlite")
    house = house_at(tmp_path)
    for right in Right:
        view = opens_to(right)(lambda me=None: "open")  # noqa: ARG005  # whoever comes, it opens
        house.app.add_url_rule(f"/only/{right.name}", f"only-{right.name}", view)
    yield house
    house.desk.database.close()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_what_the_table_says_and_nothing_else(role: Role, house: House) -> None:
    """Every route, in every way, by somebody who is in; what a route does is another test's."""
    roles: set[Role] = {role, Role.MEMBER} if role is Role.CHAIR else {role}
    pat = house.joined("p1", "Pat Doe", *roles)
    visitor, token = signed_in(house, pat)
    for path, (methods, right) in routes_of(house.app).items():
        for method in methods.split():
            answer = ask(visitor, method, path, token)
            assert (path, answer == REFUSED) == (path, not opens_to_roles(right, roles))
            assert answer != AT_THE_DOOR
            if method == "POST" and answer != REFUSED:  # it may have ended what began at the door
                visitor, token = signed_in(house, pat)


def signed_in(house: House, somebody: Somebody) -> tuple[Visitor, str]:
    house.keys(somebody.id)  # one of the routes makes a new sheet
    visitor = house.signed_in(somebody)
    return visitor, token_for(visitor)


def statuses(visitor: Visitor, app: Flask, *rights: Right) -> set[int]:
    """Ask every route of these rights in every way, with a token of this very visit."""
    token = token_for(visitor)
    found = set()
    for path, (methods, right) in routes_of(app).items():
        for method in methods.split() if right in rights else ():
            found.add(ask(visitor, method, path, token))
    return found


INSIDE = set(Right) - {Right.ANYONE, Right.AT_DOOR, Right.JOINING}


def test_every_route_but_the_open_ones_shows_a_stranger_the_door(house: House) -> None:
    closed = set(Right) - {Right.ANYONE}
    assert statuses(house.visitor(), house.app, *closed) == {AT_THE_DOOR}


def test_every_route_inside_is_shut_to_whoever_has_a_second_factor_alone(house: House) -> None:
    visitor = house.at_the_door(house.joined("p1", "Pat Doe", Role.MEMBER))
    assert statuses(visitor, house.app, *INSIDE, Right.JOINING) == {AT_THE_DOOR}


def test_every_route_inside_is_shut_on_a_device_that_nobody_approved(house: House) -> None:
    visitor = house.signed_in(house.joined("p1", "Pat Doe", Role.MEMBER), house.visitor())
    assert statuses(visitor, house.app, *INSIDE, Right.JOINING) == {AT_THE_DOOR}


def test_every_route_inside_is_shut_to_whoever_is_being_enrolled(house: House) -> None:
    pat = house.joined("p1", "Pat Doe", Role.MEMBER)
    visitor = house.signed_in(pat)
    with house.desk.database.transaction() as tx:
        Accounts(tx).change(replace(pat.account, state=State.INVITED))
    assert statuses(visitor, house.app, *INSIDE, Right.AT_DOOR) == {303}
    assert visitor.get("/you").headers["Location"] == "/join/steps"


def test_every_route_is_shut_to_whoever_has_left(house: House) -> None:
    pat = house.joined("p1", "Pat Doe", Role.MEMBER)
    visitor = house.signed_in(pat)
    with house.desk.database.transaction() as tx:
        Accounts(tx).change(replace(pat.account, state=State.ENDED))
    closed = set(Right) - {Right.ANYONE}
    assert statuses(visitor, house.app, *closed) == {AT_THE_DOOR}


def test_the_component_page_is_there_in_development_only(tmp_path: Path) -> None:
    dropbox = f"sqlite:///{tmp_path}/dropbox.sqlite"
    for mode in Mode:
        environment = intake_environment(INTAKE, "127.0.0.1:8001", dropbox)
        environment["CHARTERLINE_MODE"] = mode
        app = create_app(read_settings(IntakeSettings, environment))
        assert ("/ui" in routes_of(app)) == (mode is Mode.DEVELOPMENT)
