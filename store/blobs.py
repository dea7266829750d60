"""Where attachments wait, as rows of at most 1 MiB.

Not as files: an inode for each report would tell its birth time, and casework
reaches a database from afar. Each row is a transaction of its own, so that a
long upload holds up nobody; what an upload leaves behind when it dies is swept.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from types import TracebackType
from typing import Final, Protocol, Self, TypeAlias

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    Table,
    delete,
    exists,
    func,
    insert,
    select,
    tuple_,
)

from crypto.names import ID_SIZE, BlobId
from store.clock import Today
from store.database import Database, dropbox_tables, exact_key, require_size
from store.dropbox import envelopes
from store.engines import POSTGRESQL
from store.errors import StoreError, WrongSizeError

ROW_SIZE: Final = 1_048_576
_AT_A_TIME: Final = 16  # rows deleted in one transaction: others wait for 16 MiB, not for 1 GiB

blob_rows = Table(
    "blob_rows",
    dropbox_tables,
    exact_key("blob", ID_SIZE),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    CheckConstraint("number >= 0", name="number_natural"),
    CheckConstraint(f"length(sealed) BETWEEN 1 AND {ROW_SIZE}", name="sealed_size"),
    sqlite_with_rowid=False,
)

RowId: TypeAlias = tuple[BlobId, int]
"""Which blob, and which of its rows, counted from 0."""

_CLAIMED = exists().where(envelopes.c.blob == blob_rows.c.blob)


class TakesRows(Protocol):
    """Where an upload leaves its rows while it arrives."""

    def append(self, blob: BlobId, number: int, sealed: bytes) -> None: ...

    def abandon(self, blob: BlobId) -> None:
        """Remove an upload that broke off. A claimed blob stays."""


class Blobs(TakesRows, Protocol):
    """What any place for blobs must do: this database, or a store that speaks S3."""

    def read(self, blob: BlobId) -> Iterator[bytes]:
        """Yield the rows in order; nothing at all if there is no such blob."""

    def size(self, blob: BlobId) -> int: ...

    def drop(self, *blobs: BlobId) -> None:
        """For the collector: remove blobs whose bytes are safe elsewhere."""

    def sweep(self, before: date) -> int:
        """Remove the rows from before that day that no envelope claims; return how many."""


def oldest_kept(today: date) -> date:
    """Return the first day whose unclaimed rows may still belong to an upload under way."""
    return today - timedelta(days=1)


class DatabaseBlobs:
    def __init__(self, database: Database, today: Today) -> None:
        self._database = database
        self._today = today

    def append(self, blob: BlobId, number: int, sealed: bytes) -> None:
        if not 0 < len(sealed) <= ROW_SIZE:
            raise WrongSizeError
        row = {
            "blob": require_size(blob, ID_SIZE),
            "number": number,
            "day": self._today(),
            "sealed": sealed,
        }
        with self._database.transaction() as tx:
            tx.execute(insert(blob_rows).values(row))

    def read(self, blob: BlobId) -> Iterator[bytes]:
        number = 0
        while (sealed := self._row(blob, number)) is not None:
            yield sealed
            number += 1

    def sizes(self, blobs: Collection[BlobId]) -> Sequence[tuple[RowId, int]]:
        """Return each row of these blobs, and how long it is, without reading one."""
        key = select(blob_rows.c.blob, blob_rows.c.number, func.length(blob_rows.c.sealed))
        with self._database.reading() as tx:
            rows = tx.execute(key.where(blob_rows.c.blob.in_(blobs)))
            return [((BlobId(blob), number), length) for blob, number, length in rows]

    def rows(self, wanted: Collection[RowId]) -> Sequence[tuple[RowId, bytes]]:
        """Return several rows at once; how many fit into the memory, the caller knows."""
        key = tuple_(blob_rows.c.blob, blob_rows.c.number)
        with self._database.reading() as tx:
            rows = tx.execute(select(blob_rows).where(key.in_(wanted)))
            return [((BlobId(row.blob), row.number), row.sealed) for row in rows]

    def size(self, blob: BlobId) -> int:
        total = select(func.coalesce(func.sum(func.length(blob_rows.c.sealed)), 0))
        with self._database.reading() as tx:
            return int(tx.scalar(total.where(blob_rows.c.blob == blob)) or 0)

    def drop(self, *blobs: BlobId) -> None:
        self._delete(blob_rows.c.blob.in_(blobs))

    def abandon(self, blob: BlobId) -> None:
        with self._database.transaction() as tx:
            on_postgresql = tx.dialect.name == POSTGRESQL
            if on_postgresql:  # the intake may neither read nor delete there
                tx.execute(select(func.abandon_blob(blob)))
        if not on_postgresql:
            self._delete((blob_rows.c.blob == blob) & ~_CLAIMED)

    def sweep(self, before: date) -> int:
        return self._delete((blob_rows.c.day < before) & ~_CLAIMED)

    def _row(self, blob: BlobId, number: int) -> bytes | None:
        wanted = (blob_rows.c.blob == blob) & (blob_rows.c.number == number)
        with self._database.reading() as tx:
            sealed: bytes | None = tx.scalar(select(blob_rows.c.sealed).where(wanted))
            return sealed

    def _delete(self, which: ColumnElement[bool]) -> int:
        key = tuple_(blob_rows.c.blob, blob_rows.c.number)
        some = select(blob_rows.c.blob, blob_rows.c.number).where(which).limit(_AT_A_TIME)
        deleted = 0
        while True:
            with self._database.transaction() as tx:
                gone = tx.execute(delete(blob_rows).where(key.in_(some))).rowcount
            deleted += gone
            if gone < _AT_A_TIME:
                return deleted


class BlobSink:
    """Takes ciphertext in pieces of any size, keeps at most one row of it in memory.

    Leave the block with an error, and what was written is gone again.
    """

    def __init__(self, blobs: TakesRows, blob: BlobId) -> None:
        self._blobs = blobs
        self._blob = blob
        self._row = bytearray()
        self._number = 0

    def write(self, ciphertext: bytes) -> None:
        rest = memoryview(ciphertext)
        while rest:
            room = ROW_SIZE - len(self._row)
            self._row += rest[:room]
            rest = rest[room:]
            if len(self._row) == ROW_SIZE:
                self._flush()

    def finish(self) -> None:
        """Write what is left. Deposit the envelope that claims the blob only after this."""
        if self._row:
            self._flush()

    def abandon(self) -> None:
        self._row.clear()
        self._blobs.abandon(self._blob)

    def _flush(self) -> None:
        self._blobs.append(self._blob, self._number, bytes(self._row))
        self._number += 1
        self._row.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is None:
            self.finish()
            return
        with suppress(StoreError):  # the first error is the one to tell; the sweep gets the rows
            self.abandon()
