"""What is to be removed from the key store: written here first, so that a crash forgets none."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    insert,
    select,
)
from sqlalchemy import delete as delete_from

from crypto.names import PersonId
from store.database import casework_tables, exact_key

REMOVAL_ID_SIZE: Final = 16


class Kind(StrEnum):
    PERSON = "person"  # every way in of somebody who has left
    PASSKEYS = "passkeys"  # one device's way in, or all of them if none is named
    STANZAS = "stanzas"  # of one envelope
    SCOPE = "scope"  # everything that opens one scope


@dataclass(frozen=True, slots=True)
class Removal:
    id: bytes
    kind: Kind
    person: PersonId | None = None
    subject: bytes = b""


removals = Table(
    "removals",
    casework_tables,
    exact_key("id", REMOVAL_ID_SIZE),
    Column("kind", String(10), nullable=False),
    Column("person", String(32), nullable=False),
    Column("subject", LargeBinary, nullable=False),
    CheckConstraint("kind IN ('person', 'passkeys', 'stanzas', 'scope')", name="kind_known"),
    sqlite_with_rowid=False,
)


class Removals:
    """Works inside the transaction of whoever asks."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def intend(self, removal: Removal) -> None:
        row = {"id": removal.id, "kind": removal.kind.value, "subject": removal.subject}
        self._tx.execute(insert(removals).values(person=removal.person or "", **row))

    def intended(self) -> list[Removal]:
        rows = self._tx.execute(select(removals).order_by(removals.c.id))
        return [
            Removal(
                row.id, Kind(row.kind), PersonId(row.person) if row.person else None, row.subject
            )
            for row in rows
        ]

    def done(self, removal: Removal) -> None:
        self._tx.execute(delete_from(removals).where(removals.c.id == removal.id))
