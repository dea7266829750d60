"""What an administrator types: the databases are made, swept, and the address stays unseen."""

import io
from datetime import timedelta
from pathlib import Path

import pytest

from store.__main__ import main
from store.blobs import DatabaseBlobs
from store.clock import utc_today
from store.database import Database, Which
from store.dropbox import Dropbox
from store.manifests import Manifests
from tests.postgres import PostgresServer
from tests.unit.store.builders import DAY, a_blob_id, an_envelope
from tests.unit.store.conftest import Ground


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/charterline/dropbox.db"


def _is_migrated(url: str) -> bool:
    database = Database(url, Which.DROPBOX)
    with database.reading() as tx:
        empty = list(Manifests(tx).chain()) == []
    database.close()
    return empty


def test_a_database_is_made_by_one_command(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "dropbox", "--url", url]) == 0
    assert main(["migrate", "dropbox", "--url", url]) == 0  # and again changes nothing
    assert "up to date" in capsys.readouterr().out
    assert _is_migrated(url)


def test_the_address_may_come_from_a_file(url: str, tmp_path: Path) -> None:
    (tmp_path / "address").write_text(url + "\n")
    assert main(["migrate", "dropbox", "--url-file", str(tmp_path / "address")]) == 0
    assert _is_migrated(url)


def test_the_address_may_come_from_standard_input(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(url + "\n"))
    assert main(["migrate", "dropbox", "--url-file", "-"]) == 0
    assert _is_migrated(url)


@pytest.mark.parametrize("extra", [[], ["--url", "sqlite:///a", "--url-file", "-"]])
def test_there_is_exactly_one_address(extra: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(["migrate", "dropbox", *extra])


def test_casework_has_nothing_to_sweep() -> None:
    with pytest.raises(SystemExit):
        main(["sweep", "casework", "--url", "sqlite:///a"])


def test_the_sweep_tells_what_it_removed(
    ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    old = utc_today() - timedelta(days=2)
    DatabaseBlobs(ground.intake, lambda: old).append(a_blob_id(), 0, b"x")
    DatabaseBlobs(ground.intake, utc_today).append(a_blob_id(), 0, b"x")
    assert main(["sweep", "dropbox", "--url", ground.casework_url]) == 0
    assert capsys.readouterr().out.startswith("1 unclaimed rows removed")


@pytest.mark.parametrize("ground", ["postgresql"], indirect=True)
def test_an_administrator_lets_the_order_be_forgotten(ground: Ground) -> None:
    with ground.intake.transaction() as tx:
        Dropbox(tx).deposit(envelope := an_envelope(), a_blob_id(), DAY)
    assert main(["forget-order", "dropbox", "--url", ground.owner_url]) == 0
    with ground.casework.reading() as tx:
        assert [waiting.whole() for waiting in Dropbox(tx).waiting(10)] == [envelope]


def test_roles_are_made_and_then_a_database_is_migrated(
    postgres: PostgresServer, capsys: pytest.CaptureFixture[str]
) -> None:
    address = postgres.url(postgres.new_database())
    assert main(["create-roles", "dropbox", "--url", address]) == 0
    assert main(["migrate", "dropbox", "--url", address]) == 0
    assert _is_migrated(address)
    assert address not in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["migrate", "create-roles", "sweep", "forget-order"])
def test_what_fails_is_told_in_one_line_without_the_address(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, "dropbox", "--url", "postgresql://u:hunter2@127.0.0.1:1/d"]) == 1
    said = capsys.readouterr().err
    assert said == f"{verb}: the database cannot be reached\n"


@pytest.mark.parametrize("verb", ["create-roles", "forget-order"])
def test_what_only_postgresql_needs_is_refused_for_sqlite(
    verb: str, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["migrate", "dropbox", "--url", url])
    assert main([verb, "dropbox", "--url", url]) == 1
    assert "PostgreSQL" in capsys.readouterr().err


def test_an_address_file_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sweep", "dropbox", "--url-file", str(tmp_path / "none")]) == 1
    assert str(tmp_path) not in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["migrate", "create-roles", "sweep", "forget-order"])
@pytest.mark.parametrize("url", ["postgresql://u:hunter2@h:port/d", "sqlite:///hunter2.db", ""])
def test_what_is_no_address_is_told_in_one_line_without_it(
    verb: str, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, "dropbox", "--url", url]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{verb}: ")
    assert len(said.splitlines()) == 1
    assert "hunter2" not in said


@pytest.mark.parametrize("source", ["file", "standard input"])
def test_an_address_that_is_no_text_is_told(
    source: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    raw = b"sqlite:////\xff\xfe\n"
    (tmp_path / "address").write_bytes(raw)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), "utf-8"))
    where = str(tmp_path / "address") if source == "file" else "-"
    assert main(["migrate", "dropbox", "--url-file", where]) == 1
    assert capsys.readouterr().err == "migrate: the address cannot be read\n"
