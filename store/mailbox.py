"""Where the two sides leave word for each other.

A mailbox is two rows in two tables, found by tags that only the passcode
yields. Nothing in the database says which two rows belong together.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Row,
    Table,
    bindparam,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    select,
    update,
)

from crypto.names import ID_SIZE, EnvelopeId, Tag
from store.blobs import blob_rows
from store.database import (
    dropbox_tables,
    exact,
    exact_key,
    insert_unless_there,
    require_size,
)
from store.dropbox import envelopes
from store.engines import POSTGRESQL
from store.errors import RefusedError

STATE_SIZE: Final = 8_192
SNAPSHOT_SIZE: Final = 65_536
SELF_TEST_KEPT: Final = timedelta(days=30)

mailbox_states = Table(
    "mailbox_states",
    dropbox_tables,
    exact_key("tag", ID_SIZE),
    exact("sealed", STATE_SIZE),
    Column("closed", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

mailbox_snapshots = Table(
    "mailbox_snapshots",
    dropbox_tables,
    exact_key("tag", ID_SIZE),
    exact("sealed", SNAPSHOT_SIZE),
    Column("closed", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

_BOTH_ROWS: Final = select(
    mailbox_states.c.sealed,
    mailbox_states.c.closed,
    mailbox_snapshots.c.sealed,
    mailbox_snapshots.c.closed,
).select_from(
    select(literal(1).label("one"))
    .subquery()
    .outerjoin(mailbox_states, mailbox_states.c.tag == bindparam("tag0"))
    .outerjoin(mailbox_snapshots, mailbox_snapshots.c.tag == bindparam("tag1"))
)


@dataclass(frozen=True, slots=True)
class Slot:
    sealed: bytes = field(repr=False)
    closed: bool


@dataclass(frozen=True, slots=True)
class Slots:
    state: Slot | None
    snapshot: Slot | None


@dataclass(frozen=True, slots=True)
class Tombstones:
    """What stands in the two rows of a closed mailbox: of the same sizes, and nothing in them."""

    state: bytes = field(repr=False)
    snapshot: bytes = field(repr=False)

    def __post_init__(self) -> None:
        require_size(self.state, STATE_SIZE)
        require_size(self.snapshot, SNAPSHOT_SIZE)


class Mailbox:
    """Works inside one open transaction; the caller decides when it commits.

    On PostgreSQL neither site has a right in the two tables: whoever breaks
    into the intake can ask for a mailbox by its tags, and cannot list any. So
    there every verb is a function of the database (migration 0002).
    """

    def __init__(self, tx: Connection) -> None:
        self._verbs = _Functions(tx) if tx.dialect.name == POSTGRESQL else _Statements(tx)

    def open(self, tag0: Tag, state: bytes, tag1: Tag, filler: bytes) -> bool:
        """Return False, and change nothing, if there is such a mailbox already."""
        require_size(state, STATE_SIZE)
        require_size(filler, SNAPSHOT_SIZE)
        for tag in (tag0, tag1):
            require_size(tag, ID_SIZE)
        return self._verbs.open(tag0, state, tag1, filler)

    def read(self, tag0: Tag, tag1: Tag) -> Slots:
        """Fetch both rows, whether or not they are there, by one statement."""
        return self._verbs.read(tag0, tag1)

    def swap_state(self, tag0: Tag, old: bytes, new: bytes) -> bool:
        """Replace the state that the caller has read; False if it is another by now, or closed.

        Two tabs of one reporter cannot undo each other's narrowing of who may read.
        """
        require_size(old, STATE_SIZE)
        return self._verbs.swap_state(tag0, old, require_size(new, STATE_SIZE))

    def put_snapshot(self, tag1: Tag, sealed: bytes) -> bool:
        """For casework. False if there is no such row, or the reporter has closed it."""
        return self._verbs.put_snapshot(tag1, require_size(sealed, SNAPSHOT_SIZE))

    def close(self, tag0: Tag, tag1: Tag, tombstones: Tombstones) -> bool:
        """For the reporter, and for good. False if it was closed already, or never was."""
        changed = self._verbs.close(tag0, tag1, tombstones)
        if changed == 1:
            raise RefusedError("these two rows are not one mailbox")
        return changed == 2  # noqa: PLR2004  # a mailbox is two rows

    def state(self, tag0: Tag) -> bytes | None:
        """For casework, which holds the passcode of the self-test's mailboxes and of no other."""
        return self._verbs.state(tag0)


