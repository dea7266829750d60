"""Every day a report goes the whole way: through the real pages, back by its words, and away."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from casework.collecting.commands import backup, collect, selftest
from casework.collecting.domain import Mark
from casework.collecting.records.arrivals import Arrivals
from casework.collecting.records.marks import Marks
from casework.collecting.records.selftests import SelfTest, SelfTests
from casework.collecting.services.selftesting import (
    SAYS,
    SelfTestDays,
    is_self_test,
    mark_opened,
    self_test_state,
)
from casework.collecting.services.visit import Visit, VisitError, certificate_ends
from deploy.standin.committee import Committee as Founded
from store.clock import utc_today
from store.database import Database
from store.dropbox import Dropbox
from tests.deploy.certificate import write_certificate
from tests.running import free_port, intake_environment, of_committee, process
from tests.unit.casework.collecting.senders import send
from tests.unit.casework.ground import House, Templates, laid
from tests.unit.store.builders import an_envelope, id_of

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def open_house(tmp_path: Path, migrated: Templates, founded_today: Founded) -> Iterator[House]:
    """A house whose public site is open, as a process of its own."""
    with laid(tmp_path, migrated, founded_today) as house:
        house.committee.notice()
        port = free_port()
        address = f"http://localhost:{port}"
        environment = intake_environment(
            address, f"127.0.0.1:{port}", house.desk.settings.dropbox_url
        )
        environment |= of_committee(house.committee.genesis)
        environment["CHARTERLINE_KEYS"] = f"{tmp_path}/cookie-keys"  # beside casework's own keys
        with process("intake", environment, f"{address}/health"):
            settings = replace(house.desk.settings, intake_address=address, address=address)
            yield replace(house, desk=replace(house.desk, settings=settings))


def test_the_last_day_of_both_certificates_is_seen_as_a_visitor_sees_it(
    open_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    write_certificate(tmp_path / "tls", ["localhost"])
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "tls" / "localhost.pem"))
    with another_site(tmp_path / "tls") as address:
        settings = replace(open_house.desk.settings, address=address)
        desk = replace(open_house.desk, settings=settings)
        assert selftest.main([], desk) == 0
    with desk.database.reading() as tx:
        marks = Marks(tx).all()
    assert marks[Mark.OWN_CERTIFICATE_ENDS] == utc_today() + timedelta(days=2)
    assert Mark.CERTIFICATE_ENDS not in marks  # the public site of this test has none
    capsys.readouterr()
    assert selftest.main([], desk) == 1
    assert "The certificate could not be looked at." in capsys.readouterr().err


def state(house: House) -> SelfTestDays:
    with house.desk.database.reading() as tx:
        return self_test_state(tx)


def rows(database: Database, *tables: str) -> list[int]:
    with database.reading() as tx:
        counts = [tx.exec_driver_sql(f"SELECT count(*) FROM {table}") for table in tables]  # noqa: S608  # names of ours
        return [int(each.scalar_one()) for each in counts]


IN_DROPBOX = ("envelopes", "blob_rows", "mailbox_states", "mailbox_snapshots")
IN_CASEWORK = ("arrivals", "arrived_rows", "self_tests")


def test_a_test_goes_the_whole_way_and_thirty_days_later_nothing_of_it_is_left(
    open_house: House,
) -> None:
    house, today = open_house, utc_today()
    assert selftest.main([], house.desk) == 0
    assert state(house) == SelfTestDays(sent=today, returned=today)
    assert selftest.main([], house.desk) == 0  # again on one day: nothing more is sent
    assert rows(house.desk.dropbox, *IN_DROPBOX) == [1, 1, 1, 1]
    assert collect.main([], house.desk) == 0
    assert state(house) == SelfTestDays(today, today, today)
    [report] = house_reads(house)
    with house.desk.database.transaction() as tx:
        assert is_self_test(tx, report.envelope)
        mark_opened(tx, report.envelope, today)
        mark_opened(tx, report.envelope, today + timedelta(days=1))
    assert state(house) == SelfTestDays(today, today, today, today)
    _age(house)
    assert selftest.main([], house.desk) == 0
    assert rows(house.desk.database, *IN_CASEWORK)[2] == 2  # no backup holds the old one yet
    backup.main([], house.desk)
    collect.main([], house.desk)
    assert selftest.main([], house.desk) == 0
    assert rows(house.desk.dropbox, *IN_DROPBOX) == [1, 1, 1, 1]
    assert rows(house.desk.database, *IN_CASEWORK) == [1, 1, 1]
    with house.desk.keystore.reading() as keys:
        assert keys.stanzas.find(report.envelope) is None
    assert not is_here(house, report)


def house_reads(house: House) -> list[SelfTest]:
    with house.desk.database.reading() as tx:
        return list(SelfTests(tx).all())


def is_here(house: House, test: SelfTest) -> bool:
    with house.desk.database.reading() as tx:
        return Arrivals(tx).find(test.envelope) is not None


def _age(house: House) -> None:
    """Make the test a month older, wherever its day is written; an envelope's never changes."""
    then = (house.day() - timedelta(days=31)).isoformat()
    with house.desk.database.transaction() as tx:
        tx.exec_driver_sql("UPDATE self_tests SET sent = ?", (then,))
    with house.desk.dropbox.transaction() as tx:
        [(trigger,)] = tx.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'envelopes_parts_only_leave'"
        ).fetchall()
        tx.exec_driver_sql("DROP TRIGGER envelopes_parts_only_leave")
        tx.exec_driver_sql("UPDATE envelopes SET day = ?", (then,))
        tx.exec_driver_sql(trigger)


