"""The words of an entry: what somebody wrote in it, and nothing that a machine did."""

from collections.abc import Iterator
from typing import Final

from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.records.attachments import read_attached
from casework.complaints.records.evidence.brought import read_brought
from config.questions.messages import MESSAGES
from config.questions.report import ANSWERS
from crypto.errors import CryptoError
from crypto.message.inner import answers_from_file

_CHOSEN: Final = frozenset(each.name for each in (*ANSWERS, *MESSAGES) if each.options)
SEARCHED: Final = (
    *(Kind.MESSAGE, Kind.ANSWER, Kind.NOTE, Kind.PRIVILEGED),
    *(Kind.FILES, Kind.EVIDENCE, Kind.TASK),
)


def words_of(entry: Entry) -> str:
    try:
        return "\n".join(_words(entry))
    except CryptoError:
        return ""


def _words(entry: Entry) -> Iterator[str]:
    match entry.kind:
        case Kind.MESSAGE:
            yield from _answers(entry)
        case Kind.FILES | Kind.EVIDENCE:
            yield from _of_files(entry)
        case Kind.PRIVILEGED | Kind.TASK:
            yield from (entry.about, entry.text)
        case Kind.ANSWER | Kind.NOTE:
            yield entry.text
        case Kind.DEED:
            return


def _of_files(entry: Entry) -> Iterator[str]:
    if entry.kind is Kind.FILES:
        yield from (each.name for each in read_attached(entry.raw).files)
        return
    brought = read_brought(entry.raw)
    yield from (each.name for each in brought.attached.files)
    yield from (brought.whence.what, brought.whence.source)


def _answers(entry: Entry) -> Iterator[str]:
    """Yield own words. What was chosen from a list has codes, and the list has filters."""
    for answer in answers_from_file(entry.raw) if entry.raw else ():
        if answer.name not in _CHOSEN:
            yield from (answer.value,) if isinstance(answer.value, str) else answer.value
