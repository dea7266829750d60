"""Hostile blobs: raw, patched where they are valid, and sealed by a hostile sender."""

from dataclasses import replace

from crypto.blob.reading import Piece, read_blob, read_file
from crypto.blob.shape import BlobRef, FileEntry
from crypto.errors import CryptoError
from tests.unit.crypto import second_reading
from tests.unit.crypto.blobs import cut, entries
from tests.unit.crypto.second_reading import filler
from tests.unit.crypto.submissions import BLOB, BLOB_KEY, ENVELOPE

_FILES = [filler("a", 20_000), b"", filler("b", 40_000)]
_REF = BlobRef(BLOB, BLOB_KEY, entries(_FILES))
_SECRETS = {"key": BLOB_KEY.raw, "salt": bytes(24), "blob": BLOB, "envelope": ENVELOPE}
_VALID = second_reading.blob(_FILES, _SECRETS, 65_392)


def _read(stored: bytes, ref: BlobRef) -> list[Piece] | None:
    try:
        return list(read_blob(cut(stored, 7_001), ref, ENVELOPE))
    except CryptoError:
        return None


def fuzz_stored(data: bytes) -> None:
    assert _read(data, _REF) is None


def fuzz_patched(data: bytes) -> None:
    """Lay the data over a valid blob, at a place that its first two bytes name."""
    at = int.from_bytes(data[:2])
    stored = (_VALID[:at] + data[2:] + _VALID[at + len(data) - 2 :]) if data else data
    assert _read(stored, _REF) is None or stored == _VALID


def fuzz_sealed(data: bytes) -> None:
    """What a hostile sender with a valid key can seal: any bytes where files and padding are."""
    stored = second_reading.blob_of(data[:65_392].ljust(65_392, b"\x00"), _SECRETS)
    files = entries([data[:100], data[100:200]])
    pieces = _read(stored, replace(_REF, files=files))
    assert pieces is None or b"".join(piece.data for piece in pieces) == data[:200]


def fuzz_reference(data: bytes) -> None:
    """What a hostile sender can say of a valid blob: any files, of any size."""
    sizes = [int.from_bytes(part) for part in cut(data[:64], 5)]
    files = tuple(FileEntry("", size, bytes(32)) for size in sizes)
    assert not files or _read(_VALID, replace(_REF, files=files)) is None
    for number in range(len(files)):
        try:
            list(read_file(cut(_VALID, 7_001), replace(_REF, files=files), ENVELOPE, number))
        except CryptoError:
            continue
        raise AssertionError