def test_the_committee_finds_an_ordinary_report_that_says_what_it_is(open_house: House) -> None:
    selftest.main([], open_house.desk)
    [found] = open_house.committee.open_all().reports
    [what] = [each.value for each in found.report.answers or () if each.name == "what"]
    assert what == SAYS
    assert len(found.report.openers) == 7  # all six holders, and recovery


def test_real_reports_are_no_tests(open_house: House) -> None:
    selftest.main([], open_house.desk)
    sent = send(open_house.desk.dropbox)
    with open_house.desk.database.reading() as tx:
        assert not is_self_test(tx, sent.id)
        assert not is_self_test(tx, id_of(an_envelope()))
    with open_house.desk.dropbox.reading() as tx:
        assert sent.id in Dropbox(tx).uncollected()


def test_a_site_that_is_away_is_said_to_be_away(house: House, capsys: Capture) -> None:
    away = replace(house.desk.settings, intake_address=f"http://localhost:{free_port()}")
    assert selftest.main([], replace(house.desk, settings=away)) == 1
    assert "did not answer at /report" in capsys.readouterr().err
    assert state(house) == SelfTestDays()


class Other(BaseHTTPRequestHandler):
    """A site that answers, and is not ours."""

    def do_GET(self) -> None:
        good = self.path == "/good"
        self.send_response(200 if good else 503)
        self.send_header("Set-Cookie", "kept=yes; Path=/")
        self.end_headers()
        self.wfile.write(b"<form action=/x><input type=hidden name=a value=1></form><li>no</li>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is given
        pass


@contextmanager
def another_site(tls: Path | None = None) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Other)
    scheme, name = "http", "127.0.0.1"
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls / "localhost.pem", tls / "localhost.key")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme, name = "https", "localhost"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"{scheme}://{name}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_site_that_answers_something_else_passes_no_test() -> None:
    with another_site() as address:
        page = Visit(address).get("/good")
        assert page.form("/x") == (("a", "1"),)
        assert page.words == ()
        with pytest.raises(VisitError, match="no form for /report"):
            page.form("/report")
        with pytest.raises(VisitError, match="answered 503 at /report"):
            Visit(address).get("/report")
        assert certificate_ends(address) is None
        with pytest.raises(VisitError, match="certificate"):
            certificate_ends(address.replace("http:", "https:"))
