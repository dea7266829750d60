"""What lies inside cases: entries, lists of readers, and the keys of envelopes.

Entries name their case and nothing more. A key names its envelope and no case.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from crypto.envelope import HeaderHash
from crypto.keyring.boxes import OVERHEAD
from crypto.keyring.casekeys import CASE_ID_SIZE, KEPT_KEY_SIZE
from crypto.keyring.documents import DOCUMENT_OVERHEAD, DOCUMENT_WRAP_SIZE
from crypto.keyring.readerlist import READER_LIST_SIZE
from crypto.names import ID_SIZE, MANIFEST_HASH_SIZE, CaseId, EnvelopeId, ManifestHash, PersonId
from store.database import casework_tables, exact, exact_key, insert_unless_there

_HASH_SIZE: Final = 32
_LARGEST: Final = 2_097_152  # answers of a megabyte, and room
_LONGEST_ID: Final = 32
PRIVATE_BODY_SIZE: Final = 4_096
PRIVATE_NOTE_SIZE: Final = DOCUMENT_OVERHEAD + PRIVATE_BODY_SIZE
OWN_DAY_SIZE: Final = len("2026-11-20") + OVERHEAD

case_entries = Table(
    "case_entries",
    casework_tables,
    exact_key("id", ID_SIZE),
    exact("case_id", CASE_ID_SIZE),
    Column("sealed", LargeBinary, nullable=False),
    CheckConstraint(f"length(sealed) BETWEEN 1 AND {_LARGEST}", name="sealed_size"),
    Index("ix_case_entries_case_id", "case_id"),
    sqlite_with_rowid=False,
)

# Several for one generation only while new keys are being made: all but one open for nobody.
case_readers = Table(
    "case_readers",
    casework_tables,
    exact_key("id", ID_SIZE),
    exact("case_id", CASE_ID_SIZE),
    Column("generation", Integer, nullable=False),
    exact("manifest", MANIFEST_HASH_SIZE),
    exact("sealed", READER_LIST_SIZE),
    CheckConstraint("generation >= 1", name="generation_counted"),
    Index("ix_case_readers_case_id", "case_id"),
    sqlite_with_rowid=False,
)

kept_keys = Table(
    "kept_keys",
    casework_tables,
    exact_key("envelope", ID_SIZE),
    exact("header", _HASH_SIZE),
    exact("kept", KEPT_KEY_SIZE),
    sqlite_with_rowid=False,
)

tried_up_to = Table(
    "tried_up_to",
    casework_tables,
    Column("person", String(_LONGEST_ID), primary_key=True),
    exact("sealed", OWN_DAY_SIZE),
    sqlite_with_rowid=False,
)


# What one reader writes to another alone. A wrap for everybody, real for one, lies beside it.
private_notes = Table(
    "private_notes",
    casework_tables,
    exact_key("id", ID_SIZE),
    exact("manifest", MANIFEST_HASH_SIZE),
    Column("wraps", LargeBinary, nullable=False),
    exact("sealed", PRIVATE_NOTE_SIZE),
    CheckConstraint(f"length(wraps) BETWEEN 1 AND {_LARGEST}", name="wraps_size"),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class PrivateRow:
    id: bytes
    manifest: ManifestHash
    wraps: tuple[bytes, ...] = field(repr=False)
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class EntryRow:
    id: bytes
    case: CaseId
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ListRow:
    id: bytes
    generation: int
    manifest: ManifestHash
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptKey:
    header: HeaderHash
    kept: bytes = field(repr=False)


class Contents:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def add(self, row: EntryRow) -> None:
        values = {"id": row.id, "case_id": row.case, "sealed": row.sealed}
        self._tx.execute(insert(case_entries).values(values))

    def of(self, case: CaseId) -> Sequence[EntryRow]:
        mine = select(case_entries).where(case_entries.c.case_id == case)
        return [EntryRow(row.id, CaseId(row.case_id), row.sealed) for row in self._tx.execute(mine)]

    def has(self, row: bytes) -> bool:
        """Say whether an entry, or a note of some readers, has this id."""
        return any(
            self._tx.scalar(select(table.c.id).where(table.c.id == row)) is not None
            for table in (case_entries, private_notes)
        )

    def of_each(self, some: Collection[CaseId]) -> Sequence[EntryRow]:
        columns = (case_entries.c.id, case_entries.c.case_id, case_entries.c.sealed)
        mine = select(*columns).where(case_entries.c.case_id.in_(some))
        rows = self._tx.execute(mine).all()
        return [EntryRow(entry, CaseId(case), sealed) for entry, case, sealed in rows]

    def counts(self) -> Mapping[CaseId, int]:
        """Return how many entries each case has: what a guest writes changes nothing else."""
        counted = select(case_entries.c.case_id, func.count()).group_by(case_entries.c.case_id)
        return {CaseId(case): count for case, count in self._tx.execute(counted).all()}

    def seal_again(self, entry: bytes, sealed: bytes) -> None:
        one = update(case_entries).where(case_entries.c.id == entry)
        self._tx.execute(one.values(sealed=sealed))

    def drop(self, *entries: bytes) -> None:
        self._tx.execute(delete(case_entries).where(case_entries.c.id.in_(entries)))

    def announce(
        self, case: CaseId, generation: int, manifest: ManifestHash, sealed: bytes
    ) -> None:
        """Write a list down before its key counts."""
        row = {"case_id": case, "generation": generation, "manifest": manifest, "sealed": sealed}
        self._tx.execute(insert(case_readers).values(id=token_bytes(ID_SIZE), **row))

    def lists(self, case: CaseId) -> Sequence[ListRow]:
        mine = select(case_readers).where(case_readers.c.case_id == case)
        rows = self._tx.execute(mine.order_by(case_readers.c.generation))
        return [
            ListRow(row.id, row.generation, ManifestHash(row.manifest), row.sealed) for row in rows
        ]

    def forget_lists(self, *gone: bytes) -> None:
        self._tx.execute(delete(case_readers).where(case_readers.c.id.in_(gone)))

    def drop_entry(self, row: bytes) -> None:
        """Take it away, for whoever puts the same under another part in this transaction."""
        self._tx.execute(delete(case_entries).where(case_entries.c.id == row))

    def keep_key(self, envelope: EnvelopeId, key: KeptKey) -> bool:
        """Keep what opens an envelope. Only the first session that comes with it counts."""
        row = {"envelope": envelope, "header": key.header, "kept": key.kept}
        return insert_unless_there(self._tx, kept_keys, row)

    def key_of(self, envelope: EnvelopeId) -> KeptKey | None:
        found = select(kept_keys).where(kept_keys.c.envelope == envelope)
        row = self._tx.execute(found).first()
        return None if row is None else KeptKey(HeaderHash(row.header), row.kept)

    def opened_among(self, envelopes: Collection[EnvelopeId]) -> frozenset[EnvelopeId]:
        found = select(kept_keys.c.envelope).where(kept_keys.c.envelope.in_(envelopes))
        return frozenset(EnvelopeId(each) for each in self._tx.scalars(found))

    def tried(self, person: PersonId) -> bytes | None:
        found = select(tried_up_to.c.sealed).where(tried_up_to.c.person == person)
        return self._tx.scalar(found)

    def put_tried(self, person: PersonId, sealed: bytes) -> None:
        self._tx.execute(delete(tried_up_to).where(tried_up_to.c.person == person))
        self._tx.execute(insert(tried_up_to).values(person=person, sealed=sealed))

    def add_private(self, row: PrivateRow) -> None:
        values = {"id": row.id, "manifest": row.manifest, "sealed": row.sealed}
        self._tx.execute(insert(private_notes).values(wraps=b"".join(row.wraps), **values))

    def private(self) -> Sequence[PrivateRow]:
        """Return all of them. To whom each is, only its reader finds."""
        return [
            PrivateRow(row.id, ManifestHash(row.manifest), read_wraps(row.wraps), row.sealed)
            for row in self._tx.execute(select(private_notes).order_by(private_notes.c.id))
        ]

    def drop_private(self, note: bytes) -> None:
        self._tx.execute(delete(private_notes).where(private_notes.c.id == note))


def read_wraps(raw: bytes) -> tuple[bytes, ...]:
    return tuple(raw[at : at + DOCUMENT_WRAP_SIZE] for at in range(0, len(raw), DOCUMENT_WRAP_SIZE))
