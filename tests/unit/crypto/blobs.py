"""Writes and reads blobs whole, for tests that are about something else."""

from collections.abc import Iterator
from hashlib import sha256

from crypto.blob.reading import Piece, read_blob
from crypto.blob.shape import BlobKey, BlobRef, FileEntry
from crypto.blob.writing import BlobWriter
from crypto.names import BlobId, EnvelopeId
from tests.unit.crypto.submissions import BLOB, BLOB_KEY, ENVELOPE


def written(
    files: list[bytes],
    key: BlobKey = BLOB_KEY,
    blob: BlobId = BLOB,
    envelope: EnvelopeId = ENVELOPE,
    chunk: int = 10_000,
) -> tuple[bytes, BlobRef]:
    writer = BlobWriter(key, blob, envelope)
    stored = []
    for number, content in enumerate(files):
        writer.begin_file(f"file {number}")
        stored += [writer.write(part) for part in cut(content, chunk)]
        writer.end_file()
    return b"".join([*stored, *writer.finish()]), writer.reference


def cut(content: bytes, size: int) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


def read(
    stored: bytes, ref: BlobRef, envelope: EnvelopeId = ENVELOPE, chunk: int = 9_999
) -> list[bytes]:
    return together(read_blob(cut(stored, chunk), ref, envelope), len(ref.files))


def together(pieces: Iterator[Piece], files: int) -> list[bytes]:
    contents = [b""] * files
    for piece in pieces:
        contents[piece.file] += piece.data
    return contents


def entries(files: list[bytes]) -> tuple[FileEntry, ...]:
    return tuple(
        FileEntry(f"file {number}", len(content), sha256(content).digest())
        for number, content in enumerate(files)
    )
