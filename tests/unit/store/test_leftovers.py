"""What was deleted is gone from the file, and the file does not tell what came when.

Read as a thief would: the bytes of the file and of what lies beside it.
"""

from pathlib import Path

import pytest
from sqlalchemy import text

from crypto.envelope import Envelope
from crypto.names import Tag
from store.__main__ import main
from store.blobs import ROW_SIZE, BlobSink, DatabaseBlobs
from store.database import Database, Which
from store.dropbox import Dropbox
from store.mailbox import SNAPSHOT_SIZE, STATE_SIZE, Mailbox, Tombstones
from store.migrating import forget_order, migrate
from tests.unit.store.builders import DAY, a_blob_id, a_snapshot, a_state, a_tag, an_envelope, id_of
from tests.unit.store.conftest import Ground

on_sqlite = pytest.mark.parametrize("ground", ["sqlite"], indirect=True)
CANARY = b"a canary that no random bytes will ever spell"


def _on_disk(ground: Ground) -> bytes:
    path = Path(ground.owner_url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))


def _with_canary(sealed: bytes) -> bytes:
    """Put it into the last bytes, on the last of the row's pages."""
    return sealed[: -len(CANARY)] + CANARY


@on_sqlite
def test_a_collected_envelope_is_gone_from_the_file(ground: Ground) -> None:
    envelope = Envelope.parse(_with_canary(an_envelope().raw))
    with ground.intake.transaction() as tx:
        Dropbox(tx).deposit(envelope, a_blob_id(), DAY)
    assert CANARY in _on_disk(ground)
    with ground.casework.transaction() as tx:
        Dropbox(tx).drop_stanzas(id_of(envelope))
        Dropbox(tx).drop_body(id_of(envelope))
    _checkpoint(ground)
    assert CANARY not in _on_disk(ground)


@on_sqlite
def test_an_abandoned_upload_is_gone_from_the_file(ground: Ground) -> None:
    blobs, blob = DatabaseBlobs(ground.intake, lambda: DAY), a_blob_id()
    with BlobSink(blobs, blob) as sink:
        sink.write(bytes(ROW_SIZE) + CANARY)
    assert CANARY in _on_disk(ground)
    blobs.abandon(blob)
    _checkpoint(ground)
    assert CANARY not in _on_disk(ground)


@on_sqlite
def test_a_closed_mailbox_is_gone_from_the_file(ground: Ground) -> None:
    tag0, tag1 = a_tag(), a_tag()
    state, snapshot = _with_canary(bytes(STATE_SIZE)), _with_canary(a_snapshot())
    with ground.intake.transaction() as tx:
        Mailbox(tx).open(tag0, state, tag1, snapshot)
    assert CANARY in _on_disk(ground)
    with ground.intake.transaction() as tx:
        Mailbox(tx).close(tag0, tag1, Tombstones(bytes(STATE_SIZE), bytes(SNAPSHOT_SIZE)))
    _checkpoint(ground)
    assert CANARY not in _on_disk(ground)


