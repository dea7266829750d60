"""What collecting costs, next to copying the same bytes, batch by batch, each waited for.

Copied twice. From database to database, by the bare driver and with the same care for the
disk: stanzas to two files, head, body and blob to a third, and then the stanzas are struck
out where they were; that is the work that nobody could avoid, and it has the limit. And from
file to file, which keeps nothing findable and strikes nothing out; that is for the reader.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from casework.collecting.services.collecting import collect
from casework.desk import Desk, new_desk
from config.settings import CaseworkSettings, read_settings
from store.blobs import DatabaseBlobs
from store.database import Which
from store.dropbox import HEAD_SIZE, STANZAS_SIZE, Dropbox
from store.keystore.store import KeyStore
from store.migrating import migrate
from tests.bench.figures import Figure, seconds
from tests.bench.of_store import scratch
from tests.running import casework_environment
from tests.unit.store.builders import DAY, a_blob_id, an_envelope

_ENVELOPES: Final = 1_000
_BATCH: Final = 256
_BLOB: Final = 65_536
_BODY: Final = 46_752
_ROUNDS: Final = 3
_WAL: Final = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"
_JOURNAL: Final = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA"


def figures() -> Iterator[Figure]:
    with TemporaryDirectory(dir=scratch()) as name:
        tried = [_tried(Path(name) / str(number)) for number in range(_ROUNDS)]
    bare = median(ours / bare for ours, bare, _ in tried)
    files = median(ours / files for ours, _, files in tried)
    yield Figure("collecting 1,000 / copying in bare SQLite", bare, "ratio", 2)
    yield Figure("collecting 1,000 / copying files, fsync", files, "ratio")


def _tried(folder: Path) -> tuple[float, float, float]:
    desks = [_laid(folder / name) for name in ("ours", "bare")]
    for desk in desks:
        _fill(desk, folder / "source")
    ours = seconds(lambda: collect(desks[0]), runs=1)
    bare = seconds(lambda: _copy_rows(folder / "bare"), runs=1)
    files = seconds(lambda: _copy(folder), runs=1)
    for desk in desks:
        desk.dropbox.close()
        desk.database.close()
    return ours, bare, files


def _laid(folder: Path) -> Desk:
    folder.mkdir(parents=True)
    urls = {which: f"sqlite:///{folder}/{which}.sqlite" for which in Which}
    for which, url in urls.items():
        migrate(url, which)
    environment = casework_environment(
        "http://localhost:1", "127.0.0.1:1", urls[Which.DROPBOX], urls[Which.CASEWORK]
    )
    settings = read_settings(CaseworkSettings, environment)
    KeyStore.make(settings.keystore, settings.keystore_mirror)
    return new_desk(settings, lambda: DAY)


def _fill(desk: Desk, source: Path) -> None:
    blobs = DatabaseBlobs(desk.dropbox, lambda: DAY)
    with source.open("wb") as plain:
        for _ in range(_ENVELOPES):
            blob, sealed = a_blob_id(), secrets.token_bytes(_BLOB)
            blobs.append(blob, 0, sealed)
            with desk.dropbox.transaction() as tx:
                Dropbox(tx).deposit(an_envelope(), blob, DAY)
            plain.write(secrets.token_bytes(STANZAS_SIZE + HEAD_SIZE + _BODY) + sealed)


def _copy_rows(folder: Path) -> None:
    """Do by hand, without a question asked, what leaves the same rows in the same places."""
    with (
        closing(_opened(folder / "dropbox.sqlite", _WAL)) as dropbox,
        closing(_opened(folder / "casework.sqlite", _WAL)) as own,
        closing(_opened(folder / "keys" / "keys.sqlite", _JOURNAL)) as keys,
    ):
        keys.execute("ATTACH ? AS mirror", [str(folder / "mirror" / "keys.sqlite")])
        keys.executescript("PRAGMA mirror.journal_mode = DELETE; PRAGMA mirror.synchronous = EXTRA")
        ids = [row[0] for row in dropbox.execute("SELECT id FROM envelopes").fetchall()]
        for start in range(0, len(ids), _BATCH):
            _copy_batch(dropbox, own, keys, ids[start : start + _BATCH])


def _copy_batch(
    dropbox: sqlite3.Connection,
    own: sqlite3.Connection,
    keys: sqlite3.Connection,
    ids: list[bytes],
) -> None:
    stanzas = _of(dropbox, "SELECT id, stanzas FROM envelopes WHERE id IN (?*)", ids)
    rest = _of(
        dropbox, "SELECT id, blob, day, day, 0, head, body FROM envelopes WHERE id IN (?*)", ids
    )
    names = [row[1] for row in rest]
    blobs = _of(dropbox, "SELECT blob, number, sealed FROM blob_rows WHERE blob IN (?*)", names)
    keys.executemany("INSERT INTO main.stanzas VALUES (?, ?)", stanzas)
    keys.executemany("INSERT INTO mirror.stanzas VALUES (?, ?)", stanzas)
    keys.commit()
    own.executemany("INSERT INTO arrived_rows VALUES (?, ?, ?)", blobs)
    own.commit()
    own.executemany("INSERT INTO arrivals VALUES (?, ?, ?, ?, ?, ?, ?)", rest)
    own.commit()
    _of(dropbox, "UPDATE envelopes SET stanzas = NULL WHERE id IN (?*)", ids)
    dropbox.commit()


def _of(connection: sqlite3.Connection, asked: str, ids: list[bytes]) -> list[tuple[bytes, ...]]:
    statement = asked.replace("?*", ", ".join("?" * len(ids)))
    return connection.execute(statement, ids).fetchall()


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.executescript(f"{mode}; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY")
    return connection


def _copy(folder: Path) -> None:
    one, two, three = (folder / f"copied-{number}" for number in range(3))
    with (
        (folder / "source").open("rb") as source,
        one.open("wb") as store,
        two.open("wb") as mirror,
        three.open("wb") as rest,
    ):
        for start in range(0, _ENVELOPES, _BATCH):
            for _ in range(min(_BATCH, _ENVELOPES - start)):
                stanzas = source.read(STANZAS_SIZE)
                store.write(stanzas)
                mirror.write(stanzas)
                rest.write(source.read(HEAD_SIZE + _BODY + _BLOB))
            for file in (store, mirror, rest):
                file.flush()
                os.fsync(file.fileno())
