"""The one blob of a submission, sealed while its files arrive.

There is one even when nothing is attached, so that nobody can see who sent proof.
Rows are stored as they fill; until an envelope claims them they belong to nobody,
and the nightly sweep removes what a broken upload could not.
"""

from contextlib import suppress
from secrets import token_bytes
from types import TracebackType
from typing import Self

from crypto.blob.shape import BlobKey, BlobRef, FileEntry
from crypto.blob.writing import BlobWriter, Limits
from crypto.message.inner import ANSWERS_NAME, answers_file, must_go_into_blob
from crypto.message.said import Answer, Answers, AnswersInBlob
from crypto.names import ID_SIZE, BlobId, EnvelopeId
from crypto.suite import KEY_SIZE
from store.blobs import BlobSink, TakesRows
from store.errors import StoreError


class Parcel:
    """put_answers once, then begin, write, end for each file; then finish, or abandon.

    Leave its block with an error, and nothing of it stays.
    """

    def __init__(
        self, blobs: TakesRows, envelope: EnvelopeId, limits: Limits | None = None
    ) -> None:
        blob = BlobId(token_bytes(ID_SIZE))
        self._writer = BlobWriter(BlobKey(token_bytes(KEY_SIZE)), blob, envelope, limits)
        self._sink = BlobSink(blobs, blob)
        self.answers: Answers = ()  # as the envelope must name them
        self.files: tuple[FileEntry, ...] = ()

    def put_answers(self, answers: tuple[Answer, ...]) -> Answers:
        """Take the answers before any file; what is too long for the envelope is the first file."""
        self.answers = answers
        if must_go_into_blob(answers):
            self.begin(ANSWERS_NAME)
            self.write(answers_file(answers))
            self.answers = AnswersInBlob(self._writer.end_file().sha256)
        return self.answers

    def begin(self, name: str) -> None:
        self._writer.begin_file(name)

    def write(self, chunk: bytes) -> None:
        self._sink.write(self._writer.write(chunk))

    def end(self) -> FileEntry:
        written = self._writer.end_file()
        self.files = (*self.files, written)
        return written

    def finish(self) -> BlobRef:
        """Store the rest. Deposit the envelope that claims the blob only after this."""
        for sealed in self._writer.finish():
            self._sink.write(sealed)
        self._sink.finish()
        return self._writer.reference

    def abandon(self) -> None:
        """Leave nothing behind. Where the store itself has failed, the sweep will do it."""
        with suppress(StoreError):
            self._sink.abandon()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.abandon()
