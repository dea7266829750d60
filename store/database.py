"""One transaction at a time, opened and closed in sight.

Whoever holds a `Connection` works inside somebody's transaction and decides
nothing about its end; that keeps a change and its line of history together.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy import CheckConstraint, Column, Connection, Integer, LargeBinary, MetaData, Table
from sqlalchemy.dialects import postgresql, sqlite

from store.engines import POSTGRESQL, READ_ONLY, SQLITE, file_of, new_engine
from store.errors import BusyError, UnavailableError, WrongSizeError
from store.meanings import in_our_words

Transaction: TypeAlias = Connection
"""Somebody's open transaction, for whoever hands it on and says no SQL of their own."""

TURN = "turn"
"""An empty table of casework's own database. On PostgreSQL its writers lock it first."""

_REWRITTEN_IN_MEMORY = 256 * 1_048_576


class Which(StrEnum):
    DROPBOX = "dropbox"  # where the two sites meet
    CASEWORK = "casework"  # the committee's own; the intake has no right in it


# By path and not by import: the store knows neither site, and one machine may hold only one.
STEPS: Final[Mapping[Which, Path]] = {
    Which.DROPBOX: Path(__file__).parent / "migrations" / "versions",
    Which.CASEWORK: Path(__file__).parents[1] / "casework" / "migrations",
}

_NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "ix": "ix_%(column_0_label)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
dropbox_tables = MetaData(naming_convention=_NAMES)
casework_tables = MetaData(naming_convention=_NAMES)

turn = Table(
    TURN,
    casework_tables,
    Column("never", Integer, primary_key=True, autoincrement=False),
    CheckConstraint("1 = 0", name="no_rows"),
)


_READING: Final[Mapping[str, Mapping[str, bool | str]]] = {
    SQLITE: {READ_ONLY: True},
    POSTGRESQL: {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


class Database:
    def __init__(self, url: str, which: Which) -> None:
        self.which: Final = which
        # Read now, not when somebody asks: files may be replaced under a process that goes on.
        self.newest_step: Final = _newest_step(which)
        self._engine = new_engine(url)
        self._reader = self._engine.execution_options(**_READING[self._engine.dialect.name])
        self._file = file_of(url)
        # Members' rules are read first and written then. SQLite has one writer at a time anyway;
        # this gives the same on PostgreSQL, without transactions that fail and must be retried.
        # A lock on a table needs a right in it; an advisory lock could be held by any role.
        self._count = count(1)
        self.commits = 0
        """Another number, and this process has written since. What others write is not counted."""
        self._in_turn = which is Which.CASEWORK and self._engine.dialect.name == POSTGRESQL

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Commit if the block ends, roll back if it raises."""
        with in_our_words(), self._engine.begin() as tx:
            if self._in_turn:
                tx.exec_driver_sql(f"LOCK TABLE {TURN} IN EXCLUSIVE MODE")
            yield tx
        self.commits = next(self._count)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See one moment, wait for nobody, hold up nobody, and change nothing."""
        with in_our_words(), self._reader.begin() as connection:
            yield connection

    def forget_order(self) -> bool:
        """Rewrite SQLite's file in the order of its keys. Return False where that was not done.

        Rows are keyed by random ids, but pages are handed out as they are needed:
        their place in the file, and the frames of the WAL, tell what came when and
        what came together, the two rows of one mailbox among it. The copy is made
        in memory, so a large file is left alone until its blobs were collected.
        While somebody reads, the frames cannot be cleared away: that is a BusyError.
        """
        if self._engine.dialect.name != SQLITE:
            return False
        with in_our_words(), closing(self._engine.raw_connection()) as borrowed:
            cursor = borrowed.cursor()
            size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            small = int(cursor.execute(size).fetchone()[0]) <= _REWRITTEN_IN_MEMORY
            if small:
                cursor.execute("PRAGMA query_only = OFF")
                cursor.execute("VACUUM")
            held_up, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if held_up:
                raise BusyError("somebody reads the database; it still tells what came when")
            return small

    def copy_to(self, path: Path) -> None:
        """Write one moment of SQLite's database to a new file, in the order of its keys."""
        if self._engine.dialect.name != SQLITE:
            raise UnavailableError("PostgreSQL is copied by pg_dump")
        with in_our_words(), closing(self._engine.raw_connection()) as borrowed:
            cursor = borrowed.cursor()
            cursor.execute("PRAGMA query_only = OFF")
            cursor.execute("VACUUM INTO ?", (str(path),))

    def is_sound(self) -> bool:
        """Have SQLite look at every page. A server checks its own."""
        if self._engine.dialect.name != SQLITE:
            return True
        with in_our_words(), self._engine.connect() as plain:
            found = plain.execution_options(**{READ_ONLY: True}).exec_driver_sql(
                "PRAGMA integrity_check"
            )
            return found.scalars().all() == ["ok"]

    def free_bytes(self) -> int | None:
        """Return the room that is left beside SQLite's file. A server's disk is not ours to see."""
        if self._file is None:
            return None
        return shutil.disk_usage(self._file.parent).free

    def close(self) -> None:
        self._engine.dispose()


def _newest_step(which: Which) -> str:
    """Steps are numbered, and their files begin with the number."""
    return max((step.name[:4] for step in STEPS[which].glob("[0-9]*.py")), default="")


def exact(name: str, size: int, *, nullable: bool = False) -> Column[bytes]:
    """A column of sealed bytes that can have one length only."""
    rule = CheckConstraint(f"length({name}) = {size}", name=f"{name}_size")
    return Column(name, LargeBinary, rule, nullable=nullable)


def exact_key(name: str, size: int) -> Column[bytes]:
    rule = CheckConstraint(f"length({name}) = {size}", name=f"{name}_size")
    return Column(name, LargeBinary, rule, primary_key=True)


def require_size(raw: bytes, size: int) -> bytes:
    if len(raw) != size:
        raise WrongSizeError
    return raw


def insert_unless_there(tx: Connection, table: Table, values: Mapping[str, object]) -> bool:
    """Insert, or leave the row that is there as it is. Return whether a row was added.

    No conflict target is named, because PostgreSQL would ask for the right to
    read it. So `False` means *some* unique value was taken, and the caller must
    make sure which one.
    """
    on_postgresql = tx.dialect.name == POSTGRESQL
    new = (postgresql if on_postgresql else sqlite).insert(table).values(values)
    added = tx.execute(new.on_conflict_do_nothing(), execution_options={"preserve_rowcount": True})
    return added.rowcount == 1