def _lie(url: str, tags: list[tuple[Tag, Tag]], *, swept: bool) -> list[list[Tag]]:
    """Open mailboxes one after the other, and return the tags as a thief finds them on the disk."""
    migrate(url, Which.DROPBOX)
    dropbox = Database(url, Which.DROPBOX)
    for tag0, tag1 in tags:  # each row is filled with its own tag, so that it can be found
        state, filler = tag0 * (STATE_SIZE // 16), tag1 * (SNAPSHOT_SIZE // 16)
        with dropbox.transaction() as tx:
            Mailbox(tx).open(tag0, state, tag1, filler)
    if swept:
        assert dropbox.forget_order()
    dropbox.close()
    raw = Path(url.removeprefix("sqlite:///")).read_bytes()
    return [
        sorted(of_kind, key=lambda tag: raw.rindex(tag * 64)) for of_kind in zip(*tags, strict=True)
    ]


def test_after_the_sweep_the_file_does_not_tell_what_came_together(tmp_path: Path) -> None:
    arrived = [(a_tag(), a_tag()) for _ in range(40)]
    otherwise = [arrived[at * 7 % 40] for at in range(40)]
    files = (f"sqlite:///{tmp_path}/{number}.sqlite" for number in range(4))
    told = [_lie(next(files), order, swept=False) for order in (arrived, otherwise)]
    assert told[0] != told[1]  # a thief's view, if nobody sweeps
    swept = [_lie(next(files), order, swept=True) for order in (arrived, otherwise)]
    assert swept[0] == swept[1]


@on_sqlite
def test_an_order_that_could_not_be_forgotten_is_told(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reader holds the WAL, and its frames tell what came when until it is gone."""
    monkeypatch.setattr("store.engines._PATIENCE", 0)
    sweep = ["sweep", "dropbox", "--url", ground.casework_url]
    log = Path(ground.owner_url.removeprefix("sqlite:///") + "-wal")
    with ground.intake.reading() as held:
        Dropbox(held).holds(id_of(an_envelope()))
        with ground.casework.transaction() as tx:
            Dropbox(tx).deposit(an_envelope(), a_blob_id(), DAY)
        assert main(sweep) == 1
        assert capsys.readouterr().err.startswith("sweep: somebody reads the database")
        assert log.stat().st_size > 0
    assert main(sweep) == 0
    assert log.stat().st_size == 0


@on_sqlite
def test_a_large_file_is_not_copied_into_memory(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database._REWRITTEN_IN_MEMORY", 4_096)
    assert not ground.casework.forget_order()


@pytest.mark.parametrize("ground", ["postgresql"], indirect=True)
def test_postgresqls_tables_do_not_tell_either(ground: Ground) -> None:
    blobs = DatabaseBlobs(ground.intake, lambda: DAY)
    for _ in range(12):
        blob = a_blob_id()
        blobs.append(blob, 0, bytes(9))
        with ground.intake.transaction() as tx:
            Dropbox(tx).deposit(an_envelope(), blob, DAY)
            Mailbox(tx).open(a_tag(), a_state(), a_tag(), a_snapshot())

    def tells(table: str, key: str) -> bool:
        by = "SELECT xmin::text, {key} FROM {table} ORDER BY ctid"
        with ground.owner.reading() as tx:
            rows = tx.execute(text(by.format(key=key, table=table))).all()
        keys = [bytes(row[1]) for row in rows]
        return len({row[0] for row in rows}) > 1 or keys != sorted(keys)

    keyed = {"envelopes": "id", "blob_rows": "blob"}
    keyed |= {"mailbox_states": "tag", "mailbox_snapshots": "tag"}
    assert all(tells(table, key) for table, key in keyed.items())
    forget_order(ground.owner_url)
    assert not any(tells(table, key) for table, key in keyed.items())
    assert _long_values_in_order(ground, "mailbox_snapshots", "tag", "sealed")
    assert _long_values_in_order(ground, "mailbox_states", "tag", "sealed")
    assert _long_values_in_order(ground, "envelopes", "id", "body")


def _long_values_in_order(ground: Ground, table: str, key: str, column: str) -> bool:
    asked = "SELECT pg_column_toast_chunk_id({column}) FROM {table} ORDER BY {key}"
    with ground.owner.reading() as tx:
        statement = text(asked.format(column=column, table=table, key=key))
        numbers = [int(number) for number in tx.scalars(statement)]
    return numbers == sorted(numbers)


@pytest.mark.parametrize("ground", ["postgresql"], indirect=True)
def test_a_server_keeps_its_own_files(ground: Ground) -> None:
    assert not ground.casework.forget_order()


def _checkpoint(ground: Ground) -> None:
    with ground.owner.reading() as tx:
        tx.rollback()
        raw = tx.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
