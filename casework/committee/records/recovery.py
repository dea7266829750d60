"""Who keeps which recovery sheet, when a sheet was last tried, and when the key was used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    Integer,
    String,
    Table,
    delete,
    insert,
    select,
)

from casework.committee.domain.sheets import Keeper, Side
from crypto.manifest.signed import KeyId
from crypto.names import PersonId
from crypto.recovery import CHECK_SIZE
from store.database import casework_tables, exact, exact_key


class Drill(StrEnum):
    """What is noted of somebody's passphrase sheet."""

    SHEET = "sheet"  # tried, and it opened a practice report
    OWED = "owed"  # made on somebody else's screen, so a new one is due


@dataclass(frozen=True, slots=True)
class Use:
    id: bytes
    key: KeyId
    day: date
    why: str


drills = Table(
    "drills",
    casework_tables,
    Column("person", String(32), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("day", Date, nullable=False),
    CheckConstraint("kind IN ('sheet', 'owed')", name="kind_known"),
    sqlite_with_rowid=False,
)

share_drills = Table(
    "share_drills",
    casework_tables,
    exact_key("sheet", CHECK_SIZE),
    Column("day", Date, nullable=False),
    sqlite_with_rowid=False,
)

recovery_uses = Table(
    "recovery_uses",
    casework_tables,
    exact_key("id", 16),
    exact("key", 32),
    Column("day", Date, nullable=False),
    Column("why", String(200), nullable=False),
    sqlite_with_rowid=False,
)

share_keepers = Table(
    "share_keepers",
    casework_tables,
    exact_key("key", 32),
    Column("side", String(10), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String(100), nullable=False),
    exact("sheet", CHECK_SIZE),
    CheckConstraint("side IN ('member', 'outside')", name="side_known"),
    CheckConstraint("number BETWEEN 1 AND 16", name="number_in_range"),
    sqlite_with_rowid=False,
)


class Recovery:
    """Works inside the transaction of whoever asks. `key` names a recovery key by its hash."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def keep_names(self, keepers: Iterable[Keeper]) -> None:
        rows = [
            {
                "key": each.key,
                "side": each.side.value,
                "number": each.number,
                "name": each.name,
                "sheet": each.check,
            }
            for each in keepers
        ]
        self._tx.execute(insert(share_keepers), rows)

    def keepers(self, key: KeyId) -> tuple[Keeper, ...]:
        """Return who keeps the sheets of one recovery key, members first."""
        found = select(share_keepers).where(share_keepers.c.key == key)
        rows = self._tx.execute(found.order_by(share_keepers.c.side, share_keepers.c.number))
        return tuple(
            Keeper(KeyId(row.key), Side(row.side), row.number, row.name, row.sheet) for row in rows
        )

    def used(self, use: Use) -> None:
        row = {"id": use.id, "key": use.key, "day": use.day, "why": use.why}
        self._tx.execute(insert(recovery_uses).values(row))

    def uses(self, key: KeyId) -> tuple[Use, ...]:
        found = select(recovery_uses).where(recovery_uses.c.key == key)
        rows = self._tx.execute(found.order_by(recovery_uses.c.day))
        return tuple(Use(row.id, KeyId(row.key), row.day, row.why) for row in rows)

    def note(self, person: PersonId, kind: Drill, day: date) -> None:
        self.forget(person, kind)
        self._tx.execute(insert(drills).values(person=person, kind=kind.value, day=day))

    def forget(self, person: PersonId, kind: Drill) -> None:
        at = (drills.c.person == person, drills.c.kind == kind.value)
        self._tx.execute(delete(drills).where(*at))

    def noted(self, kind: Drill) -> dict[PersonId, date]:
        found = select(drills).where(drills.c.kind == kind.value)
        return {PersonId(row.person): row.day for row in self._tx.execute(found)}

    def tried(self, keeper: Keeper, day: date) -> None:
        at = share_drills.c.sheet == keeper.check
        self._tx.execute(delete(share_drills).where(at))
        self._tx.execute(insert(share_drills).values(sheet=keeper.check, day=day))

    def last_tried(self) -> dict[bytes, date]:
        """Return the day on which each recovery sheet was last read, by its check value."""
        return {row.sheet: row.day for row in self._tx.execute(select(share_drills))}
