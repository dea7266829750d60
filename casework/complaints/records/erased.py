"""What is left of a case that was erased: its id, and a certificate that its last readers can open.

The id says that nothing of it comes back: a message that still names it begins another case.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    LargeBinary,
    Table,
    delete,
    insert,
    select,
)

from casework.complaints.records.cases import cases
from casework.complaints.records.contents import (
    PrivateRow,
    case_entries,
    case_readers,
    kept_keys,
    read_wraps,
)
from crypto.keyring.casekeys import CASE_ID_SIZE
from crypto.names import ID_SIZE, MANIFEST_HASH_SIZE, CaseId, EnvelopeId, ManifestHash
from store.database import casework_tables, exact, exact_key, insert_unless_there

_LARGEST: Final = 2_097_152

erased_cases = Table(
    "erased_cases",
    casework_tables,
    exact_key("id", CASE_ID_SIZE),
    sqlite_with_rowid=False,
)

certificates = Table(
    "certificates",
    casework_tables,
    exact_key("id", ID_SIZE),
    exact("manifest", MANIFEST_HASH_SIZE),
    Column("wraps", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    CheckConstraint(f"length(wraps) BETWEEN 1 AND {_LARGEST}", name="wraps_size"),
    CheckConstraint(f"length(sealed) BETWEEN 1 AND {_LARGEST}", name="sealed_size"),
    sqlite_with_rowid=False,
)


class Erased:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def erase(self, case: CaseId, envelopes: Sequence[EnvelopeId]) -> None:
        """Remove every row of a case, and remember that it was here."""
        for table, column in ((case_entries, "case_id"), (case_readers, "case_id"), (cases, "id")):
            self._tx.execute(delete(table).where(table.c[column] == case))
        self._tx.execute(delete(kept_keys).where(kept_keys.c.envelope.in_(envelopes)))
        insert_unless_there(self._tx, erased_cases, {"id": case})

    def holds(self, case: CaseId) -> bool:
        found = select(erased_cases.c.id).where(erased_cases.c.id == case)
        return self._tx.scalar(found) is not None

    def all(self) -> Sequence[CaseId]:
        return [CaseId(each) for each in self._tx.scalars(select(erased_cases.c.id))]

    def certify(self, row: PrivateRow) -> None:
        values = {"id": row.id, "manifest": row.manifest, "sealed": row.sealed}
        self._tx.execute(insert(certificates).values(wraps=b"".join(row.wraps), **values))

    def certificates(self) -> Sequence[PrivateRow]:
        """Return all of them. Which somebody may read, their keys find."""
        return [
            PrivateRow(row.id, ManifestHash(row.manifest), read_wraps(row.wraps), row.sealed)
            for row in self._tx.execute(select(certificates).order_by(certificates.c.id))
        ]
