"""Every row is written twice, in one transaction: there is no other way to write."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, insert

from store.keystore.tables import twin

Row = Mapping[str, Any]


class Pen:
    """Writes into the store and into its mirror."""

    def __init__(self, tx: Connection) -> None:
        self.tx: Final = tx

    def add(self, table: Table, rows: Iterable[Row]) -> None:
        listed = [dict(row) for row in rows]
        for each in (table, twin(table)) if listed else ():
            self.tx.execute(insert(each), listed)

    def remove(self, table: Table, **where: Any) -> None:
        for each in (table, twin(table)):
            matching = (each.c[name] == value for name, value in where.items())
            self.tx.execute(delete(each).where(*matching))
