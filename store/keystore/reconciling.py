"""Bring a mirror up to its store, and never the other way round without being told to.

The two can only part when a file was exchanged: a new disk, a restored copy. A mirror that
is behind is caught up. A store that is behind its mirror would bring back what was removed.
"""

from enum import Enum
from secrets import token_bytes

from sqlalchemy import Connection, Table, delete, except_, insert, select, tuple_, update

from store.keystore.errors import DiffersError, OldCopyError
from store.keystore.tables import CONTENT, stand, twin

_TOKEN_SIZE = 16


class Reconciled(Enum):
    TOGETHER = "together"
    CAUGHT_UP = "caught up"


def begin_counting(tx: Connection) -> None:
    for table in (stand, twin(stand)):
        if tx.execute(select(table)).first() is None:
            tx.execute(insert(table).values(one=1, number=0, token=bytes(_TOKEN_SIZE)))


def are_at_one_change(tx: Connection) -> bool:
    return _stand(tx, stand) == _stand(tx, twin(stand))


def changes_so_far(tx: Connection) -> int:
    return int(tx.scalar(select(stand.c.number)) or 0)


def count_change(tx: Connection) -> None:
    """Mark both as being one change further, with a token that no other history can have."""
    token = token_bytes(_TOKEN_SIZE)
    for table in (stand, twin(stand)):
        tx.execute(update(table).values(number=table.c.number + 1, token=token))


def reconcile(tx: Connection) -> Reconciled:
    begin_counting(tx)
    ours, mirrored = _stand(tx, stand), _stand(tx, twin(stand))
    if ours == mirrored:
        if any(_differences(tx, table) for table in CONTENT):
            raise DiffersError
        return Reconciled.TOGETHER
    if ours[0] <= mirrored[0]:
        raise OldCopyError
    for table in (*CONTENT, stand):
        _copy(tx, table)
    return Reconciled.CAUGHT_UP


def _stand(tx: Connection, table: Table) -> tuple[int, bytes]:
    row = tx.execute(select(table.c.number, table.c.token)).one()
    return row.number, row.token


def _differences(tx: Connection, table: Table) -> bool:
    one, other = select(table), select(twin(table))
    return any(tx.execute(except_(*pair)).first() for pair in ((one, other), (other, one)))


def _copy(tx: Connection, table: Table) -> None:
    """Remove what is no more, then add what is new: what is equal stays where it lies."""
    mirrored = twin(table)
    gone = tx.execute(except_(select(mirrored), select(table))).all()
    keys = [column.name for column in table.primary_key]
    for row in gone:
        there = [getattr(row, key) for key in keys]
        tx.execute(delete(mirrored).where(tuple_(*(mirrored.c[key] for key in keys)) == there))
    missing = except_(select(table), select(mirrored))
    tx.execute(insert(mirrored).from_select([column.name for column in table.columns], missing))
