"""The last day on which each thing was done that goes on by itself."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import CheckConstraint, Column, Connection, Date, String, Table, select, update

from casework.collecting.domain import Mark
from store.database import casework_tables, insert_unless_there

marks = Table(
    "marks",
    casework_tables,
    Column("what", String(40), primary_key=True),
    Column("day", Date, nullable=False),
    CheckConstraint("length(what) BETWEEN 1 AND 40", name="what_short"),
    sqlite_with_rowid=False,
)


class Marks:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def put(self, what: Mark, day: date) -> None:
        if not insert_unless_there(self._tx, marks, {"what": what.value, "day": day}):
            self._tx.execute(update(marks).where(marks.c.what == what.value).values(day=day))

    def all(self) -> Mapping[Mark, date]:
        """Return all that this release knows of; a newer one may have left others."""
        rows = self._tx.execute(
            select(marks).where(marks.c.what.in_([each.value for each in Mark]))
        )
        return {Mark(row.what): row.day for row in rows}
