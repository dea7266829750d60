"""Where the fixed mail goes: one address for each person, and nothing else about the person."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Column, Connection, String, Table, delete, insert, select

from crypto.names import PersonId
from store.database import casework_tables

LONGEST_ADDRESS = 254

mail_addresses = Table(
    "mail_addresses",
    casework_tables,
    Column("person", String(32), primary_key=True),
    Column("address", String(LONGEST_ADDRESS), nullable=False),
    CheckConstraint(f"length(address) BETWEEN 3 AND {LONGEST_ADDRESS}", name="address_size"),
    sqlite_with_rowid=False,
)


class Addresses:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def put(self, person: PersonId, address: str) -> None:
        self.drop(person)
        self._tx.execute(insert(mail_addresses).values(person=person, address=address))

    def drop(self, person: PersonId) -> None:
        self._tx.execute(delete(mail_addresses).where(mail_addresses.c.person == person))

    def all(self) -> Mapping[PersonId, str]:
        return {
            PersonId(row.person): row.address for row in self._tx.execute(select(mail_addresses))
        }
