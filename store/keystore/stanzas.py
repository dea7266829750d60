"""The sixteen stanzas of each envelope, from the day of collecting until its case has keys."""

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

    def keep(self, envelope: EnvelopeId, raw: bytes) -> None:
        """Keep what was collected. The same again changes nothing; anything else is refused."""
        there = self.find(envelope)
        if there is None:
            row = {"envelope": envelope, "stanzas": require_size(raw, STANZAS_SIZE)}
            self._pen.add(stanzas, [row])
        elif there != raw:
            raise RefusedError("other stanzas of that envelope are here already")

    def find(self, envelope: EnvelopeId) -> bytes | None:
        return self._tx.scalar(select(stanzas.c.stanzas).where(stanzas.c.envelope == envelope))

    def is_empty(self) -> bool:
        return self._tx.scalar(select(stanzas.c.envelope).limit(1)) is None

    def drop(self, envelope: EnvelopeId) -> None:
        self._pen.remove(stanzas, envelope=envelope)
