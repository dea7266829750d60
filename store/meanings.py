"""What a foreign error means, in our words.

The kind survives and the words do not: theirs carry the statement, often the
row that was refused, and sometimes the host or the path.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

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

_SQLITE: Mapping[int, type[StoreError]] = {
    sqlite3.SQLITE_BUSY: BusyError,
    sqlite3.SQLITE_LOCKED: BusyError,
    sqlite3.SQLITE_FULL: FullError,
    sqlite3.SQLITE_CANTOPEN: UnavailableError,
    sqlite3.SQLITE_IOERR: UnavailableError,
    sqlite3.SQLITE_PERM: UnavailableError,
    sqlite3.SQLITE_READONLY: NotAllowedError,
    sqlite3.SQLITE_CONSTRAINT: RefusedError,
    sqlite3.SQLITE_CORRUPT: DamagedError,
    sqlite3.SQLITE_NOTADB: DamagedError,
}

# By SQLSTATE, else by its class, the first two characters.
_POSTGRESQL: Mapping[str, type[StoreError]] = {
    "08": UnavailableError,
    "23": RefusedError,
    "25006": NotAllowedError,  # a write in a read-only transaction
    "25P03": BusyError,  # idle for too long inside a transaction
    "28": UnavailableError,
    "3D": UnavailableError,
    "40": BusyError,  # deadlock, or a serialization failure
    "42501": NotAllowedError,
    "53": BusyError,
    "53100": FullError,
    "55P03": BusyError,  # waited too long for a lock
    "57": UnavailableError,
    "57014": BusyError,  # the statement took too long
    "XX001": DamagedError,
    "XX002": DamagedError,
}


@contextmanager
def in_our_words() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, psycopg.Error) as exc:
        raise meaning_of(exc) from None  # not `from exc`: that would print their words after all


def meaning_of(error: SQLAlchemyError | sqlite3.Error | psycopg.Error) -> StoreError:
    if isinstance(error, PoolTimeoutError):
        return BusyError()
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        # The code is absent on errors that Python's driver raises by itself.
        primary = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        return _SQLITE.get(primary, FaultError)()
    if isinstance(cause, psycopg.Error):
        return _postgresql(cause)
    return FaultError()


def _postgresql(cause: psycopg.Error) -> StoreError:
    state = cause.sqlstate
    if state is None:  # the connection failed before the server could say why
        return UnavailableError() if isinstance(cause, psycopg.OperationalError) else FaultError()
    return _POSTGRESQL.get(state, _POSTGRESQL.get(state[:2], FaultError))()
