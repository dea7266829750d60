"""What the committee says about itself, on its way to the intake: signed, and checked there.

The store verifies nothing. It keeps what came first: no version and no day is
ever written over, so nobody can quietly swap what a reporter was shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Table,
    func,
    insert,
    select,
)

from store.database import dropbox_tables
from store.errors import WrongSizeError

LONGEST: Final = 262_144  # bytes; 16 holders with their keys and signatures need under half

manifests = Table(
    "manifests",
    dropbox_tables,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", LargeBinary, nullable=False),
    Column("signatures", LargeBinary, nullable=False),
    CheckConstraint("version >= 1", name="version_from_one"),
    CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST}", name="text_size"),
    CheckConstraint(f"length(signatures) BETWEEN 1 AND {LONGEST}", name="signatures_size"),
)

notices = Table(
    "notices",
    dropbox_tables,
    Column("day", Date, primary_key=True),
    Column("text", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST}", name="text_size"),
    CheckConstraint(f"length(signature) BETWEEN 1 AND {LONGEST}", name="signature_size"),
)

# Every page of the public site asks this, so it is put together once.
_NEWEST: Final = select(
    select(func.max(manifests.c.version)).scalar_subquery().label("version"),
    select(func.max(notices.c.day)).scalar_subquery().label("day"),
)


@dataclass(frozen=True, slots=True)
class StoredManifest:
    version: int
    text: bytes
    signatures: bytes


@dataclass(frozen=True, slots=True)
class StoredNotice:
    day: date
    text: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Newest:
    version: int
    notice: date | None


class Manifests:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def append(self, manifest: StoredManifest) -> None:
        """Refused if there is a manifest of that version."""
        _require_short(manifest.text, manifest.signatures)
        row = {"text": manifest.text, "signatures": manifest.signatures}
        self._tx.execute(insert(manifests).values(version=manifest.version, **row))

    def chain(self, after: int = 0) -> Sequence[StoredManifest]:
        """Return the manifests above a version that the caller has verified, oldest first."""
        above = select(manifests).where(manifests.c.version > after).order_by(manifests.c.version)
        rows = self._tx.execute(above)
        return [StoredManifest(row.version, row.text, row.signatures) for row in rows]

    def post(self, notice: StoredNotice) -> None:
        """Refused if there is a notice of that day."""
        _require_short(notice.text, notice.signature)
        row = {"text": notice.text, "signature": notice.signature}
        self._tx.execute(insert(notices).values(day=notice.day, **row))

    def newest(self) -> Newest:
        """Say in one small row whether there is anything that the caller has not verified yet."""
        row = self._tx.execute(_NEWEST).one()
        return Newest(row.version or 0, row.day)

    def newest_notice(self) -> StoredNotice | None:
        row = self._tx.execute(select(notices).order_by(notices.c.day.desc()).limit(1)).first()
        return None if row is None else StoredNotice(row.day, row.text, row.signature)


def _require_short(*texts: bytes) -> None:
    if any(not 0 < len(text) <= LONGEST for text in texts):
        raise WrongSizeError
