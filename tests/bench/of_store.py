"""What durable keeping costs, next to writing the same bytes to a file and waiting for the disk."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from crypto.envelope import ENVELOPE_SIZE
from crypto.names import BlobId
from store.blobs import ROW_SIZE, BlobSink, DatabaseBlobs
from store.database import Database, Which
from store.dropbox import Dropbox
from store.migrating import migrate
from tests.bench.figures import Figure, Work, ratio
from tests.unit.store.builders import an_envelope

_DAY = date(2026, 6, 12)
_ENVELOPES = 50
_BLOB_ROWS = 32


def figures() -> Iterator[Figure]:
    with TemporaryDirectory(dir=scratch()) as name, _dropbox(Path(name)) as dropbox:
        plain = Path(name) / "plain"
        envelopes = _written(plain, [ENVELOPE_SIZE] * _ENVELOPES)
        yield Figure("deposit / write and fsync", ratio(_deposits(dropbox), envelopes), "ratio", 6)
        rows = _written(plain, [ROW_SIZE] * _BLOB_ROWS)
        yield Figure("blob rows / write and fsync", ratio(_blob(dropbox), rows), "ratio", 6)


def scratch() -> Path:
    """Return a folder on the disk: the machine's own may be in memory, which is no measure."""
    scratch = Path(__file__).parents[2] / "var"
    scratch.mkdir(exist_ok=True)
    return scratch


@contextmanager
def _dropbox(folder: Path) -> Iterator[Database]:
    url = f"sqlite:///{folder}/dropbox.sqlite"
    migrate(url, Which.DROPBOX)
    database = Database(url, Which.DROPBOX)
    yield database
    database.close()


def _deposits(dropbox: Database) -> Work:
    def deposit_all() -> None:
        for _ in range(_ENVELOPES):
            with dropbox.transaction() as tx:
                Dropbox(tx).deposit(an_envelope(), BlobId(secrets.token_bytes(16)), _DAY)

    return deposit_all


def _blob(dropbox: Database) -> Work:
    def keep_one() -> None:
        with BlobSink(
            DatabaseBlobs(dropbox, lambda: _DAY), BlobId(secrets.token_bytes(16))
        ) as sink:
            for _ in range(_BLOB_ROWS):
                sink.write(secrets.token_bytes(ROW_SIZE))

    return keep_one


def _written(path: Path, sizes: list[int]) -> Work:
    def write_all() -> None:
        with path.open("wb") as file:
            for size in sizes:
                file.write(secrets.token_bytes(size))
                file.flush()
                os.fsync(file.fileno())

    return write_all
