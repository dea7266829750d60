"""Disk full, database down, database busy: in mid-report, at each single call to the store.

Nothing is acknowledged that is not durable, nothing half-written remains, and what was
typed stands on the page, ready to be sent again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from store.blobs import DatabaseBlobs
from store.clock import utc_today
from store.errors import BusyError, FullError, UnavailableError
from tests.committee import Committee
from tests.conftest import INTAKE
from tests.kill.faulty import Fault, FaultyDatabase, with_faults
from tests.kill.ground import rows_of
from tests.unit.store.uploads.bodies import BOUNDARY, form
from tests.wire import Answer, Pairs

_STORY = "They told us to “wait” with the <invoices>.\r\nTwice."
_FILES = [("large.bin", bytes(2_500_000)), ("ledger.csv", b"1;2;3\r\n")]
_MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
_MOST_CALLS = 30


@dataclass(frozen=True, slots=True)
class Reporter:
    client: FlaskClient
    with_files: bool

    def checked(self) -> Pairs:
        found = self.client.get("/report", base_url=INTAKE)
        csrf = Answer(found.status_code, found.text).csrf
        asked = [("csrf_token", csrf), ("readers", "all"), ("what", _STORY)]
        return self._post("/report/files" if self.with_files else "/report", dict(asked)).carried

    def send(self, carried: Pairs) -> Answer:
        if not self.with_files:
            return self._post("/report/send", dict(carried))
        body, path = form(carried, _FILES), "/upload/report"
        found = self.client.post(path, base_url=INTAKE, data=body, content_type=_MULTIPART)
        return Answer(found.status_code, found.text)

    def _post(self, path: str, fields: dict[str, str]) -> Answer:
        found = self.client.post(path, base_url=INTAKE, data=fields)
        return Answer(found.status_code, found.text)


@pytest.fixture
def faulty(open_intake: Flask) -> Iterator[FaultyDatabase]:
    faulty = with_faults(open_intake)
    yield faulty
    faulty.close()


_EVERY_FAULT = {
    "full": Fault(FullError()),
    "down": Fault(UnavailableError()),
    "busy": Fault(BusyError()),
    "done-but-not-told": Fault(UnavailableError(), is_late=True),
}


@pytest.mark.parametrize("with_files", [False, True], ids=["text", "files"])
@pytest.mark.parametrize("kind", _EVERY_FAULT)
def test_whichever_call_fails_nothing_is_acknowledged_lost_or_left_by_half(
    open_intake: Flask, faulty: FaultyDatabase, committee: Committee, kind: str, with_files: bool
) -> None:
    reporter = Reporter(open_intake.test_client(), with_files)
    failed = 0
    for at in range(1, _MOST_CALLS):
        fault = replace(_EVERY_FAULT[kind], at=at)
        carried, before = reporter.checked(), rows_of(faulty)["envelopes"]
        faulty.heal()
        faulty.fault = fault
        answer = reporter.send(carried)
        if faulty.calls < fault.at:
            break
        failed += 1
        faulty.heal()
        _expect_whole_or_not_at_all(faulty, before, answer)
        again = answer if answer.words else reporter.send(_kept(answer))
        assert again.words
        assert rows_of(faulty)["envelopes"] == before + 1
    assert failed >= 3
    mail = committee.open_all()
    assert not mail.broken
    assert all(each.report.is_whole for each in mail.reports)


def _expect_whole_or_not_at_all(faulty: FaultyDatabase, before: int, answer: Answer) -> None:
    DatabaseBlobs(faulty, utc_today).sweep(utc_today().replace(year=utc_today().year + 1))
    rows = rows_of(faulty)
    assert len(set(rows.values())) == 1
    assert rows["envelopes"] - before in (0, 1)
    assert rows["envelopes"] > before or not answer.words


def _kept(answer: Answer) -> Pairs:
    """Return what the page would send again: everything that was typed."""
    assert answer.status in {429, 503}
    kept = dict(answer.carried)
    assert kept["what"].split() == _STORY.split()
    assert kept["token"]
    return answer.carried
