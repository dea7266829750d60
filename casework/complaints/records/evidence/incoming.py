"""The sealed rows of a file that a member is adding, from its first byte until a case claims it.

They lie where the rows of collected blobs lie. A mark says that no case has claimed them yet; when
one does, the mark goes, so that nothing tells later on which day a file was added.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Column, Connection, Date, Table, delete, insert, select

from casework.collecting.records.arrivals import arrived_rows
from crypto.names import ID_SIZE, BlobId
from store.database import casework_tables, exact_key

incoming_blobs = Table(
    "incoming_blobs",
    casework_tables,
    exact_key("blob", ID_SIZE),
    Column("begun", Date, nullable=False),
    sqlite_with_rowid=False,
)


class Incoming:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def begin(self, blob: BlobId, today: date) -> None:
        self._tx.execute(insert(incoming_blobs).values(blob=blob, begun=today))

    def append(self, blob: BlobId, number: int, sealed: bytes) -> None:
        row = {"blob": blob, "number": number, "sealed": sealed}
        self._tx.execute(insert(arrived_rows).values(row))

    def claim(self, blob: BlobId) -> bool:
        """Say whether it was still there to be claimed, and take its mark away."""
        gone = self._tx.execute(delete(incoming_blobs).where(incoming_blobs.c.blob == blob))
        return gone.rowcount == 1

    def is_unclaimed(self, blob: BlobId) -> bool:
        found = select(incoming_blobs.c.blob).where(incoming_blobs.c.blob == blob)
        return self._tx.scalar(found) is not None

    def begun_before(self, day: date) -> Sequence[BlobId]:
        old = select(incoming_blobs.c.blob).where(incoming_blobs.c.begun < day)
        return [BlobId(each) for each in self._tx.scalars(old)]

    def rows_from(self, blob: BlobId, most: int) -> Sequence[int]:
        """Return the numbers of some of its rows."""
        mine = select(arrived_rows.c.number).where(arrived_rows.c.blob == blob)
        return list(self._tx.scalars(mine.order_by(arrived_rows.c.number).limit(most)))

    def drop_rows(self, blob: BlobId, numbers: Sequence[int]) -> None:
        some = arrived_rows.c.number.in_(numbers)
        self._tx.execute(delete(arrived_rows).where((arrived_rows.c.blob == blob) & some))

    def drop(self, blob: BlobId) -> None:
        """Remove a claimed blob whole, in the transaction that removes its case."""
        self._tx.execute(delete(arrived_rows).where(arrived_rows.c.blob == blob))
