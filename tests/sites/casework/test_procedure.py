"""The committee's own procedure is read at start, or the site does not open."""

from dataclasses import replace
from pathlib import Path

import pytest

from casework.complaints.domain.procedure import PACKAGED
from casework.complaints.services.procedure import procedure_of
from casework.wsgi import create_app, start
from config.settings import CaseworkSettings, read_settings
from crypto.message.said import Answer
from tests.cases import only_case
from tests.channel import MARIA, Channel
from tests.running import Environment, casework_environment

EXTRA = """
[category.ACC-TAX]
name = "Taxes"
group = "business integrity"
rule = "in"
years = 7
"""


def environment(folder: Path, procedure: Path) -> Environment:
    dropbox, own = (f"sqlite:///{folder}/{each}.sqlite" for each in ("dropbox", "casework"))
    made = casework_environment("https://committee.example.com", "127.0.0.1:8002", dropbox, own)
    return made | {"CHARTERLINE_PROCEDURE": str(procedure)}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"[promises]\n", "these sections must be there"),
        (b"= nonsense", "this is not TOML"),
        (b"\xff\xfe", "the file is not plain text"),
        (None, "the file cannot be read"),
    ],
)
def test_a_site_whose_procedure_is_wrong_does_not_start_and_says_why(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: bytes | None,
    fault: str,
) -> None:
    procedure = tmp_path / "procedure.toml"
    if text is not None:
        procedure.write_bytes(text)
    for name, value in environment(tmp_path, procedure).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as stopped:
        start()
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("Charterline cannot start. Please set these right:\n")
    assert "CHARTERLINE_PROCEDURE: " in said
    assert fault in said


def test_a_subject_that_counsel_added_is_asked_for(tmp_path: Path) -> None:
    procedure = tmp_path / "procedure.toml"
    procedure.write_text(PACKAGED.read_text("utf-8") + EXTRA, "utf-8")
    settings = read_settings(CaseworkSettings, environment(tmp_path, procedure))
    app = create_app(settings)
    desk = app.extensions["desk"]
    assert "ACC-TAX" in procedure_of(desk).taxonomy.categories
    # A command puts its desk together without a site, and reads the same file.
    assert "ACC-TAX" in procedure_of(replace(desk, procedure=None)).taxonomy.categories
    for each in (desk.database, desk.dropbox):
        each.close()


def test_the_procedure_in_force_is_what_pages_ask_by(channel: Channel) -> None:
    channel.report(Answer("what", "Taxes were not paid."))
    maria = channel.sign_in(MARIA)
    assert "Revenue" in maria.get(f"{only_case(maria)}/triage").text
