"""Seal files as they arrive, in one pass, without ever knowing a size ahead.

Nothing in clear waits anywhere: what goes in comes out sealed, at most 16 KiB
later. The caller stores what comes out, in order, from the first byte to the last.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from cryptography.cobblestone import Cobblestone256Encryptor

from crypto.blob.shape import (
    MARK,
    MOST_FILES_SIZE,
    BlobKey,
    BlobRef,
    FileEntry,
    blob_context,
    blob_header,
    padded_size,
)
from crypto.errors import RefusedError
from crypto.names import BlobId, EnvelopeId

Bytes: TypeAlias = bytes | bytearray | memoryview

_SLICE = 2**18


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes the caller takes, of one file and of all of them together."""

    each: int = MOST_FILES_SIZE
    total: int = MOST_FILES_SIZE


class _OpenFile:
    def __init__(self, name: str) -> None:
        self.name = name
        self.size = 0
        self.hash = sha256()


class BlobWriter:
    """begin_file, write, end_file, as often as wanted; then finish, once.

    A step out of turn is refused; a chunk beyond a limit is refused before a byte of it is sealed,
    and nothing is taken after it. What was stored until then is the caller's to throw away.
    """

    def __init__(
        self, key: BlobKey, blob: BlobId, envelope: EnvelopeId, limits: Limits | None = None
    ) -> None:
        self._ref = BlobRef(blob, key)
        self._limits = limits or Limits()
        self._encryptor = Cobblestone256Encryptor(key.raw, blob_context(blob, envelope))
        self._unsent = blob_header(blob)
        self._files: list[FileEntry] = []
        self._size = 0
        self._open: _OpenFile | None = None
        self._closed = False

    def begin_file(self, name: str) -> None:
        self._expect_between_files()
        self._open = _OpenFile(name)

    def write(self, chunk: Bytes) -> bytes:
        """Return ciphertext to be stored; up to 16 KiB of what went in comes out later."""
        file = self._open_file()
        length = memoryview(chunk).nbytes
        file.size += length
        self._size += length
        self._expect_within_limits(file)
        file.hash.update(chunk)
        return self._sealed(chunk)

    def end_file(self) -> FileEntry:
        file = self._open_file()
        entry = FileEntry(file.name, file.size, file.hash.digest())
        self._files.append(entry)
        self._open = None
        return entry

    def finish(self) -> Iterator[bytes]:
        """Return the rest of the ciphertext, in slices. Without all of it the blob is refused."""
        self._expect_between_files()
        self._closed = True
        return self._padding(padded_size(self._size) - self._size)

    @property
    def reference(self) -> BlobRef:
        """What goes into the envelope: the files that have ended so far."""
        return BlobRef(self._ref.blob, self._ref.key, tuple(self._files))

    def _padding(self, length: int) -> Iterator[bytes]:
        zeros = memoryview(bytes(_SLICE))
        yield self._sealed(MARK)
        for start in range(len(MARK), length, _SLICE):
            yield self._sealed(zeros[: length - start])
        yield self._encryptor.finalize()

    def _sealed(self, plain: Bytes) -> bytes:
        unsent, self._unsent = self._unsent, b""
        return unsent + self._encryptor.update(plain)

    def _open_file(self) -> _OpenFile:
        if self._closed or self._open is None:
            raise RefusedError("no file is open")
        return self._open

    def _expect_between_files(self) -> None:
        if self._closed or self._open is not None:
            raise RefusedError("a file is open, or the blob is closed")

    def _expect_within_limits(self, file: _OpenFile) -> None:
        most = min(self._limits.total, MOST_FILES_SIZE)
        if file.size > self._limits.each or self._size > most:
            self._closed = True
            raise RefusedError("more bytes than are taken")
