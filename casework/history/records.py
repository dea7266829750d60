"""The rows of the history. They can be added and read; the database refuses the rest."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    Row,
    String,
    Table,
    insert,
    select,
)

from casework.history.domain import DEED_ID_SIZE, Deed, DeedId, Verb
from crypto.log.commitment import COMMITMENT_SIZE, Commitment
from store.database import casework_tables, exact, exact_key

deeds = Table(
    "deeds",
    casework_tables,
    exact_key("id", DEED_ID_SIZE),
    Column("day", Date, nullable=False, index=True),
    Column("verb", String(40), nullable=False),
    exact("commitment", COMMITMENT_SIZE),
    CheckConstraint("length(verb) BETWEEN 1 AND 40", name="verb_short"),
    sqlite_with_rowid=False,
)


class History:
    """Works inside the transaction of the change that it records: both happen, or neither."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def record(self, deed: Deed) -> None:
        row = {"day": deed.day, "verb": deed.verb.value, "commitment": deed.commitment}
        self._tx.execute(insert(deeds).values(id=deed.id, **row))

    def of_day(self, day: date) -> Sequence[Deed]:
        """Return a day's deeds by their random ids: the order within a day is not kept."""
        rows = self._tx.execute(select(deeds).where(deeds.c.day == day).order_by(deeds.c.id))
        return [_deed(row) for row in rows]


def _deed(row: Row[tuple[object, ...]]) -> Deed:
    return Deed(DeedId(row.id), row.day, Verb(row.verb), Commitment(row.commitment))
