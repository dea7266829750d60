"""What sealing files costs, next to hashing and enciphering the same padded bytes."""

import hashlib
import secrets
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from cryptography.cobblestone import Cobblestone256Encryptor

from crypto.blob.reading import read_blob
from crypto.blob.shape import MOST_FILES_SIZE, BlobKey, BlobRef, FileEntry, stored_size
from crypto.blob.writing import BlobWriter
from crypto.names import BlobId, EnvelopeId
from tests.bench.figures import Figure, Work, ratio

_ENVELOPE = EnvelopeId(bytes(16))
_KEY = BlobKey(bytes(32))
_BLOB = BlobId(bytes(16))
_MIB = 1_048_576
_BLOB_MIB = 48
_LARGEST_MIB = MOST_FILES_SIZE // _MIB


def figures() -> Iterator[Figure]:
    piece = secrets.token_bytes(_MIB)
    bare = _hash_and_cipher(piece)
    yield Figure("blob write / hash and cipher", ratio(_writing(piece), bare), "ratio", 1.5)
    yield Figure("blob read / hash and cipher", ratio(_reading(piece), bare), "ratio", 1.5)
    yield Figure("memory to write a 1 GiB blob", _growth_while("write"), "MiB", 8)
    yield Figure("memory to read a 1 GiB blob", _growth_while("read"), "MiB", 8)


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


def _growth_while(doing: str) -> float:
    """Return by how much a process of its own grew from before the first byte to after the last."""
    done = subprocess.run(_this_module(doing), capture_output=True, text=True, check=True)
    return float(done.stdout)


def _this_module(doing: str) -> list[str]:
    return [sys.executable, "-m", "tests.bench.of_blobs", doing]


def _large_blob() -> Iterator[bytes]:
    """Write a whole GiB less one MiB, the same file each time, so that a reader can expect it."""
    writer, piece = BlobWriter(_KEY, _BLOB, _ENVELOPE), _piece()
    writer.begin_file("ledger.csv")
    for _ in range(_LARGEST_MIB):
        yield writer.write(piece)
    writer.end_file()
    yield from writer.finish()


def _piece() -> bytes:
    return hashlib.shake_256(b"ledger").digest(_MIB)


def _writing_grows() -> float:
    before = _held("VmRSS")
    for _ in _large_blob():
        pass
    return _held("VmHWM") - before


def _reading_grows() -> float:
    whole, piece = hashlib.sha256(), _piece()
    for _ in range(_LARGEST_MIB):
        whole.update(piece)
    file = FileEntry("ledger.csv", _LARGEST_MIB * _MIB, whole.digest())
    ref = BlobRef(_BLOB, _KEY, (file,))
    with subprocess.Popen(_this_module("pour"), stdout=subprocess.PIPE) as source:
        assert source.stdout is not None
        rows = iter(partial(source.stdout.read, _MIB), b"")
        before = _held("VmRSS")
        for _ in read_blob(rows, ref, _ENVELOPE):
            pass
        return _held("VmHWM") - before


def _held(when: str) -> float:
    """Return how many MiB this process holds: VmRSS now, VmHWM at most since it began.

    Not getrusage: what that calls the most begins with what the parent held.
    """
    status = Path("/proc/self/status").read_text("utf-8")
    [line] = [line for line in status.split("\n") if line.startswith(f"{when}:")]
    return int(line.split()[1]) / 1_024


def _pour() -> None:
    for sealed in _large_blob():
        sys.stdout.buffer.write(sealed)


if __name__ == "__main__":
    if sys.argv[1] == "pour":
        _pour()
    else:
        growth = _writing_grows() if sys.argv[1] == "write" else _reading_grows()
        sys.stdout.write(f"{growth}")
