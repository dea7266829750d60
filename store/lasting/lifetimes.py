"""Let mailboxes go that nobody can use any more, without learning which rows are one mailbox.

Casework names, in one breath, every row of every mailbox that lives; what it has not named for a
lifetime goes at night. So nothing here says why a row lives, or whose it is. The weeks are blurred
by up to two months, row by row: two rows that stopped together do not tell it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from secrets import randbelow
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Table,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    union,
)
from sqlalchemy.dialects.postgresql import ARRAY

from crypto.names import ID_SIZE, Tag
from store.database import dropbox_tables, exact_key
from store.engines import POSTGRESQL
from store.mailbox import mailbox_snapshots, mailbox_states

LEAST_MONTHS: Final = 6
BLUR_WEEKS: Final = 8
_DAYS_OF_A_MONTH: Final = 31
_AT_ONCE: Final = 500
_WEEK: Final = timedelta(weeks=1)
_MARGIN: Final = (BLUR_WEEKS + 1) * _WEEK

mailbox_weeks = Table(
    "mailbox_weeks",
    dropbox_tables,
    exact_key("tag", ID_SIZE),
    Column("week", Date, nullable=False),
    sqlite_with_rowid=False,
)

mailbox_life = Table(
    "mailbox_life",
    dropbox_tables,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    Column("months", Integer, nullable=False),
    CheckConstraint("one = 1", name="one_row"),
    CheckConstraint(f"months >= {LEAST_MONTHS}", name="months_enough"),
)


@dataclass(frozen=True, slots=True)
class Life:
    """Until which day casework vouches for what lives, and how long the rest is kept."""

    day: date
    months: int

    def __post_init__(self) -> None:
        if self.months < LEAST_MONTHS:
            raise ValueError("a mailbox is kept for half a year at least")

    @property
    def states_before(self) -> date:
        return self.day - timedelta(days=self.months * _DAYS_OF_A_MONTH) - _MARGIN

    @property
    def snapshots_before(self) -> date:
        """Later than any state that stopped with it: a mailbox without its state is none."""
        return self.states_before - _MARGIN


class Lifetimes:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def keep(self, tags: Collection[Tag], life: Life, today: date) -> None:
        """For casework: these live. A row that its reporter has closed is kept by nobody."""
        if self._tx.dialect.name == POSTGRESQL:
            listed = cast(bindparam("tags", list(tags)), ARRAY(LargeBinary))
            self._tx.execute(select(func.mailbox_keep(listed, life.day, life.months)))
            return
        named = list(tags)
        for at in range(0, len(named), _AT_ONCE):
            self._put(self._open_among(named[at : at + _AT_ONCE]), today)
        self._tx.execute(delete(mailbox_life))
        day = min(life.day, today)
        self._tx.execute(insert(mailbox_life).values(one=1, day=day, months=life.months))

    def sweep(self, today: date) -> None:
        """At night: what is new gets its first week, and what is dead goes, the state first."""
        if self._tx.dialect.name == POSTGRESQL:
            self._tx.execute(select(func.mailbox_sweep()))
            return
        known = select(mailbox_weeks.c.tag)
        tables = (mailbox_states, mailbox_snapshots)
        every = union(*(select(each.c.tag).where(each.c.tag.not_in(known)) for each in tables))
        self._put([Tag(each) for each in self._tx.scalars(every)], today)
        row = self._tx.execute(select(mailbox_life)).first()
        if row is not None:
            life = Life(row.day, row.months)
            self._take(mailbox_states, life.states_before)
            self._take(mailbox_snapshots, life.snapshots_before)
        left = union(*(select(each.c.tag) for each in tables))
        self._tx.execute(delete(mailbox_weeks).where(mailbox_weeks.c.tag.not_in(left)))

    def _open_among(self, tags: list[Tag]) -> list[Tag]:
        found = union(
            *(
                select(each.c.tag).where(each.c.tag.in_(tags), ~each.c.closed)
                for each in (mailbox_states, mailbox_snapshots)
            )
        )
        return [Tag(each) for each in self._tx.scalars(found)]

    def _put(self, tags: Collection[Tag], today: date) -> None:
        rows = [{"tag": each, "week": _blurred(today)} for each in tags]
        if rows:
            self._tx.execute(delete(mailbox_weeks).where(mailbox_weeks.c.tag.in_(tags)))
            self._tx.execute(insert(mailbox_weeks), rows)

    def _take(self, table: Table, before: date) -> None:
        old = select(mailbox_weeks.c.tag).where(mailbox_weeks.c.week < before)
        self._tx.execute(delete(table).where(table.c.tag.in_(old)))


def _blurred(today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    return monday - randbelow(BLUR_WEEKS + 1) * _WEEK
