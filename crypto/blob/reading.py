"""Open a blob as it arrives, and hand nothing over that was changed.

What is authenticated when: each piece, that these bytes were sealed by the writer
of the message, at this place of this blob; the last piece of a file, that the file
is whole and has the hash that the message names; `finish`, that the blob is whole,
and holds these files, its padding, and nothing else. Until then a file may still
lack its end: show nothing of it as complete.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.cobblestone import Cobblestone256Decryptor
from cryptography.exceptions import AlreadyFinalized, InvalidTag

from crypto.blob.shape import MARK, BlobRef, FileEntry, blob_context, blob_header, stored_size
from crypto.errors import CannotOpenError, RefusedError
from crypto.names import EnvelopeId
from crypto.suite import same


@dataclass(frozen=True, slots=True)
class Piece:
    """The next bytes of one file. An empty file is one empty piece."""

    file: int
    data: bytes = field(repr=False)


class BlobReader:
    """feed with what is stored, in order, cut anywhere; then finish, once.

    One refusal is final: nothing comes out of this reader after it. `only` names one file to be
    handed over; the others are still authenticated piece by piece, but neither hashed nor kept.
    """

    def __init__(self, ref: BlobRef, envelope: EnvelopeId, only: int | None = None) -> None:
        context = blob_context(ref.blob, envelope)
        self._decryptor = Cobblestone256Decryptor(ref.key.raw, context)
        self._header = blob_header(ref.blob)
        self._lacking = stored_size(ref.size)
        self._sorter = _Sorter(ref.files, only)
        self._stopped = False

    def feed(self, sealed: bytes) -> list[Piece]:
        self._lacking -= len(sealed)
        if self._stopped or self._lacking < 0:
            raise CannotOpenError("more bytes than this blob has, or a reader that has stopped")
        self._stopped = True
        pieces = self._sorter.sort(self._opened(self._without_header(sealed)))
        self._stopped = False
        return pieces

    def finish(self) -> list[Piece]:
        """Return what was still to come. Only now is the blob known to be whole."""
        if self._stopped or self._lacking:
            raise CannotOpenError("fewer bytes than this blob has, or a reader that has stopped")
        self._stopped = True
        try:
            return self._sorter.sort(self._decryptor.finalize())
        except InvalidTag as exc:
            raise CannotOpenError("the key does not fit, or the bytes were changed") from exc

    def has_handed_over(self, file: int) -> bool:
        """Tell if this file came out whole, with the hash that the message names."""
        return self._sorter.ahead > file

    def _without_header(self, sealed: bytes) -> bytes:
        head, rest = sealed[: len(self._header)], sealed[len(self._header) :]
        expected, self._header = self._header[: len(head)], self._header[len(head) :]
        if head != expected:
            raise CannotOpenError("not the blob that the message names")
        return rest

    def _opened(self, sealed: bytes) -> bytes:
        try:
            return self._decryptor.update(sealed)
        except (InvalidTag, AlreadyFinalized) as exc:
            raise CannotOpenError("the key does not fit, or the bytes were changed") from exc


def read_blob(stored: Iterable[bytes], ref: BlobRef, envelope: EnvelopeId) -> Iterator[Piece]:
    """Yield every file's bytes in order. If this ends without an error, the blob is whole."""
    reader = BlobReader(ref, envelope)
    for sealed in stored:
        yield from reader.feed(sealed)
    yield from reader.finish()


def read_file(
    stored: Iterable[bytes], ref: BlobRef, envelope: EnvelopeId, file: int
) -> Iterator[bytes]:
    """Yield one file's bytes, and take no more of what is stored than its end needs."""
    if not 0 <= file < len(ref.files):
        raise RefusedError("the blob has no such file")
    reader = BlobReader(ref, envelope, only=file)
    for sealed in stored:
        yield from (piece.data for piece in reader.feed(sealed))
        if reader.has_handed_over(file):
            return
    yield from (piece.data for piece in reader.finish())


class _Sorter:
    """Deals plaintext out to the files that the message names, then checks the padding."""

    def __init__(self, files: tuple[FileEntry, ...], only: int | None) -> None:
        self._files = files
        self._only = only
        self._pad = MARK
        self.ahead = -1
        self._go_on()

    def sort(self, plain: bytes) -> list[Piece]:
        pieces = []
        rest = plain
        while self.ahead < len(self._files):
            mine, rest = rest[: self._left], rest[self._left :]
            self._left -= len(mine)
            if self._is_wanted() and (mine or not self._left):
                pieces.append(self._piece(mine))
            if self._left:
                return pieces
            self._go_on()
        self._check_padding(rest)
        return pieces

    def _is_wanted(self) -> bool:
        return self._only in (None, self.ahead)

    def _piece(self, data: bytes) -> Piece:
        self._hash.update(data)
        ended = not self._left
        if ended and not same(self._hash.digest(), self._files[self.ahead].sha256):
            raise CannotOpenError("not the file that the message names")
        return Piece(self.ahead, data)

    def _go_on(self) -> None:
        self.ahead += 1
        self._hash = sha256()
        if self.ahead < len(self._files):
            self._left = self._files[self.ahead].size

    def _check_padding(self, rest: bytes) -> None:
        mark, zeros = rest[: len(self._pad)], rest[len(self._pad) :]
        expected, self._pad = self._pad[: len(mark)], self._pad[len(mark) :]
        # Compared, not stripped: padding may be half of a blob, and stripping outlasts the cipher.
        if mark != expected or zeros != bytes(len(zeros)):
            raise CannotOpenError("neither a file of this blob nor its padding")
