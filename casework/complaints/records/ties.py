"""Declared ties: for each person one sealed row, all of one size, and a wrap for everybody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    insert,
    select,
)

from crypto.keyring.documents import DOCUMENT_OVERHEAD, DOCUMENT_WRAP_SIZE
from crypto.names import ID_SIZE, MANIFEST_HASH_SIZE, ManifestHash, PersonId
from store.database import casework_tables, exact

TIES_BODY_SIZE: Final = 16_384
_LONGEST_ID: Final = 32
_LARGEST: Final = 262_144

declared_ties = Table(
    "declared_ties",
    casework_tables,
    Column("person", String(_LONGEST_ID), primary_key=True),
    exact("document", ID_SIZE),
    Column("version", Integer, nullable=False),
    exact("manifest", MANIFEST_HASH_SIZE),
    Column("wraps", LargeBinary, nullable=False),
    exact("sealed", DOCUMENT_OVERHEAD + TIES_BODY_SIZE),
    CheckConstraint("version >= 1", name="version_counted"),
    CheckConstraint(f"length(wraps) BETWEEN 1 AND {_LARGEST}", name="wraps_size"),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class TiesRow:
    person: PersonId
    document: bytes
    version: int
    manifest: ManifestHash
    wraps: tuple[bytes, ...] = field(repr=False)
    sealed: bytes = field(repr=False)


class Ties:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def all(self) -> Sequence[TiesRow]:
        rows = self._tx.execute(select(declared_ties).order_by(declared_ties.c.person))
        return [
            TiesRow(
                PersonId(row.person),
                row.document,
                row.version,
                ManifestHash(row.manifest),
                _wraps(row.wraps),
                row.sealed,
            )
            for row in rows
        ]

    def put(self, row: TiesRow) -> None:
        self.forget([row.person])
        values = {
            "person": row.person,
            "document": row.document,
            "version": row.version,
            "manifest": row.manifest,
            "wraps": b"".join(row.wraps),
            "sealed": row.sealed,
        }
        self._tx.execute(insert(declared_ties).values(values))

    def forget(self, gone: Collection[PersonId]) -> None:
        self._tx.execute(delete(declared_ties).where(declared_ties.c.person.in_(gone)))


def _wraps(raw: bytes) -> tuple[bytes, ...]:
    return tuple(raw[at : at + DOCUMENT_WRAP_SIZE] for at in range(0, len(raw), DOCUMENT_WRAP_SIZE))
