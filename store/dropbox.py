"""Where sealed reports wait to be collected.

Arrival is kept to the day: a finer clock can be matched with door logs to name
the reporter. For the same reason rows are keyed by random ids and kept in that
order, and nothing is ever numbered.

The files tell more than the rows. SQLite hands out pages in the order of need:
`python -m store sweep` rewrites the file. PostgreSQL keeps an order in `ctid` and
`xmin`, and joins by them what one transaction wrote: `python -m store forget-order`
rewrites the tables, but the WAL still tells (docs/operations.md).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Row,
    Table,
    UniqueConstraint,
    func,
    or_,
    select,
    update,
)

from crypto.envelope import BODY_SIZE, HEADER_SIZE, MAC_SIZE, SLOTS, STANZA_SIZE, Envelope
from crypto.names import ID_SIZE, BlobId, EnvelopeId
from store.database import (
    dropbox_tables,
    exact,
    exact_key,
    insert_unless_there,
    require_size,
)
from store.engines import POSTGRESQL
from store.errors import RefusedError

HEAD_SIZE: Final = HEADER_SIZE + MAC_SIZE
STANZAS_SIZE: Final = SLOTS * STANZA_SIZE

envelopes = Table(
    "envelopes",
    dropbox_tables,
    exact_key("id", ID_SIZE),
    exact("blob", ID_SIZE),
    Column("day", Date, nullable=False),
    exact("head", HEAD_SIZE),  # header and MAC
    exact("stanzas", STANZAS_SIZE, nullable=True),
    exact("body", BODY_SIZE, nullable=True),
    UniqueConstraint("blob"),
    sqlite_with_rowid=False,
)


class Deposit(Enum):
    ACCEPTED = auto()
    ALREADY_THERE = auto()  # the same id, from an answer that was lost: nothing was changed


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is left of one envelope. Parts that were collected are gone."""

    id: EnvelopeId
    blob: BlobId
    day: date
    head: bytes = field(repr=False)
    stanzas: bytes | None = field(repr=False)
    body: bytes | None = field(repr=False)

    def whole(self) -> Envelope | None:
        """Return the envelope as it was sent, as long as no part of it has left.

        Refused with `MalformedError` if it never was one: the intake may have
        been broken into, and the database knows sizes only.
        """
        if self.stanzas is None or self.body is None:
            return None
        header, mac = self.head[:HEADER_SIZE], self.head[HEADER_SIZE:]
        return Envelope.parse(header + self.stanzas + mac + self.body)


class Dropbox:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def deposit(self, envelope: Envelope, blob: BlobId, day: date) -> Deposit:
        """Take an envelope and the blob that it claims; the same id again changes nothing."""
        row = {
            "id": envelope.header.envelope,
            "blob": require_size(blob, ID_SIZE),
            "day": day,
            "head": bytes(envelope.header) + envelope.header_mac,
            "stanzas": envelope.authenticated[HEADER_SIZE:],
            "body": envelope.body,
        }
        if insert_unless_there(self._tx, envelopes, row):
            return Deposit.ACCEPTED
        if not self.holds(envelope.header.envelope):
            raise RefusedError("this blob belongs to another envelope")
        return Deposit.ALREADY_THERE

    def holds(self, envelope: EnvelopeId) -> bool:
        if self._tx.dialect.name == POSTGRESQL:  # the intake may ask, but not look
            return self._tx.scalar(select(func.envelope_held(envelope))) is True
        found = select(envelopes.c.id).where(envelopes.c.id == envelope)
        return self._tx.scalar(found) is not None

    def waiting(self, limit: int) -> Sequence[Waiting]:
        """Return some envelopes with stanzas or a body left, in random order.

        The collector's order must not become an order of arrival either. The
        ids are drawn first, so that the database sorts those and not the bytes.
        """
        something_left = or_(envelopes.c.stanzas.is_not(None), envelopes.c.body.is_not(None))
        drawn = select(envelopes.c.id).where(something_left).order_by(func.random()).limit(limit)
        rows = self._tx.execute(
            select(envelopes).where(envelopes.c.id.in_(drawn)).order_by(func.random())
        )
        return [_waiting(row) for row in rows]

    def uncollected(self) -> Sequence[EnvelopeId]:
        """Return what nobody has collected yet, by its random ids."""
        waiting = select(envelopes.c.id).where(envelopes.c.stanzas.is_not(None))
        return [EnvelopeId(each) for each in self._tx.scalars(waiting)]

    def collected(self) -> Sequence[EnvelopeId]:
        """Return what was collected, and lies here until a verified backup holds it."""
        there = select(envelopes.c.id).where(
            envelopes.c.stanzas.is_(None), envelopes.c.body.is_not(None)
        )
        return [EnvelopeId(each) for each in self._tx.scalars(there)]

    def fetch(self, ids: Collection[EnvelopeId]) -> Sequence[Waiting]:
        rows = self._tx.execute(select(envelopes).where(envelopes.c.id.in_(ids)))
        return [_waiting(row) for row in rows]

    def drop_stanzas(self, *gone: EnvelopeId) -> None:
        """Only once the key store and its mirror hold them."""
        self._tx.execute(update(envelopes).where(envelopes.c.id.in_(gone)).values(stanzas=None))

    def drop_body(self, *gone: EnvelopeId) -> None:
        """Only once a verified backup of casework holds it."""
        self._tx.execute(update(envelopes).where(envelopes.c.id.in_(gone)).values(body=None))


def _waiting(row: Row[tuple[object, ...]]) -> Waiting:
    return Waiting(EnvelopeId(row.id), BlobId(row.blob), row.day, row.head, row.stanzas, row.body)
