"""Reports as a dropbox sees them: an envelope of random bytes, and a blob of some rows."""

import secrets
from dataclasses import dataclass, field

from crypto.names import BlobId, EnvelopeId
from store.blobs import DatabaseBlobs
from store.database import Database
from store.dropbox import Dropbox
from tests.unit.casework.ground import House
from tests.unit.store.builders import DAY, a_blob_id, an_envelope, id_of


@dataclass(frozen=True, slots=True)
class Sent:
    id: EnvelopeId
    blob: BlobId
    head: bytes = field(repr=False)
    stanzas: bytes = field(repr=False)
    body: bytes = field(repr=False)
    rows: tuple[bytes, ...] = field(repr=False)


def send(dropbox: Database, rows: int = 1, size: int = 65_536) -> Sent:
    envelope, blob = an_envelope(), a_blob_id()
    blobs = DatabaseBlobs(dropbox, lambda: DAY)
    sealed = tuple(secrets.token_bytes(size) for _ in range(rows))
    for number, each in enumerate(sealed):
        blobs.append(blob, number, each)
    with dropbox.transaction() as tx:
        Dropbox(tx).deposit(envelope, blob, DAY)
    with dropbox.reading() as tx:
        [row] = Dropbox(tx).fetch([id_of(envelope)])
    return Sent(row.id, blob, row.head, row.stanzas or b"", row.body or b"", sealed)


def send_some(house: House, count: int, rows: int = 1) -> list[Sent]:
    return [send(house.desk.dropbox, rows) for _ in range(count)]
