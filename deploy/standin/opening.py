"""Open what waits in the dropbox, with each holder's key in turn, and check every file.

The demo committee sits around one table and shows its keys, so it can say who can
open a report and who cannot. Casework never can: there each opens for himself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from crypto.blob.reading import BlobReader, Piece, read_file
from crypto.envelope import Envelope
from crypto.errors import CannotOpenError, CryptoError, MalformedError
from crypto.message.inner import answers_from_file, is_authentic
from crypto.message.said import (
    Answer,
    AnswersInBlob,
    Contents,
    FollowUp,
    Identity,
    Linked,
    Message,
    Report,
)
from crypto.names import EnvelopeId, PersonId
from crypto.opening import Damaged, Opened, open_envelope
from deploy.standin.people import Holder
from store.blobs import Blobs, DatabaseBlobs
from store.clock import Today
from store.database import Database
from store.dropbox import Dropbox, Waiting

_EVERYTHING: Final = 2**31 - 1


@dataclass(frozen=True, slots=True, repr=False)
class Attachment:
    name: str
    size: int
    sha256: bytes
    is_whole: bool  # every byte came out, and their hash is the one that the message names


@dataclass(frozen=True, slots=True, repr=False)
class Letter:
    """One envelope that somebody could open."""

    id: EnvelopeId
    day: date  # of arrival, as the dropbox has it
    openers: tuple[PersonId, ...]
    message: Message
    answers: tuple[Answer, ...] | None  # none if they lie in a damaged blob
    files: tuple[Attachment, ...]
    is_whole: bool

    @property
    def contents(self) -> Contents:
        return self.message.contents


@dataclass(frozen=True, slots=True)
class Broken:
    """An envelope that nobody can read: damaged, or sealed to nobody who sits here."""

    id: EnvelopeId
    day: date


@dataclass(frozen=True, slots=True, repr=False)
class Correspondence:
    """A report with all that its reporter sent later."""

    report: Letter
    later: tuple[Letter, ...] = field(default=())


@dataclass(frozen=True, slots=True, repr=False)
class Mail:
    reports: tuple[Correspondence, ...]
    strays: tuple[Letter, ...]  # their report is not here, or they are forged
    broken: tuple[Broken, ...]


def open_mail(dropbox: Database, holders: Mapping[PersonId, Holder], today: Today) -> Mail:
    with dropbox.reading() as tx:
        waiting = Dropbox(tx).waiting(_EVERYTHING)
    blobs = DatabaseBlobs(dropbox, today)
    opened = [_opened(each, holders, blobs) for each in waiting if each.body and each.stanzas]
    letters = [each for each in opened if isinstance(each, Letter)]
    reports = {each.id: each for each in letters if isinstance(each.message, Report)}
    joined: dict[EnvelopeId, list[Letter]] = {first: [] for first in reports}
    strays: list[Letter] = []
    for letter in letters:
        if isinstance(letter.message, FollowUp | Identity):
            first = letter.message.link.first
            is_ours = first in reports and _is_theirs(letter.message, letter.id, reports[first])
            (joined[first] if is_ours else strays).append(letter)
    return Mail(
        tuple(Correspondence(reports[first], _by_day(joined[first])) for first in sorted(reports)),
        _by_day(strays),
        tuple(each for each in opened if isinstance(each, Broken)),
    )


def file_of(letter: Letter, number: int, dropbox: Database, today: Today) -> Iterator[bytes]:
    """Yield one file's bytes as they were sent, counted like `Letter.files`."""
    blob = letter.contents.blob
    skipped = len(blob.files) - len(letter.files)
    stored = DatabaseBlobs(dropbox, today).read(blob.blob)
    return read_file(stored, blob, letter.id, number + skipped)


def _is_theirs(message: Linked, envelope: EnvelopeId, first: Letter) -> bool:
    """Check the MAC by the key that the first report brought."""
    return isinstance(first.message, Report) and is_authentic(
        message, envelope, first.message.reporter.follow_up_key
    )


def _by_day(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    return tuple(sorted(letters, key=lambda each: (each.contents.day, each.id)))


def _opened(waiting: Waiting, holders: Mapping[PersonId, Holder], blobs: Blobs) -> Letter | Broken:
    try:
        envelope = waiting.whole()
    except MalformedError:
        envelope = None
    if envelope is None:
        return Broken(waiting.id, waiting.day)
    messages = _tried(envelope, holders)
    if not messages:
        return Broken(waiting.id, waiting.day)
    return _letter(waiting, tuple(sorted(messages)), next(iter(messages.values())), blobs)


def _tried(envelope: Envelope, holders: Mapping[PersonId, Holder]) -> dict[PersonId, Message]:
    found: dict[PersonId, Message] = {}
    for person, holder in holders.items():
        opened = open_envelope(envelope, holder.seeds.vault)
        if isinstance(opened, Opened):
            found[person] = opened.message
        elif isinstance(opened, Damaged):
            return {}
    return found


def _letter(
    waiting: Waiting, openers: tuple[PersonId, ...], message: Message, blobs: Blobs
) -> Letter:
    contents = message.contents
    in_blob = isinstance(contents.answers, AnswersInBlob)
    unpacked = _unpacked(contents, waiting.id, blobs)
    answers = _answers(contents, unpacked)
    files = tuple(
        Attachment(entry.name, entry.size, entry.sha256, is_whole=number < unpacked.came_out)
        for number, entry in enumerate(contents.blob.files)
    )
    return Letter(
        waiting.id,
        waiting.day,
        openers,
        message,
        answers,
        files[1:] if in_blob else files,
        unpacked.is_whole,
    )


@dataclass(frozen=True, slots=True, repr=False)
class _Unpacked:
    first: bytes  # of the first file, if the answers lie there
    came_out: int
    is_whole: bool


def _unpacked(contents: Contents, envelope: EnvelopeId, blobs: Blobs) -> _Unpacked:
    """Read the blob to its end, and keep nothing of it but the answers."""
    reader = BlobReader(contents.blob, envelope)
    keeps_first = isinstance(contents.answers, AnswersInBlob)
    first = bytearray()
    is_whole = True
    try:
        for piece in _pieces(reader, blobs.read(contents.blob.blob)):
            if keeps_first and piece.file == 0:
                first += piece.data
    except CannotOpenError:
        is_whole = False
    count = sum(map(reader.has_handed_over, range(len(contents.blob.files))))
    return _Unpacked(bytes(first), count, is_whole)


def _pieces(reader: BlobReader, stored: Iterator[bytes]) -> Iterator[Piece]:
    for sealed in stored:
        yield from reader.feed(sealed)
    yield from reader.finish()


def _answers(contents: Contents, unpacked: _Unpacked) -> tuple[Answer, ...] | None:
    if not isinstance(contents.answers, AnswersInBlob):
        return contents.answers
    try:
        return answers_from_file(unpacked.first) if unpacked.came_out else None
    except CryptoError:
        return None
