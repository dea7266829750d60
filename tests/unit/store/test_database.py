"""One transaction: whole or not at all, waiting its turn, and silent about what went wrong."""

import os
import secrets
import sqlite3
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text

from config.serving import server_options
from store import engines
from store.blobs import blob_rows
from store.database import Database, Which
from store.dropbox import Dropbox
from store.engines import make_sqlite_file
from store.errors import (
    BusyError,
    DamagedError,
    FaultError,
    FullError,
    NotAllowedError,
    RefusedError,
    StoreError,
    UnavailableError,
)
from store.manifests import Manifests, StoredManifest
from store.migrating import migrate
from tests.postgres import PostgresServer
from tests.unit.store.builders import DAY, a_blob_id, an_envelope, id_of
from tests.unit.store.conftest import Ground

MANIFEST = StoredManifest(1, b"text", b"signed")


def test_a_block_that_raises_leaves_nothing(ground: Ground) -> None:
    envelope = an_envelope()

    def deposit_and_fail() -> None:
        with ground.intake.transaction() as tx:
            Dropbox(tx).deposit(envelope, a_blob_id(), DAY)
            raise KeyError

    with pytest.raises(KeyError):
        deposit_and_fail()
    with ground.casework.reading() as tx:
        assert not Dropbox(tx).holds(id_of(envelope))


def test_a_reader_changes_nothing(ground: Ground) -> None:
    with pytest.raises(NotAllowedError), ground.casework.reading() as tx:
        Manifests(tx).append(MANIFEST)
    with ground.casework.transaction() as tx:  # and the connection can write again afterwards
        Manifests(tx).append(MANIFEST)


def test_a_reader_sees_one_moment_and_holds_up_no_writer(ground: Ground) -> None:
    with ground.casework.reading() as early:
        assert list(Manifests(early).chain()) == []
        with ground.casework.transaction() as tx:
            Manifests(tx).append(MANIFEST)
        assert list(Manifests(early).chain()) == []
    with ground.casework.reading() as late:
        assert list(Manifests(late).chain()) == [MANIFEST]


def test_writers_wait_for_each_other(ground: Ground) -> None:
    def deposit(_: int) -> None:
        with ground.intake.transaction() as tx:
            Dropbox(tx).holds(id_of(an_envelope()))  # a reader that becomes a writer
            Dropbox(tx).deposit(an_envelope(), a_blob_id(), DAY)

    with ThreadPoolExecutor(8) as reporters:
        list(reporters.map(deposit, range(64)))
    with ground.casework.reading() as tx:
        assert len(Dropbox(tx).waiting(100)) == 64


