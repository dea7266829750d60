"""What sealing files costs, next to hashing and enciphering the same padded bytes."""

import hashlib
import resource
import secrets
import subprocess
import sys
from collections.abc import Iterator

from cryptography.cobblestone import Cobblestone256Encryptor

from crypto.blob.reading import read_blob
from crypto.blob.shape import BlobKey, stored_size
from crypto.blob.writing import BlobWriter
from crypto.names import BlobId, EnvelopeId
from tests.bench.figures import Figure, Work, ratio

_ENVELOPE = EnvelopeId(bytes(16))
_MIB = 1_048_576
_BLOB_MIB = 48


def figures() -> Iterator[Figure]:
    piece = secrets.token_bytes(_MIB)
    bare = _hash_and_cipher(piece)
    yield Figure("blob write / hash and cipher", ratio(_writing(piece), bare), "ratio", 1.5)
    yield Figure("blob read / hash and cipher", ratio(_reading(piece), bare), "ratio", 1.5)
    yield Figure("memory of a 1 GiB blob", _growth_of_a_large_blob(), "MiB", 8)


def _hash_and_cipher(piece: bytes) -> Work:
    padded = stored_size(_BLOB_MIB * _MIB) // _MIB

    def bare() -> None:
        digest, bulk = hashlib.sha256(), Cobblestone256Encryptor(bytes(32), b"")
        for _ in range(padded):
            digest.update(piece)
            bulk.update(piece)
        bulk.finalize()

    return bare


def _writing(piece: bytes) -> Work:
    def write() -> None:
        for _ in _written(_writer(), piece):
            pass

    return write


def _reading(piece: bytes) -> Work:
    writer = _writer()
    stored = list(_written(writer, piece))

    def read() -> None:
        for _ in read_blob(iter(stored), writer.reference, _ENVELOPE):
            pass

    return read


def _written(writer: BlobWriter, piece: bytes) -> Iterator[bytes]:
    writer.begin_file("ledger.csv")
    for _ in range(_BLOB_MIB):
        yield writer.write(piece)
    writer.end_file()
    yield from writer.finish()


def _writer() -> BlobWriter:
    return BlobWriter(BlobKey(secrets.token_bytes(32)), BlobId(secrets.token_bytes(16)), _ENVELOPE)


def _growth_of_a_large_blob() -> float:
    """Return by how much a process of its own grew while it wrote a whole GiB less one MiB."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.of_blobs"], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def _grow() -> float:
    piece, writer = secrets.token_bytes(_MIB), _writer()
    writer.begin_file("ledger.csv")
    writer.write(piece)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(1_022):
        writer.write(piece)
    writer.end_file()
    for _ in writer.finish():
        pass
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1_024


if __name__ == "__main__":
    sys.stdout.write(f"{_grow()}")
