"""Every row is written twice, in one transaction: there is no other way to write."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, delete, insert

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

    def remove_each(self, table: Table, keys: Iterable[Row]) -> None:
        """Remove the rows of many keys at once; every key names the same columns."""
        listed = [dict(key) for key in keys]
        for each in (table, twin(table)) if listed else ():
            # A parameter may not have the name of a column that is compared with it.
            matching = (each.c[name] == bindparam(f"its_{name}") for name in listed[0])
            rows = [{f"its_{name}": value for name, value in key.items()} for key in listed]
            self.tx.execute(delete(each).where(*matching), rows)

    def remove(self, table: Table, **where: Any) -> None:
        for each in (table, twin(table)):
            matching = (each.c[name] == value for name, value in where.items())
            self.tx.execute(delete(each).where(*matching))
