"""The rows of the history. They can be added and read; the database refuses the rest."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    ForeignKeyConstraint,
    Row,
    String,
    Table,
    insert,
    select,
)

from casework.history.domain import DEED_ID_SIZE, Deed, DeedId, Verb
from crypto.log.commitment import (
    COMMITMENT_SIZE,
    ENTRY_SIZE,
    SALT_SIZE,
    Commitment,
    Opening,
    read_opening,
)
from store.database import casework_tables, exact, exact_key

OPENING_SIZE = SALT_SIZE + ENTRY_SIZE

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

# Of deeds that every member may read. What opens a case's deeds lies under that case's keys.
openings = Table(
    "openings",
    casework_tables,
    exact_key("deed", DEED_ID_SIZE),
    exact("opening", OPENING_SIZE),
    ForeignKeyConstraint(["deed"], ["deeds.id"]),
    sqlite_with_rowid=False,
)


class History:
    """Works inside the transaction of the change that it records: both happen, or neither."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def record(self, deed: Deed) -> None:
        row = {"day": deed.day, "verb": str(deed.verb), "commitment": deed.commitment}
        self._tx.execute(insert(deeds).values(id=deed.id, **row))

    def keep_opening(self, deed: DeedId, opening: Opening) -> None:
        self._tx.execute(insert(openings).values(deed=deed, opening=opening.raw))

    def all(self, since: date = date.min) -> Sequence[Deed]:
        """Return every deed, newest day first, and within a day by its random id."""
        some = select(deeds).where(deeds.c.day >= since)
        rows = self._tx.execute(some.order_by(deeds.c.day.desc(), deeds.c.id))
        return [_deed(row) for row in rows]

    def opened_of(self, verb: Verb, since: date) -> Sequence[Opening]:
        """Return what every member may read of one kind of deed."""
        columns = select(openings.c.opening).join(deeds, deeds.c.id == openings.c.deed)
        some = columns.where((deeds.c.verb == verb.value) & (deeds.c.day >= since))
        return [read_opening(each) for each in self._tx.scalars(some)]

    def there(self, some: Collection[Commitment]) -> frozenset[Commitment]:
        """Return those of some commitments that stand in the history."""
        found = select(deeds.c.commitment).where(deeds.c.commitment.in_(some))
        return frozenset(Commitment(each) for each in self._tx.scalars(found))

    def opened(self, since: date = date.min) -> Mapping[DeedId, Opening]:
        """Return what every member may read, by deed."""
        columns = select(openings.c.deed, openings.c.opening)
        some = columns.join(deeds, deeds.c.id == openings.c.deed).where(deeds.c.day >= since)
        rows = self._tx.execute(some)
        return {DeedId(row.deed): read_opening(row.opening) for row in rows}


def _deed(row: Row[tuple[object, ...]]) -> Deed:
    return Deed(DeedId(row.id), row.day, _verb(row.verb), Commitment(row.commitment))


def _verb(word: str) -> str:
    """Know our own verbs. A line that a newer release wrote is a line all the same."""
    return Verb(word) if word in set(Verb) else word
