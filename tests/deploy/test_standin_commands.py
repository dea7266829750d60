"""The stand-in's commands, as somebody types them who tries the demo for the first time."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from config.settings import IntakeSettings, read_settings
from crypto.message.said import Answer
from deploy.standin.__main__ import main
from deploy.standin.folder import Folder
from deploy.standin.founding import dropbox_url, open_sitting
from intake.wsgi import create_app
from store.clock import utc_today
from store.database import Database, Which
from store.manifests import Manifests
from tests.committee import JUNE
from tests.reporting import report
from tests.running import intake_environment, of_committee

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def var(tmp_path: Path, empty_dropbox: Path) -> Path:
    """A demo's folder in which nobody has founded anything yet."""
    (tmp_path / "dropbox").mkdir()
    shutil.copy(empty_dropbox, tmp_path / "dropbox" / "dropbox.sqlite")
    return tmp_path


@pytest.fixture
def site(var: Path) -> Flask:
    """The public site of that demo, on a day on which notice was given."""
    with open_sitting(var) as sitting:
        sitting.give_notice()
        genesis = sitting.committee.genesis
    settings = intake_environment("https://report.example.com", "127.0.0.1:8001", dropbox_url(var))
    return create_app(read_settings(IntakeSettings, settings | of_committee(genesis)))


def _said(capsys: Capture, var: Path, deed: str, *arguments: str) -> str:
    assert main([deed, "--var", str(var), *arguments]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def _refused(capsys: Capture, var: Path, deed: str, *arguments: str) -> str:
    assert main([deed, "--var", str(var), *arguments]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_the_committee_is_founded_once_and_its_keys_are_for_their_owner_alone(
    var: Path, capsys: Capture
) -> None:
    said = _said(capsys, var, "found")
    assert "Maria Alvarez, chair" in said
    assert "Helen Grant, external, Lee & Grant LLP" in said
    assert _said(capsys, var, "found") == said
    folder = var / "committee"
    made = list(folder.rglob("*"))
    assert len(made) == 11
    assert {path.stat().st_mode & 0o777 for path in made if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (folder, folder / "keys")} == {0o700}


def test_a_founding_that_broke_off_is_taken_up_again(var: Path, capsys: Capture) -> None:
    folder = Folder(var / "committee")
    folder.lay()
    half = folder.seeds_of("maria-alvarez")
    _said(capsys, var, "found")
    founded = folder.committee()
    assert founded is not None
    assert founded.manifest.members[2].signing == half.signing.public


def test_notice_is_given_once_a_day(var: Path, capsys: Capture) -> None:
    assert _said(capsys, var, "notice") == "Posted.\n"
    assert _said(capsys, var, "notice") == "There is a notice of today already.\n"


def test_a_demo_that_was_founded_a_year_ago_is_signed_for_another(var: Path) -> None:
    with open_sitting(var, lambda: utc_today() - timedelta(days=350)) as sitting:
        genesis = sitting.committee.genesis
    with open_sitting(var) as sitting:
        assert sitting.committee.genesis == genesis
        assert sitting.committee.manifest.version == 2
    with open_sitting(var) as sitting:
        assert sitting.committee.manifest.version == 2
    dropbox = Database(dropbox_url(var), Which.DROPBOX)
    with dropbox.reading() as tx:
        assert len(Manifests(tx).chain()) == 2
    dropbox.close()


def test_a_report_is_read_answered_and_read_again(var: Path, site: Flask, capsys: Capture) -> None:
    assert _said(capsys, var, "read") == "Nothing has arrived yet.\n"
    returning = report(site, files={"a.pdf": b"x" * 1_234}, leaving_out=(JUNE,))
    said = _said(capsys, var, "read")
    for line in (
        f"Report 1 ({returning.envelope.hex()[:8]}), sent on {utc_today()}",
        "  Cannot open it: June Park",
        "  Left out by the reporter: June Park",
        "    Invoices from Brightwater were paid twice.",
        "    q2; q3",
        "  File: a.pdf, 1,234 bytes, whole, its hash is right",
    ):
        assert f"{line}\n" in said
    asked = ("Which quarter?", "--status", "asked", "--come-back", "2026-12-01")
    assert _said(capsys, var, "answer", "1", *asked) == "Report 1 was answered.\n"
    returning.add(Answer("message", "The third."))
    again = _said(capsys, var, "read")
    assert again.startswith(said.rstrip("\n"))
    assert f"  Sent later, on {utc_today()}\n" in again


def test_a_report_is_named_by_its_number_or_by_its_id(
    var: Path, site: Flask, capsys: Capture
) -> None:
    name = report(site).envelope.hex()[:8]
    _said(capsys, var, "read")
    assert "gets nothing more" in _said(capsys, var, "remove-reader", name, JUNE)
    assert "never comes back" in _refused(capsys, var, "add-reader", "1", JUNE)
    assert "No report 7 was read yet" in _refused(capsys, var, "answer", "7", "Hello")
    assert "does not read report 1" in _refused(capsys, var, "answer", "1", "x", "--by", JUNE)


def test_nothing_that_a_reporter_wrote_steers_the_terminal(
    var: Path, site: Flask, capsys: Capture
) -> None:
    hostile = "\x1b[2J\u202eliam\r\x9b31m"
    report(site, Answer("what", hostile), files={f"{hostile}\n.pdf": b""})
    said = _said(capsys, var, "read")
    assert not set("\x1b\u202e\r\x9b") & set(said)
    assert "File: \ufffd[2J\ufffdliam\ufffd\ufffd31m\ufffd.pdf, 0 bytes" in said


def test_the_list_of_cases_holds_no_word_of_a_report(var: Path, site: Flask) -> None:
    report(site, Answer("what", "CANARY-STORY"), files={"CANARY-NAME": b"CANARY-FILE"})
    assert main(["read", "--var", str(var)]) == 0
    assert not any(b"CANARY" in path.read_bytes() for path in var.rglob("*") if path.is_file())


def test_a_damaged_list_of_cases_is_said_in_one_line(
    var: Path, site: Flask, capsys: Capture
) -> None:
    report(site)
    _said(capsys, var, "read")
    for damage in ("", "[{}]", "[1]", "{"):
        (var / "committee" / "cases.json").write_text(damage)
        said = _refused(capsys, var, "read")
        assert said == "read: The committee’s list of cases is damaged.\n"


def test_a_mailbox_that_was_closed_is_said_and_stops_nothing(
    var: Path, site: Flask, capsys: Capture
) -> None:
    report(site).close()
    report(site)
    said = _said(capsys, var, "read")
    assert "was closed by its reporter" in said
    assert "Report 2" in said


def test_a_folder_without_a_dropbox_is_said_in_one_line(tmp_path: Path, capsys: Capture) -> None:
    assert _refused(capsys, tmp_path, "found") == "found: the database cannot be reached\n"
