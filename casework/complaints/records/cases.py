"""One row for each case, found by the hash of its first envelope, and what lies under its keys.

In clear: the day it came in, who is to do something next, and the day on which that is due. All
else is sealed. No row names a follow-up: which envelope belongs to which case is sealed too.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    func,
    select,
    tuple_,
    update,
)

from casework.complaints.domain.case.casefile import NO_CLOCK, OPEN, Standing
from crypto.keyring.boxes import NONCE_SIZE
from crypto.keyring.casekeys import CASE_ID_SIZE, GENERATION_SIZE
from crypto.names import CaseId
from store.database import casework_tables, exact_key, insert_unless_there

_LARGEST: Final = 262_144
_STAMP: Final = GENERATION_SIZE + NONCE_SIZE  # of a card: never the same twice

cases = Table(
    "cases",
    casework_tables,
    exact_key("id", CASE_ID_SIZE),
    Column("generation", Integer, nullable=False),
    Column("received", Date, nullable=False),
    Column("standing", String(10), nullable=False),
    Column("due", Date, nullable=False),
    Column("card", LargeBinary, nullable=False),
    Column("inside", LargeBinary, nullable=False),
    CheckConstraint("generation >= 1", name="generation_counted"),
    CheckConstraint("standing IN ('new', 'reporter', 'us', 'finished')", name="standing_known"),
    CheckConstraint(f"length(card) BETWEEN 1 AND {_LARGEST}", name="card_size"),
    CheckConstraint(f"length(inside) BETWEEN 1 AND {_LARGEST}", name="inside_size"),
    Index("ix_cases_standing", "standing", "due", "id"),
    Index("ix_cases_due", "due", "id"),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Line:
    """What a queue needs of a case, still sealed."""

    id: CaseId
    generation: int
    standing: Standing
    due: date
    card: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CaseRow:
    id: CaseId
    generation: int
    received: date
    standing: Standing
    due: date
    card: bytes = field(repr=False)
    inside: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class After:
    """Where a page of the queue ended."""

    due: date
    id: CaseId


class Cases:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def add(self, row: CaseRow) -> bool:
        """Add a case, unless another session did so first."""
        fixed = {"id": row.id, "received": row.received}
        return insert_unless_there(self._tx, cases, fixed | _changing(row))

    def find(self, case: CaseId) -> CaseRow | None:
        row = self._tx.execute(select(cases).where(cases.c.id == case)).first()
        return None if row is None else _row(row)

    def put(self, row: CaseRow) -> None:
        self._tx.execute(update(cases).where(cases.c.id == row.id).values(_changing(row)))

    def lines(self, limit: int, after: After | None, *standings: Standing) -> Sequence[Line]:
        """Return some in the order of their clocks, of these standings or of all."""
        columns = (cases.c.id, cases.c.generation, cases.c.standing, cases.c.due, cases.c.card)
        found = select(*columns).order_by(cases.c.due, cases.c.id)
        if standings:
            found = found.where(cases.c.standing.in_([each.value for each in standings]))
        if after is not None:
            found = found.where(tuple_(cases.c.due, cases.c.id) > (after.due, after.id))
        return [_line(row) for row in self._tx.execute(found.limit(limit))]

    def stamps(self) -> dict[CaseId, bytes]:
        """Return by what one sees, without a key, that a case has changed: its card is another."""
        found = select(cases.c.id, func.substr(cases.c.card, 1, _STAMP))
        return {CaseId(case): stamp for case, stamp in self._tx.execute(found).all()}

    def near(self, limit: int) -> Sequence[Line]:
        """Return what may ask somebody for something, what is due first: open, or not quite over.

        In the place of a card stands its stamp: whoever has read it before needs to know only
        whether it has changed.
        """
        stamp = func.substr(cases.c.card, 1, _STAMP)
        columns = (cases.c.id, cases.c.generation, cases.c.standing, cases.c.due, stamp)
        found = select(*columns).order_by(cases.c.due, cases.c.id)
        # Two questions, for each of which there is an index: thousands are over and have no day.
        dated = self._tx.execute(found.where(cases.c.due < NO_CLOCK).limit(limit)).all()
        is_open = cases.c.standing.in_([each.value for each in OPEN])
        without = found.where(is_open, cases.c.due == NO_CLOCK).limit(limit - len(dated))
        return [_line(row) for row in (*dated, *self._tx.execute(without))]

    def newest_first(self, some: Collection[CaseId]) -> Sequence[CaseId]:
        found = select(cases.c.id).order_by(cases.c.received.desc(), cases.c.id)
        chosen = frozenset(some)
        return [CaseId(each) for each in self._tx.scalars(found).all() if each in chosen]

    def some(self, some: Collection[CaseId]) -> Sequence[CaseRow]:
        found = select(cases).where(cases.c.id.in_(some))
        return [_row(row) for row in self._tx.execute(found).all()]

    def lines_of(self, some: Collection[CaseId]) -> Sequence[Line]:
        columns = (cases.c.id, cases.c.generation, cases.c.standing, cases.c.due, cases.c.card)
        found = select(*columns).where(cases.c.id.in_(some))
        return [_line(row) for row in self._tx.execute(found)]

    def there(self, some: Collection[CaseId]) -> frozenset[CaseId]:
        found = select(cases.c.id).where(cases.c.id.in_(some))
        return frozenset(CaseId(each) for each in self._tx.scalars(found))


def _line(row: Row[bytes, int, str, date, bytes]) -> Line:
    case, generation, standing, due, card = row
    return Line(CaseId(case), generation, Standing(standing), due, card)


def _changing(row: CaseRow) -> dict[str, object]:
    return {
        "generation": row.generation,
        "standing": row.standing.value,
        "due": row.due,
        "card": row.card,
        "inside": row.inside,
    }


def _row(row: Row[tuple[object, ...]]) -> CaseRow:
    return CaseRow(
        CaseId(row.id),
        row.generation,
        row.received,
        Standing(row.standing),
        row.due,
        row.card,
        row.inside,
    )
