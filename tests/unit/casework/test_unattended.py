"""What timers start has nobody beside it: one thing that stops must not stop the next."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from casework import cli
from casework.collecting.commands import backup
from tests.unit.casework.ground import House

Capture = pytest.CaptureFixture[str]


def test_one_that_stops_stops_no_other_and_repeats_nothing_of_its_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    done: list[str] = []

    def fails(_: Sequence[str]) -> int:
        raise ConnectionError("canary@dropbox.internal")

    def works(_: Sequence[str]) -> int:
        done.append("alarms")
        return 0

    monkeypatch.setattr(cli, "UNATTENDED", {"mail": fails, "alarms": works})
    assert cli.VERBS["each"](["mail", "alarms"]) == 1
    assert done == ["alarms"]
    said = capsys.readouterr().err
    assert said.startswith("“mail” has stopped. fault: ConnectionError at ")
    assert "canary" not in said


def test_where_a_server_makes_the_backups_the_night_does_not_fail_for_it(
    house: House, capsys: Capture
) -> None:
    nowhere = replace(house.desk.settings, backups=None)
    assert backup.main([], replace(house.desk, settings=nowhere)) == 1
    url = "postgresql://charterline_casework@/casework"
    on_a_server = replace(house.desk.settings, backups=None, database_url=url)
    assert backup.main([], replace(house.desk, settings=on_a_server)) == 0
    assert "--restored" in capsys.readouterr().out
