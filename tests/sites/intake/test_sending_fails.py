"""When the store fails in mid-report, nothing half kept is acknowledged, and no word is lost."""

import pytest
from flask import Flask
from sqlalchemy import Connection

from intake.desk import Desk
from store.database import Database
from store.errors import UnavailableError
from tests.browser import Visitor
from tests.committee import Committee
from tests.sites.intake.pressing import checked, hidden, upload


class LostDatabase(Database):
    """A dropbox that can be read, and that goes away when something is written."""

    def transaction(self) -> "LostDatabase":  # type: ignore[override]  # it never gets further
        return self

    def __enter__(self) -> Connection:
        raise UnavailableError

    def __exit__(self, *_: object) -> None:
        raise AssertionError


def test_a_dropbox_that_fails_acknowledges_nothing_and_loses_nothing(
    open_reporter: Visitor, open_intake: Flask, committee: Committee
) -> None:
    fields = checked(open_reporter)
    desk: Desk = open_intake.extensions["desk"]
    desk.dropbox.__class__ = LostDatabase
    answer = open_reporter.post("/report/send", **fields)
    assert answer.status_code == 503
    assert "You cannot send it twice" in answer.text
    assert hidden(answer.text)["what"] == fields["what"]
    desk.dropbox.__class__ = Database
    assert committee.open_all().reports == ()
    assert "Save these words" in open_reporter.post("/report/send", **hidden(answer.text)).text
    assert len(committee.open_all().reports) == 1


class GoneDatabase(Database):
    """A dropbox that cannot even be read."""

    def reading(self) -> "GoneDatabase":  # type: ignore[override]  # it never gets further
        return self

    def __enter__(self) -> Connection:
        raise UnavailableError

    def __exit__(self, *_: object) -> None:
        raise AssertionError


@pytest.mark.parametrize("path", ["/report", "/report/send"])
def test_a_dropbox_that_is_gone_keeps_what_was_typed_on_the_page(
    open_reporter: Visitor, open_intake: Flask, path: str
) -> None:
    fields = checked(open_reporter)
    desk: Desk = open_intake.extensions["desk"]
    desk.dropbox.__class__ = GoneDatabase
    answer = open_reporter.post(path, **fields)
    desk.dropbox.__class__ = Database
    assert answer.status_code == 503
    assert "You cannot send it twice" in answer.text
    assert hidden(answer.text) == fields
    again = open_reporter.post(path, **hidden(answer.text))
    assert "Save these words" in again.text or "Check your report" in again.text


def test_a_dropbox_that_goes_while_files_come_keeps_what_was_typed(
    open_reporter: Visitor, open_intake: Flask
) -> None:
    fields = checked(open_reporter)
    desk: Desk = open_intake.extensions["desk"]
    desk.dropbox.__class__ = GoneDatabase
    answer = upload(open_reporter, fields, ("a.txt", b"hello"))
    desk.dropbox.__class__ = Database
    assert answer.status_code == 503
    assert hidden(answer.text)["what"] == fields["what"]
    page = open_reporter.post("/report/files", **hidden(answer.text))
    assert "Add files (optional)" in page.text
    assert "Save these words" in upload(open_reporter, hidden(page.text), ("a.txt", b"hi")).text


class BrokenDatabase(Database):
    """A dropbox with a mistake of ours in it."""

    def transaction(self) -> "BrokenDatabase":  # type: ignore[override]  # it never gets further
        raise RuntimeError


def test_a_mistake_of_ours_while_files_come_keeps_what_was_typed(
    open_reporter: Visitor, open_intake: Flask
) -> None:
    fields = checked(open_reporter)
    desk: Desk = open_intake.extensions["desk"]
    desk.dropbox.__class__ = BrokenDatabase
    answer = upload(open_reporter, fields, ("a.txt", b"hello"))
    desk.dropbox.__class__ = Database
    assert answer.status_code == 500
    assert hidden(answer.text)["what"] == fields["what"]
