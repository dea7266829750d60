"""A site that may not open says why, in one line, and does not start."""

import pytest

from intake.wsgi import start
from tests.running import intake_environment


def test_words_of_law_that_nobody_approved_stop_a_real_site(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = intake_environment(
        "https://report.example.com", "unix:/run/x.sock", "sqlite:////nowhere/none.sqlite"
    )
    for name, value in (
        environment | {"CHARTERLINE_LAW": "none", "CHARTERLINE_MODE": "production"}
    ).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as stopped:
        start()
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("Charterline cannot start. Please set these right:\nCHARTERLINE_LAW: ")
    assert "protected, summary, government" in said
