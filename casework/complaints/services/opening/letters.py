"""One envelope that a session could open, and what it says once all of it is together."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from casework.collecting.records.arrivals import Arrivals
from casework.complaints.domain.case.casefile import Entry, Flag, Kind
from casework.complaints.records.attachments import Attached, written
from config.questions.entered import CHANNEL, ORAL
from crypto.blob.reading import read_file
from crypto.envelope import EnvelopeKey, HeaderHash
from crypto.errors import CryptoError
from crypto.message.inner import answers_file, answers_from_file
from crypto.message.said import Answer, AnswersInBlob, Message
from crypto.names import CaseId, EnvelopeId, PersonId
from store.database import Transaction

_FEARED = frozenset({"yes", "worried"})


@dataclass(frozen=True, slots=True, repr=False)
class Letter:
    id: EnvelopeId
    collected: date
    message: Message
    key: EnvelopeKey = field(repr=False)
    header: HeaderHash
    begins: CaseId | None = None  # a case of its own, since that of its report was erased


def answers_of(tx: Transaction, letter: Letter) -> tuple[Answer, ...] | None:
    """Return the answers; none, if they lie in a blob that is damaged."""
    contents = letter.message.contents
    if not isinstance(contents.answers, AnswersInBlob):
        return contents.answers
    stored = Arrivals(tx).blob(contents.blob.blob)
    try:
        return answers_from_file(b"".join(read_file(stored, contents.blob, letter.id, 0)))
    except CryptoError:
        return None


def entries_in(
    letter: Letter, answers: tuple[Answer, ...] | None, by: PersonId, generation: int
) -> Iterator[Entry]:
    """Yield what a message becomes in its case: its words, and its files."""
    contents = letter.message.contents
    raw = b"" if answers is None else answers_file(answers)
    yield Entry(
        Kind.MESSAGE,
        0,
        contents.day,
        by,
        about=contents.language,
        raw=raw,
        envelope=letter.id,
        generation=generation,
    )
    attached = Attached(contents.blob, isinstance(contents.answers, AnswersInBlob))
    if attached.files:
        yield Entry(Kind.FILES, 0, contents.day, by, raw=written(attached), envelope=letter.id)


def topics_in(answers: tuple[Answer, ...]) -> tuple[str, ...]:
    return next((texts_of(each) for each in answers if each.name == "topics"), ())


def flags_in(answers: tuple[Answer, ...]) -> frozenset[Flag]:
    said = {each.name: each.value for each in answers}
    flags = set()
    if said.get("treated") in _FEARED or "retaliation" in topics_in(answers):
        flags.add(Flag.RETALIATION)
    if said.get("soon") == "yes":
        flags.add(Flag.SOON)
    return frozenset(flags)


def was_told_by_mouth(answers: tuple[Answer, ...]) -> bool:
    """Say whether a member took down what somebody said."""
    return any(each.name == CHANNEL.name and each.value in ORAL for each in answers)


def texts_of(answer: Answer) -> tuple[str, ...]:
    return (answer.value,) if isinstance(answer.value, str) else answer.value
