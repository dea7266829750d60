"""Bodies and blobs as they came. There is a row for an envelope only if all of its blob is here.

Its stanzas are not here: they are in the key store, which no historical backup holds.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Row,
    Table,
    UniqueConstraint,
    delete,
    false,
    func,
    insert,
    select,
    update,
)

from crypto.envelope import BODY_SIZE
from crypto.names import ID_SIZE, BlobId, EnvelopeId
from store.blobs import ROW_SIZE
from store.database import casework_tables, exact, exact_key
from store.dropbox import HEAD_SIZE

arrivals = Table(
    "arrivals",
    casework_tables,
    exact_key("id", ID_SIZE),
    exact("blob", ID_SIZE),
    Column("arrived", Date, nullable=False),
    Column("collected", Date, nullable=False),
    Column("safe", Boolean, nullable=False),
    exact("head", HEAD_SIZE),
    exact("body", BODY_SIZE),
    UniqueConstraint("blob"),
    sqlite_with_rowid=False,
)

arrived_rows = Table(
    "arrived_rows",
    casework_tables,
    exact_key("blob", ID_SIZE),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
    CheckConstraint("number >= 0", name="number_natural"),
    CheckConstraint(f"length(sealed) BETWEEN 1 AND {ROW_SIZE}", name="sealed_size"),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One envelope without its stanzas."""

    id: EnvelopeId
    blob: BlobId
    arrived: date
    collected: date
    head: bytes = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def content(self) -> tuple[bytes, bytes, bytes]:
        return self.blob, self.head, self.body


@dataclass(frozen=True, slots=True)
class BlobRow:
    blob: BlobId
    number: int
    sealed: bytes = field(repr=False)


class Arrivals:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def add_rows(self, rows: Collection[BlobRow]) -> None:
        """Keep rows of blobs. Those that are here, from a run that was cut off, stay."""
        numbers = self._numbers({row.blob for row in rows})
        new = [
            {"blob": row.blob, "number": row.number, "sealed": row.sealed}
            for row in rows
            if (row.blob, row.number) not in numbers
        ]
        if new:
            self._tx.execute(insert(arrived_rows), new)

    def add(self, found: Sequence[Arrival]) -> Sequence[EnvelopeId]:
        """Keep envelopes whose blobs are here. Return those that are then here as they came."""
        there = {each.id: each for each in self._find({each.id for each in found})}
        taken = select(arrivals.c.blob).where(arrivals.c.blob.in_({each.blob for each in found}))
        blobs = {BlobId(each) for each in self._tx.scalars(taken)}
        new = [each for each in found if each.id not in there and each.blob not in blobs]
        if new:
            self._tx.execute(insert(arrivals), [_row(each) for each in new])
        same = (each for each in found if each.id in there)
        kept = [each.id for each in same if there[each.id].content == each.content]
        return [*kept, *(each.id for each in new)]

    def find(self, envelope: EnvelopeId) -> Arrival | None:
        return next(iter(self._find({envelope})), None)

    def _find(self, envelopes: Collection[EnvelopeId]) -> Sequence[Arrival]:
        rows = self._tx.execute(select(arrivals).where(arrivals.c.id.in_(envelopes)))
        return [_arrival(row) for row in rows]

    def days(self, envelopes: Collection[EnvelopeId]) -> Mapping[EnvelopeId, date]:
        """Return the day of collecting of each that was collected."""
        found = select(arrivals.c.id, arrivals.c.collected).where(arrivals.c.id.in_(envelopes))
        return {EnvelopeId(row.id): row.collected for row in self._tx.execute(found)}

    def blob(self, blob: BlobId) -> Iterator[bytes]:
        """Yield a blob's rows in order, each fetched when it is asked for."""
        for number in range(self.rows_of(blob)):
            one = (arrived_rows.c.blob == blob) & (arrived_rows.c.number == number)
            yield bytes(self._tx.scalar(select(arrived_rows.c.sealed).where(one)) or b"")

    def row(self, blob: BlobId, number: int) -> bytes | None:
        """Return one row of a blob, for whoever reads slowly and must hold up nobody."""
        one = (arrived_rows.c.blob == blob) & (arrived_rows.c.number == number)
        return self._tx.scalar(select(arrived_rows.c.sealed).where(one))

    def not_safe(self) -> Sequence[EnvelopeId]:
        """Return what no verified backup holds yet."""
        found = select(arrivals.c.id).where(arrivals.c.safe == false())
        return [EnvelopeId(each) for each in self._tx.scalars(found)]

    def all(self) -> Sequence[EnvelopeId]:
        return [EnvelopeId(each) for each in self._tx.scalars(select(arrivals.c.id))]

    def safe_among(self, envelopes: Collection[EnvelopeId]) -> Sequence[EnvelopeId]:
        some = arrivals.c.id.in_(envelopes) & arrivals.c.safe
        return [EnvelopeId(each) for each in self._tx.scalars(select(arrivals.c.id).where(some))]

    def make_safe(self, envelopes: Collection[EnvelopeId]) -> None:
        """Only after their bytes were read back from a backup."""
        chosen = update(arrivals).where(arrivals.c.id.in_(envelopes))
        self._tx.execute(chosen.values(safe=True))

    def drop(self, envelope: EnvelopeId) -> None:
        found = self.find(envelope)
        if found is not None:
            self._tx.execute(delete(arrived_rows).where(arrived_rows.c.blob == found.blob))
            self._tx.execute(delete(arrivals).where(arrivals.c.id == envelope))

    def count(self) -> int:
        return int(self._tx.scalar(select(func.count()).select_from(arrivals)) or 0)

    def rows_of(self, blob: BlobId) -> int:
        mine = select(func.count()).where(arrived_rows.c.blob == blob)
        return int(self._tx.scalar(mine) or 0)

    def _numbers(self, blobs: Collection[BlobId]) -> set[tuple[BlobId, int]]:
        key = select(arrived_rows.c.blob, arrived_rows.c.number)
        found = self._tx.execute(key.where(arrived_rows.c.blob.in_(blobs)))
        return {(BlobId(row.blob), row.number) for row in found}


def _row(arrival: Arrival) -> dict[str, object]:
    return {
        "id": arrival.id,
        "blob": arrival.blob,
        "arrived": arrival.arrived,
        "collected": arrival.collected,
        "safe": False,
        "head": arrival.head,
        "body": arrival.body,
    }


def _arrival(row: Row[tuple[object, ...]]) -> Arrival:
    return Arrival(
        EnvelopeId(row.id), BlobId(row.blob), row.arrived, row.collected, row.head, row.body
    )
