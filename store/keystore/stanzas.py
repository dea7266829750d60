"""The sixteen stanzas of each envelope, from the day of collecting until its case has keys."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from crypto.names import EnvelopeId
from store.database import require_size
from store.errors import RefusedError
from store.keystore.tables import STANZAS_SIZE, stanzas
from store.keystore.writing import Pen


class Stanzas:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx
        self._pen = Pen(tx)

    def keep(self, collected: Mapping[EnvelopeId, bytes]) -> None:
        """Keep what was collected. The same again changes nothing; anything else is refused."""
        found = select(stanzas).where(stanzas.c.envelope.in_(collected))
        there = {EnvelopeId(row.envelope): row.stanzas for row in self._tx.execute(found)}
        if any(collected[envelope] != raw for envelope, raw in there.items()):
            raise RefusedError("other stanzas of that envelope are here already")
        rows = (
            {"envelope": envelope, "stanzas": require_size(raw, STANZAS_SIZE)}
            for envelope, raw in collected.items()
            if envelope not in there
        )
        self._pen.add(stanzas, rows)

    def find(self, envelope: EnvelopeId) -> bytes | None:
        return self._tx.scalar(select(stanzas.c.stanzas).where(stanzas.c.envelope == envelope))

    def pending(self) -> frozenset[EnvelopeId]:
        """Return every envelope whose stanzas are still here."""
        return frozenset(EnvelopeId(each) for each in self._tx.scalars(select(stanzas.c.envelope)))

    def is_empty(self) -> bool:
        return self._tx.scalar(select(stanzas.c.envelope).limit(1)) is None

    def drop(self, envelope: EnvelopeId) -> None:
        self._pen.remove(stanzas, envelope=envelope)
