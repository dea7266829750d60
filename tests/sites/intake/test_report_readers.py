"""Who can be chosen when the committee is not all there, and what the pages say then."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from crypto.admission import Admission
from crypto.manifest.people import Role
from crypto.names import PersonId
from intake.forms.report import read_report
from tests.browser import Visitor
from tests.committee import DAVID, HELEN, JUNE, MARIA, SAMUEL, THOMAS
from tests.conftest import INTAKE
from tests.sites.intake import paper
from tests.sites.intake.answers import SHORTEST
from tests.sites.intake.opened import (
    EXTERNALS,
    IN_GRACE,
    LISTS,
    MEMBERS,
    seated,
    site_of,
    site_since,
    word_of,
)


@pytest.fixture
def in_grace(tmp_path: Path) -> Iterator[Flask]:
    with site_since(tmp_path, IN_GRACE) as app:
        yield app


@contextmanager
def with_these_alone(folder: Path, *people: PersonId) -> Iterator[Flask]:
    with seated(folder) as committee, site_of(folder, committee) as app:
        stay = [
            each
            for each in committee.founded.manifest.persons
            if each.id in people or each.role is Role.RECOVERY
        ]
        committee.next_manifest(stay)
        committee.notice()
        yield app


def visitor(app: Flask) -> Visitor:
    return Visitor(app.test_client(), INTAKE)


def texts(page: str) -> str:
    return " ".join(unescape(page).split())


def test_keys_that_nobody_confirmed_are_offered_to_no_member(in_grace: Flask) -> None:
    page = texts(visitor(in_grace).get("/report").text)
    assert "The committee has not confirmed its keys in time." in page
    assert "So only these people can open your report right now." in page
    before, _, _ = page.partition("<fieldset")
    assert all(name in before for name in EXTERNALS)
    assert not any(name in before for name in MEMBERS)
    assert "No. Leave no one out" in page
    assert "All of them can read it" not in page
    assert "Let only one person read it first" not in page


def test_the_check_page_says_so_too(in_grace: Flask) -> None:
    page = visitor(in_grace).fill_in("/report", **SHORTEST).text
    assert paper.rows(page)["Who will read it"] == (
        f"{', '.join(EXTERNALS)} / "
        "The committee has not confirmed its keys. Only people from outside can open it."
    )


def test_who_is_left_out_meanwhile_stays_left_out(in_grace: Flask) -> None:
    page = visitor(in_grace).fill_in("/report", readers="some", left_out=MARIA, what="x").text
    with in_grace.test_request_context():
        form = read_report(paper.would_send(page), word_of(in_grace), LISTS)
        assert form.validate()
    decision = form.decision()
    assert isinstance(decision, Admission)
    assert (decision.admitted, decision.left_out) == ((HELEN, SAMUEL), (MARIA,))


def test_a_first_reader_cannot_be_had_meanwhile(in_grace: Flask) -> None:
    page = visitor(in_grace).fill_in("/report", readers="one", first_reader=MARIA, what="x").text
    assert paper.errors(page)[0][0] == "readers"


def test_a_committee_of_one_is_named_for_what_it_is(tmp_path: Path) -> None:
    with with_these_alone(tmp_path, MARIA, HELEN, SAMUEL) as app:
        page = texts(visitor(app).get("/report").text)
        checked = visitor(app).fill_in("/report", readers="one", first_reader=MARIA, what="x").text
    assert "The committee has fewer than two members right now." in page
    assert paper.rows(checked)["Who will read it"].startswith(", ".join([MEMBERS[0], *EXTERNALS]))


def test_what_cannot_be_sealed_is_not_offered(tmp_path: Path) -> None:
    with with_these_alone(tmp_path, MARIA, DAVID, HELEN) as app:
        names = paper.field_names(visitor(app).get("/report").text)
        refused = visitor(app).fill_in("/report", readers="some", left_out=HELEN, what="x").text
    assert "first_reader" in names
    assert "left_out" not in names
    assert [field for field, _ in paper.errors(refused)] == ["readers"]


def test_a_reader_who_has_left_since_cannot_be_chosen(tmp_path: Path) -> None:
    with with_these_alone(tmp_path, MARIA, DAVID, THOMAS, HELEN, SAMUEL) as app:
        page = visitor(app).fill_in("/report", readers="some", left_out=JUNE, what="x").text
    assert paper.errors(page) == [
        ("left_out", "The answers to choose from have changed. Choose again")
    ]
