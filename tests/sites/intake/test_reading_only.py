"""Reading works in every state of the manifest; writing keeps the rule for reports."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from config.settings import IntakeSettings, read_settings
from crypto.manifest.body import Derivation
from crypto.names import BlobId
from crypto.passcode.issuing import Passcode, issue
from deploy.standin.committee import stored
from intake.wsgi import create_app
from store.blobs import Blobs
from store.clock import utc_today
from store.errors import FullError
from store.manifests import Manifests
from tests.browser import Visitor
from tests.committee import HELEN, MARIA, SAMUEL, Committee, founded, sitting_at
from tests.conftest import INTAKE, PRODUCTION
from tests.running import intake_environment, of_committee
from tests.sites.intake.comers import Comer, comer, desk_of, hidden_fields, moved_in, nine_words
from tests.sites.intake.test_add import a_file, add
from tests.sites.intake.test_messages import follow_ups

__all__ = ["comer"]  # the fixture

OPENED = "Messages about your report"


@dataclass(frozen=True)
class Quiet:
    """A site whose committee said its last word so many days ago."""

    app: Flask
    visitor: Visitor
    passcode: Passcode

    def come_back(self) -> str:
        return self.visitor.fill_in("/return", words=nine_words(self.app, self.passcode)).text


@pytest.fixture
def quiet(request: pytest.FixtureRequest, tmp_path: Path, empty_dropbox: Path) -> Iterator[Quiet]:
    (tmp_path / "dropbox.sqlite").write_bytes(empty_dropbox.read_bytes())
    url = f"sqlite:///{tmp_path}/dropbox.sqlite"
    last = utc_today() - timedelta(days=request.param)
    with sitting_at(url, founded(last)) as committee:
        committee.notice(last)
        settings = intake_environment(INTAKE, "127.0.0.1:8001", url)
        settings |= PRODUCTION | of_committee(committee.genesis)
        app = create_app(read_settings(IntakeSettings, settings))
        passcode = issue()
        moved_in(app, passcode, (MARIA, HELEN, SAMUEL))
        yield Quiet(app, Visitor(app.test_client(), INTAKE), passcode)
        desk_of(app).dropbox.close()


@pytest.mark.parametrize("quiet", [40], indirect=True)
def test_with_keys_out_of_date_one_can_read_and_is_told_why_one_cannot_write(quiet: Quiet) -> None:
    page = quiet.come_back()
    assert OPENED in page
    assert "You can read here, but not write. The committee’s keys are out of date." in page
    assert 'action="/messages"' not in page
    for path in ("/messages/add", "/messages/identity"):
        assert "You can read here, but not write." in quiet.visitor.get(path).text
    assert "Get proof that you reported" in quiet.visitor.get("/messages/proof").text


@pytest.mark.parametrize("quiet", [10], indirect=True)
def test_while_the_keys_wait_for_a_word_only_people_from_outside_are_written_to(
    quiet: Quiet,
) -> None:
    page = quiet.come_back()
    assert "Only people from outside can open it." in page
    named = page.partition("Who can read it:")[2].partition("</p>")[0]
    assert "Helen Grant" in named
    assert "Maria Alvarez" not in named


def test_a_report_from_before_a_second_derivation_is_still_found(
    comer: Comer, committee: Committee
) -> None:
    sitting = committee.founded
    [first] = sitting.manifest.derivations
    second = Derivation(b"another salt 16b", first.memory_kib, 1, 1, first.words)
    following = replace(sitting.next_manifest(utc_today()), derivations=(first, second))
    with desk_of(comer.app).dropbox.transaction() as tx:
        Manifests(tx).append(stored(sitting.followed_by(following).signed[-1]))
    assert OPENED in comer.come_back().text
    newer = issue()
    moved_in(comer.app, newer)
    assert OPENED in comer.elsewhere().come_back(nine_words(comer.app, newer)).text


class NoRoom:
    """A place for blobs in which there is no room left."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    def append(self, *_: object) -> None:
        raise FullError

    def abandon(self, blob: BlobId) -> None:
        self._blobs.abandon(blob)


def test_what_cannot_be_stored_is_kept_on_the_page_and_sent_once_in_the_end(comer: Comer) -> None:
    page = comer.come_back()
    desk = desk_of(comer.app)
    comer.app.extensions["desk"] = replace(desk, blobs=NoRoom(desk.blobs))  # type: ignore[arg-type]  # as far as a message needs
    failed = comer.send(page, "/messages", message="Hold on to me.")
    assert "We may not have it. Press Send again in a minute." in failed.text
    assert "Hold on to me." in failed.text
    comer.visitor.get("/messages/add")
    with_file = add(comer, message="And me.", files=[a_file()]).text
    assert "And me." in with_file
    assert follow_ups(comer) == []
    comer.app.extensions["desk"] = desk
    hidden = hidden_fields(failed.text, "/messages")
    assert (
        "Your message was sent." in comer.post("/messages", hidden, message="Hold on to me.").text
    )
    # The first page again: its token names the same message, had it arrived after all.
    comer.send(page, "/messages", message="Hold on to me.")
    assert len(follow_ups(comer)) == 1
