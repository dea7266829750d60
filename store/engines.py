"""SQLite and PostgreSQL, set up so that everything above them sees one behaviour.

Writers wait for each other instead of failing at commit, a reader sees one
moment, what was acknowledged is durable, and a failure says nothing but its kind.
"""

import os
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from store.errors import UnavailableError

READ_ONLY = "charterline_read_only"
_PATIENCE = 10  # seconds that one writer waits for another
SQLITE, POSTGRESQL = "sqlite", "postgresql"

# The group is shared by the two sites and nobody else; the directory hands it
# on to the files that SQLite makes beside the database.
_DIRECTORY_MODE = 0o2770
_FILE_MODE = 0o660

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # NORMAL may lose the last commits, and a report was acknowledged
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten, not just forgotten
    "PRAGMA temp_store = MEMORY",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # else REPLACE deletes a row without asking its triggers
    "PRAGMA trusted_schema = OFF",  # a planted view or trigger may not reach for more
    "PRAGMA journal_size_limit = 0",  # no old frames stay in the WAL to tell an order
)

_POSTGRESQL_OPTIONS = (
    "-c synchronous_commit=on"
    f" -c lock_timeout={_PATIENCE}s"
    " -c statement_timeout=30s"
    " -c idle_in_transaction_session_timeout=60s"  # a hung writer must not hold up the others
)


def new_engine(url: str) -> Engine:
    parsed = _parsed(url)
    if parsed.get_backend_name() == SQLITE:
        return _sqlite_engine(parsed)
    return create_engine(
        parsed,
        # Every write to the dropbox is one statement that decides for itself, and casework's
        # writers take turns (store.database): nothing here needs SERIALIZABLE and its retries.
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=_PATIENCE,
        connect_args={"options": _POSTGRESQL_OPTIONS, "connect_timeout": _PATIENCE},
    )


def make_sqlite_file(url: str) -> None:
    """Create the file before SQLite does, so that no umask decides who may read it."""
    parsed = _parsed(url)
    if parsed.get_backend_name() != SQLITE:
        return
    path = _file_of(parsed)
    try:
        _make_directory(path.parent)
        if not path.is_file():
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _FILE_MODE)
            os.fchmod(handle, _FILE_MODE)
            os.close(handle)
    except OSError:
        raise UnavailableError("the database's file cannot be made") from None


def _make_directory(directory: Path) -> None:
    if not directory.is_dir():
        directory.mkdir(parents=True)
        directory.chmod(_DIRECTORY_MODE)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise UnavailableError("this is not the address of a database") from None
    if parsed.drivername not in {SQLITE, POSTGRESQL, "postgresql+psycopg"}:
        raise UnavailableError("the database must be SQLite or PostgreSQL")
    return parsed


def _file_of(url: URL) -> Path:
    if not url.database or url.database == ":memory:":
        raise UnavailableError("a SQLite database must be a file")
    return Path(url.database).absolute()


def _sqlite_engine(url: URL) -> Engine:
    # mode=rw: a mistyped path is an error, never a new and empty database.
    address = f"file:{quote(str(_file_of(url)))}"
    engine = create_engine(
        URL.create(SQLITE, database=address, query={"mode": "rw", "uri": "true"}),
        hide_parameters=True,
        pool_timeout=_PATIENCE,
        connect_args={"timeout": _PATIENCE},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # Python's driver would begin a transaction by itself, but only before some
    # statements, and never an immediate one. None leaves that to `_begin_sqlite`.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: asked for in mid-transaction, it can fail without waiting."""
    reading = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {int(reading)}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
