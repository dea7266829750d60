"""Deposits for ever, until it is killed, and says what was acknowledged.

    python -m tests.unit.store.depositor <address of a dropbox>

Each line it prints is one report whose transaction had ended before: its
envelope and its mailbox, as `sha256(envelope) tag0 tag1`, in hexadecimal.
"""

import hashlib
import secrets
import sys

from crypto.names import BlobId
from store.blobs import ROW_SIZE, BlobSink, DatabaseBlobs
from store.database import Database, Which
from store.dropbox import Dropbox
from store.mailbox import Mailbox
from tests.unit.store.builders import DAY, a_blob_id, a_snapshot, a_state, a_tag, an_envelope


def main(url: str) -> None:
    database = Database(url, Which.DROPBOX)
    blobs = DatabaseBlobs(database, lambda: DAY)
    while True:
        blob = a_blob_id()
        with BlobSink(blobs, blob) as sink:
            sink.write(secrets.token_bytes(ROW_SIZE // 2))
        sys.stdout.write(_report(database, blob) + "\n")
        sys.stdout.flush()


def _report(database: Database, blob: BlobId) -> str:
    envelope, tag0, tag1 = an_envelope(), a_tag(), a_tag()
    with database.transaction() as tx:
        Dropbox(tx).deposit(envelope, blob, DAY)
        Mailbox(tx).open(tag0, a_state(), tag1, a_snapshot())
    return f"{hashlib.sha256(envelope.raw).hexdigest()} {tag0.hex()} {tag1.hex()}"


if __name__ == "__main__":
    main(sys.argv[1])
