"""Who keeps which recovery sheet, when a sheet was last tried, and when the key was used."""

from collections.abc import Sequence
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

from crypto.manifest.signed import KeyId
from crypto.names import PersonId
from store.database import casework_tables, exact, exact_key


class Side(StrEnum):
    MEMBER = "member"
    OUTSIDE = "outside"


class Drill(StrEnum):
    """What somebody has shown to work: the sheet of the passphrase, or of recovery."""

    SHEET = "sheet"
    RECOVERY = "recovery"


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
    CheckConstraint("kind IN ('sheet', 'recovery')", name="kind_known"),
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
    CheckConstraint("side IN ('member', 'outside')", name="side_known"),
    CheckConstraint("number BETWEEN 1 AND 16", name="number_in_range"),
    sqlite_with_rowid=False,
)


class Recovery:
    """Works inside the transaction of whoever asks. `key` names a recovery key by its hash."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def keep_names(self, key: KeyId, side: Side, names: Sequence[str]) -> None:
        rows = [
            {"key": key, "side": side.value, "number": number, "name": name}
            for number, name in enumerate(names, 1)
        ]
        self._tx.execute(insert(share_keepers), rows)

    def keepers(self, key: KeyId, side: Side) -> tuple[str, ...]:
        found = select(share_keepers.c.name).where(
            share_keepers.c.key == key, share_keepers.c.side == side.value
        )
        return tuple(self._tx.scalars(found.order_by(share_keepers.c.number)))

    def used(self, use: Use) -> None:
        row = {"id": use.id, "key": use.key, "day": use.day, "why": use.why}
        self._tx.execute(insert(recovery_uses).values(row))

    def uses(self, key: KeyId) -> tuple[Use, ...]:
        found = select(recovery_uses).where(recovery_uses.c.key == key)
        rows = self._tx.execute(found.order_by(recovery_uses.c.day))
        return tuple(Use(row.id, KeyId(row.key), row.day, row.why) for row in rows)

    def drilled(self, person: PersonId, kind: Drill, day: date) -> None:
        at = (drills.c.person == person, drills.c.kind == kind.value)
        self._tx.execute(delete(drills).where(*at))
        self._tx.execute(insert(drills).values(person=person, kind=kind.value, day=day))

    def last_drills(self, kind: Drill) -> dict[PersonId, date]:
        found = select(drills).where(drills.c.kind == kind.value)
        return {PersonId(row.person): row.day for row in self._tx.execute(found)}
