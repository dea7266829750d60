"""The two files, and how they are opened so that one transaction changes both or neither.

SQLite commits to attached files as one, also over a power cut, if each has a rollback
journal. So there is no moment at which the store has acknowledged what its mirror lacks.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.schema import CreateTable

from store.errors import RefusedError, UnavailableError
from store.keystore.errors import MirrorAwayError
from store.keystore.tables import erased, keystore_tables, twin
from store.meanings import in_our_words

_OURS: Final = 0x434C4B53  # in the header of each file: no other database is taken for one
_FORMAT: Final = 1
_PATIENCE: Final = 10
_FILE_MODE, _DIRECTORY_MODE = 0o600, 0o700
_PRAGMAS: Final = (
    "PRAGMA secure_delete = ON",  # of every file that is attached
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)
_OF_EACH: Final = {
    # A write-ahead log would keep what was removed, and could not commit to two files as one.
    # The removal of the journal is what commits, and EXTRA sees that it lasts.
    "main": ("PRAGMA main.journal_mode = DELETE", "PRAGMA main.synchronous = EXTRA"),
    "mirror": ("PRAGMA mirror.journal_mode = DELETE", "PRAGMA mirror.synchronous = EXTRA"),
}
# What came later than the first key stores. Whoever reads one that lacks it finds nothing in it.
_LATER: Final = tuple(CreateTable(each, if_not_exists=True) for each in (erased, twin(erased)))
_IDS: Final = {
    "main": ("PRAGMA main.application_id", "PRAGMA main.user_version"),
    "mirror": ("PRAGMA mirror.application_id", "PRAGMA mirror.user_version"),
}


def make_file(path: Path) -> None:
    """Make an empty store. A file that is there is left alone and refused."""
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(mode=_DIRECTORY_MODE)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _FILE_MODE)
        os.fchmod(handle, _FILE_MODE)
        os.close(handle)
    except FileExistsError:
        raise RefusedError("there is a file in that place already") from None
    except OSError:
        raise UnavailableError("the file of the key store cannot be made") from None
    with in_our_words(), _engine(lambda: _opened(path)).begin() as tx:
        keystore_tables.create_all(tx)
        tx.exec_driver_sql(f"PRAGMA application_id = {_OURS}")
        tx.exec_driver_sql(f"PRAGMA user_version = {_FORMAT}")


def reader_of(path: Path) -> Engine:
    """Make ready to read, once: what is asked is translated once, and no file is opened yet."""
    return _engine(lambda: _checked(_opened(path), "main"), "BEGIN")


@contextmanager
def reading(reader: Engine) -> Iterator[Connection]:
    """See one moment of the store alone; a mirror that is away stops no reader."""
    with in_our_words(), reader.begin() as tx:
        tx.exec_driver_sql("PRAGMA query_only = ON")
        yield tx


@contextmanager
def changing(path: Path, mirror: Path) -> Iterator[Connection]:
    """Hold both files for one writer; commit to both, or to neither."""
    with in_our_words(), _engine(lambda: _both(path, mirror)).begin() as tx:
        for statement in _LATER:
            tx.execute(statement)
        yield tx


def _engine(connect: Callable[[], sqlite3.Connection], begin: str = "BEGIN IMMEDIATE") -> Engine:
    # No pool: a file that is exchanged under a process that goes on must not be held open.
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "begin", lambda tx: tx.exec_driver_sql(begin) and None)
    return engine


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        _address(path), timeout=_PATIENCE, isolation_level=None, uri=True, check_same_thread=False
    )
    for pragma in (*_PRAGMAS, *_OF_EACH["main"]):
        connection.execute(pragma)
    return connection


def _both(path: Path, mirror: Path) -> sqlite3.Connection:
    connection = _checked(_opened(path), "main")
    try:
        connection.execute("ATTACH DATABASE ? AS mirror", (_address(mirror),))
        for pragma in (*_PRAGMAS, *_OF_EACH["mirror"]):
            connection.execute(pragma)
        return _checked(connection, "mirror")
    except (sqlite3.Error, UnavailableError):
        connection.close()
        raise MirrorAwayError from None


def _checked(connection: sqlite3.Connection, which: str) -> sqlite3.Connection:
    found = tuple(connection.execute(pragma).fetchone()[0] for pragma in _IDS[which])
    if found != (_OURS, _FORMAT):
        connection.close()
        raise UnavailableError("this is not a key store of this program")
    return connection


def _address(path: Path) -> str:
    """Name the file so that a mistyped path is an error and never a new and empty store."""
    return f"file:{quote(str(path))}?mode=rw"