def test_every_thread_of_a_site_finds_a_connection(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = server_options("site", "localhost:80")
    threads = int(options[options.index("--blocking-threads") + 1])
    monkeypatch.setattr(engines, "_PATIENCE", 0)
    database = Database(ground.casework_url, Which.DROPBOX)
    with ExitStack() as all_at_once:
        for _ in range(threads):
            all_at_once.enter_context(database.reading())
        with pytest.raises(BusyError):  # and no more: nobody is there to use them
            all_at_once.enter_context(database.reading())
    database.close()


def test_an_error_says_nothing_but_its_kind(ground: Ground) -> None:
    canary = "canary" + secrets.token_hex(4)
    bad_row = {"blob": canary.encode(), "number": 0, "day": DAY, "sealed": canary.encode()}
    with pytest.raises(RefusedError) as caught, ground.intake.transaction() as tx:
        tx.execute(insert(blob_rows).values(bad_row))
    printed = "".join(traceback.format_exception(caught.value))
    for secret in (canary, canary.encode().hex(), "INSERT", "ck_blob_rows", "sqlalchemy.exc"):
        assert secret not in printed


def test_a_mistake_of_ours_is_one_of_our_errors(ground: Ground) -> None:
    with pytest.raises(FaultError), ground.intake.transaction() as tx:
        tx.execute(text("SELECT nonsense FROM nowhere"))


def test_a_lock_that_is_held_too_long_is_told_as_busy(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_PATIENCE", 0)
    impatient = Database(ground.owner_url, Which.DROPBOX)

    def collide() -> None:
        with ground.owner.transaction() as first, impatient.transaction() as second:
            if ground.engine == "postgresql":
                first.execute(text("LOCK TABLE manifests"))
                second.execute(text("SET LOCAL lock_timeout = '1ms'"))
            second.execute(text("SELECT * FROM manifests"))

    with pytest.raises(BusyError):
        collide()
    impatient.close()


@pytest.mark.parametrize("ground", ["sqlite"], indirect=True)
def test_a_full_disk_is_told_and_leaves_nothing(ground: Ground) -> None:
    def fill() -> None:
        with ground.intake.transaction() as tx:
            tx.execute(text("PRAGMA max_page_count = 30"))
            for _ in range(30):
                Dropbox(tx).deposit(an_envelope(), a_blob_id(), DAY)

    with pytest.raises(FullError):
        fill()
    with ground.casework.reading() as tx:
        assert list(Dropbox(tx).waiting(10)) == []


@pytest.mark.parametrize("ground", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("08006", UnavailableError),
        ("23514", RefusedError),
        ("25P03", BusyError),
        ("40001", BusyError),
        ("40P01", BusyError),
        ("42501", NotAllowedError),
        ("42P01", FaultError),
        ("53100", FullError),
        ("53300", BusyError),
        ("55P03", BusyError),
        ("57014", BusyError),
        ("57P01", UnavailableError),
        ("XX001", DamagedError),
    ],
)
def test_what_the_server_says_is_one_of_our_errors(
    ground: Ground, state: str, kind: type[StoreError]
) -> None:
    failing = text(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$")
    with pytest.raises(kind), ground.owner.transaction() as tx:
        tx.execute(failing)


@pytest.mark.parametrize("which", list(Which))
def test_a_mistyped_path_is_an_error_and_not_a_new_database(tmp_path: Path, which: Which) -> None:
    database = Database(f"sqlite:///{tmp_path}/dropbx.db", which)
    with pytest.raises(UnavailableError), database.transaction():
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_is_told_without_its_address() -> None:
    address = "postgresql://intake:hunter2@127.0.0.1:1/dropbox"
    with pytest.raises(UnavailableError) as caught, Database(address, Which.DROPBOX).reading():
        pass
    printed = "".join(traceback.format_exception(caught.value))
    assert "hunter2" not in printed
    assert "127.0.0.1" not in printed


def test_a_database_that_is_not_there_is_told(postgres: PostgresServer) -> None:
    database = Database(postgres.url("nowhere"), Which.DROPBOX)
    with pytest.raises(UnavailableError), database.reading():
        pass
    database.close()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "dropbox.db"
    path.write_bytes(b"not a database" * 1_000)
    database = Database(f"sqlite:///{path}", Which.DROPBOX)
    with pytest.raises(DamagedError), database.reading():
        pass


@pytest.fixture
def any_umask() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.parametrize("umask", [0o000, 0o027, 0o077])
def test_sqlite_files_are_for_owner_and_group_whatever_the_umask(
    tmp_path: Path, any_umask: None, umask: int
) -> None:
    os.umask(umask)
    directory = tmp_path / "charterline"
    url = f"sqlite:///{directory}/dropbox.db"
    migrate(url, Which.DROPBOX)
    database = Database(url, Which.DROPBOX)
    with database.transaction() as tx:
        Manifests(tx).append(MANIFEST)
        modes = {path.name: path.stat().st_mode & 0o7777 for path in directory.iterdir()}
    assert modes == dict.fromkeys(["dropbox.db", "dropbox.db-wal", "dropbox.db-shm"], 0o660)
    assert directory.stat().st_mode & 0o7777 == 0o2770
    database.close()


def test_only_the_last_directory_is_made(tmp_path: Path) -> None:
    """Those above it would follow the umask, and a mistyped path would become a tree."""
    with pytest.raises(UnavailableError, match="the directory above"):
        migrate(f"sqlite:///{tmp_path}/charterlin/dropbox/dropbox.db", Which.DROPBOX)
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_no_file_can_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnavailableError):
        make_sqlite_file(f"sqlite:///{tmp_path}/file/dropbox.db")


def test_sqlite_is_durable_and_forgetful(ground: Ground) -> None:
    if ground.engine == "postgresql":
        with ground.owner.reading() as tx:
            assert tx.scalar(text("SHOW synchronous_commit")) == "on"
        return
    expected = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2}
    expected |= {"foreign_keys": 1, "trusted_schema": 0, "recursive_triggers": 1}
    with ground.intake.transaction() as tx:
        found = {name: tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
        assert tx.scalar(select(func.count()).select_from(blob_rows)) == 0
    assert found == expected


def test_every_error_of_ours_has_a_sentence_of_its_own() -> None:
    sentences = {kind.says for kind in StoreError.__subclasses__()}
    assert len(sentences) == len(StoreError.__subclasses__())
    assert str(FullError()) == FullError.says
    assert not isinstance(BusyError(), sqlite3.Error)