class _Statements:
    """On SQLite, where a right is no boundary and the write lock makes each verb one step."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def open(self, tag0: Tag, state: bytes, tag1: Tag, filler: bytes) -> bool:
        row: dict[str, object] = {"tag": tag0, "sealed": state, "closed": False}
        if not insert_unless_there(self._tx, mailbox_states, row):
            return False
        self._tx.execute(insert(mailbox_snapshots).values(tag=tag1, sealed=filler, closed=False))
        return True

    def read(self, tag0: Tag, tag1: Tag) -> Slots:
        return _slots(self._tx.execute(_BOTH_ROWS, {"tag0": tag0, "tag1": tag1}).one())

    def swap_state(self, tag0: Tag, old: bytes, new: bytes) -> bool:
        as_read = (mailbox_states.c.tag == tag0) & (mailbox_states.c.sealed == old)
        return self._replace(mailbox_states, as_read, {"sealed": new}) == 1

    def put_snapshot(self, tag1: Tag, sealed: bytes) -> bool:
        ours = mailbox_snapshots.c.tag == tag1
        return self._replace(mailbox_snapshots, ours, {"sealed": sealed}) == 1

    def close(self, tag0: Tag, tag1: Tag, tombstones: Tombstones) -> int:
        state = {"sealed": tombstones.state, "closed": True}
        snapshot = {"sealed": tombstones.snapshot, "closed": True}
        changed = self._replace(mailbox_states, mailbox_states.c.tag == tag0, state)
        return changed + self._replace(mailbox_snapshots, mailbox_snapshots.c.tag == tag1, snapshot)

    def state(self, tag0: Tag) -> bytes | None:
        return self._tx.scalar(select(mailbox_states.c.sealed).where(mailbox_states.c.tag == tag0))

    def _replace(self, table: Table, ours: ColumnElement[bool], new: dict[str, object]) -> int:
        still_open = table.c.closed == false()
        return self._tx.execute(update(table).where(ours, still_open).values(new)).rowcount


class _Functions:
    """On PostgreSQL, where only the owner's functions may touch the two tables."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def open(self, tag0: Tag, state: bytes, tag1: Tag, filler: bytes) -> bool:
        return bool(self._tx.scalar(select(func.mailbox_open(tag0, state, tag1, filler))))

    def read(self, tag0: Tag, tag1: Tag) -> Slots:
        both = func.mailbox_read(tag0, tag1).table_valued(
            "state", "state_closed", "snapshot", "snapshot_closed"
        )
        return _slots(self._tx.execute(select(both)).one())

    def swap_state(self, tag0: Tag, old: bytes, new: bytes) -> bool:
        return bool(self._tx.scalar(select(func.mailbox_swap_state(tag0, old, new))))

    def put_snapshot(self, tag1: Tag, sealed: bytes) -> bool:
        return bool(self._tx.scalar(select(func.mailbox_put_snapshot(tag1, sealed))))

    def close(self, tag0: Tag, tag1: Tag, tombstones: Tombstones) -> int:
        closing = func.mailbox_close(tag0, tombstones.state, tag1, tombstones.snapshot)
        return int(self._tx.scalar(select(closing)) or 0)

    def state(self, tag0: Tag) -> bytes | None:
        found = self._tx.scalar(select(func.mailbox_state(tag0)))
        return None if found is None else bytes(found)


def _slots(row: Row[*tuple[Any, ...]]) -> Slots:
    state, state_closed, snapshot, snapshot_closed = row
    return Slots(
        None if state is None else Slot(bytes(state), bool(state_closed)),
        None if snapshot is None else Slot(bytes(snapshot), bool(snapshot_closed)),
    )


def forget_self_test(
    tx: Connection, envelope: EnvelopeId, tags: tuple[Tag, Tag], today: date
) -> bool:
    """Remove a test report of thirty days ago, its envelope's row and its mailbox, at once.

    It is the one way in which casework can remove a mailbox. It takes both tags, and uses up
    an envelope that is as old (docs/decisions/0015). Return False, and change nothing, while
    any part of the envelope is here, or it is young.
    """
    if tx.dialect.name == POSTGRESQL:
        return tx.scalar(select(func.self_test_forget(envelope, *tags))) is True
    empty = envelopes.c.stanzas.is_(None) & envelopes.c.body.is_(None)
    whole = exists().where(blob_rows.c.blob == envelopes.c.blob)
    is_old = envelopes.c.day <= today - SELF_TEST_KEPT
    gone = delete(envelopes).where(envelopes.c.id == envelope, empty, ~whole, is_old)
    if tx.execute(gone).rowcount != 1:
        return False
    for table, tag in zip((mailbox_states, mailbox_snapshots), tags, strict=True):
        tx.execute(delete(table).where(table.c.tag == tag))
    return True
