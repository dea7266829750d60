"""SQLite and PostgreSQL, set up so that everything above them sees one behaviour.

Writers wait for each other instead of failing at commit, a reader sees one
moment, what was acknowledged is durable, and a failure says nothing but its kind.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from store.errors import UnavailableError

READ_ONLY = "charterline_read_only"
_PATIENCE = 10  # seconds that one writer waits for another
# A site serves sixteen requests at once, and each may hold one connection. With fewer, the
# sixteenth would wait for a stranger; more would only be opened and closed again.
_CONNECTIONS = 16
SQLITE, POSTGRESQL = "sqlite", "postgresql"
_PORTS = range(1, 65_536)
_NO_ADDRESS = "this is not the address of a database"

# The group is shared by the two sites and nobody else; the directory hands it
# on to the files that SQLite makes beside the database.
_DIRECTORY_MODE = 0o2770
_FILE_MODE = 0o660

_SQLITE_PRAGMAS = (
    # Rows of sealed things are large: with small pages a blob costs hundreds of writes a row. It
    # holds for files that are made from now on; others keep theirs until they are rewritten.
    "PRAGMA page_size = 16384",
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
    if parsed.drivername == SQLITE:
        return _sqlite_engine(parsed)
    with _no_address_told():
        return _postgresql_engine(parsed)


def _postgresql_engine(url: URL) -> Engine:
    return create_engine(
        url,
        # Every write to the dropbox is one statement that decides for itself, and casework's
        # writers take turns (store.database): nothing here needs SERIALIZABLE and its retries.
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_timeout=_PATIENCE,
        connect_args={"options": _POSTGRESQL_OPTIONS, "connect_timeout": _PATIENCE},
    )


def file_of(url: str) -> Path | None:
    """Return the file of a database that is one."""
    parsed = _parsed(url)
    return _file_of(parsed) if parsed.drivername == SQLITE else None


def make_sqlite_file(url: str) -> None:
    """Create the file before SQLite does, so that no umask decides who may read it."""
    parsed = _parsed(url)
    if parsed.drivername != SQLITE:
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
    """Make the last directory of the path and none above it.

    Those above would follow the umask, and a mistyped path would grow a tree of its own.
    """
    if directory.is_dir():
        return
    if not directory.parent.is_dir():
        raise UnavailableError("the directory above that of the database is not there")
    directory.mkdir(mode=0o700)
    directory.chmod(_DIRECTORY_MODE)


def _parsed(url: str) -> URL:
    """Take an address apart. `config.parsing` asks the same of it before a site starts."""
    if not url.isprintable() or "%00" in url:
        raise UnavailableError(_NO_ADDRESS)
    with _no_address_told():
        parsed = make_url(url)
    if parsed.drivername == SQLITE:
        _require_file(parsed, url)
    elif parsed.drivername == POSTGRESQL:
        _require_server(parsed)
    else:
        raise UnavailableError("the database must be SQLite or PostgreSQL")
    return parsed


@contextmanager
def _no_address_told() -> Iterator[None]:
    try:
        yield
    except (ArgumentError, ValueError):  # a port that is no number is the latter
        raise UnavailableError(_NO_ADDRESS) from None


def _require_server(url: URL) -> None:
    if not url.database or "/" in url.database:
        raise UnavailableError("a PostgreSQL address ends with the name of one database")
    if url.port is not None and url.port not in _PORTS:
        raise UnavailableError(_NO_ADDRESS)


def _require_file(parsed: URL, url: str) -> None:
    # A path would be cut at the one and decoded at the other: another file, and nobody told.
    if "?" in url or "%" in url:
        raise UnavailableError("the path of a SQLite database has neither ? nor % in it")
    path = _file_of(parsed)
    if parsed.host or not path.is_absolute() or not path.name:
        raise UnavailableError("a SQLite database must be a file with its whole path (sqlite:////)")


def _file_of(url: URL) -> Path:
    return Path(url.database or "")


def _sqlite_engine(url: URL) -> Engine:
    # mode=rw: a mistyped path is an error, never a new and empty database.
    address = f"file:{quote(str(_file_of(url)))}"
    engine = create_engine(
        URL.create(SQLITE, database=address, query={"mode": "rw", "uri": "true"}),
        hide_parameters=True,
        pool_size=_CONNECTIONS,
        max_overflow=0,
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
