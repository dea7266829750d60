"""The words in a case: what somebody wrote, in an entry or with a decision, and no code of ours."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from casework.complaints.domain.case.casefile import Entry, Judged, Kind
from casework.complaints.records.attachments import read_attached
from casework.complaints.records.evidence.brought import read_brought
from casework.complaints.records.grounds import read_label
from casework.complaints.services.deeds import words_in_deed
from casework.search.domain.places import Place
from config.questions.messages import MESSAGES
from config.questions.report import ANSWERS
from crypto.errors import CryptoError
from crypto.message.inner import answers_from_file
from crypto.names import PersonId

_CHOSEN: Final = frozenset(each.name for each in (*ANSWERS, *MESSAGES) if each.options)
_NAME_SIZE: Final = 8
_PEOPLE: Final = "people"  # both of this answer are persons, and none is a reason
PLACES: Final = {
    Kind.MESSAGE: Place.REPORTER,
    Kind.TRANSLATION: Place.TRANSLATION,
    Kind.ANSWER: Place.ANSWER,
    Kind.FILES: Place.FILES,
    Kind.EVIDENCE: Place.EVIDENCE,
    Kind.TASK: Place.TASK,
    Kind.NOTE: Place.NOTE,
    Kind.PRIVILEGED: Place.PRIVILEGED,
    Kind.DEED: Place.TIMELINE,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody wrote with a decision. It may be replaced, and has no row of its own."""

    place: Place
    words: str = field(repr=False)
    by: PersonId | None = None
    on: date | None = None

    @property
    def id(self) -> bytes:
        """Name it by what it says, for this process: what replaces it has another name."""
        return hash((self.place.value, self.words)).to_bytes(_NAME_SIZE, signed=True)


def words_of(entry: Entry) -> str:
    if entry.is_hidden:
        return ""
    try:
        return "\n".join(_words(entry))
    except CryptoError:
        return ""


def decided_in(judged: Judged) -> Iterator[Decided]:
    """Yield why each question was answered so, what was found, and what was handed over."""
    found = (
        *_triage(judged),
        *_severity(judged),
        *_outcome(judged),
        *_handed_over(judged),
        *_protected(judged),
    )
    return (each for each in found if each.words.strip())


def _triage(judged: Judged) -> Iterator[Decided]:
    for question, (_, why) in judged.triage.items():
        if question != _PEOPLE:
            yield Decided(Place.TRIAGE, why)


def _severity(judged: Judged) -> Iterator[Decided]:
    grade = judged.assessed.grade
    if grade is not None and grade.severity.override is not None:
        yield Decided(Place.SEVERITY, grade.severity.override.reason)


def _outcome(judged: Judged) -> Iterator[Decided]:
    for each in judged.allegations:
        if each.finding is not None:
            yield Decided(Place.OUTCOME, each.finding.basis, on=each.finding.on)
        for was in each.former:
            yield Decided(Place.OUTCOME, was.finding.basis, on=was.finding.on)
    yield Decided(Place.OUTCOME, judged.basis)


def _handed_over(judged: Judged) -> Iterator[Decided]:
    for each in judged.assessed.hand_overs:
        words = f"{each.to_whom}\n{each.text}\n{each.came_of_it}"
        yield Decided(Place.HAND_OVER, words, each.by, each.referral.handed_on)


def _protected(judged: Judged) -> Iterator[Decided]:
    """Yield what was said at check-ins, done, tried and planned for or against somebody."""
    found, where = judged.protection, Place.PROTECTION
    for plan in found.plans:
        yield from (Decided(where, each.said, each.by, each.on) for each in plan.done.values())
    yield from (Decided(where, each.what, each.by, each.on) for each in found.measures)
    yield from (Decided(where, each.what, on=each.on) for each in found.incidents)
    for planned in judged.proposed:
        words = f"{planned.proposer}\n{planned.why}\n{planned.reason}"
        yield Decided(where, words, planned.by, planned.put_down)


def _words(entry: Entry) -> Iterator[str]:
    match entry.kind:
        case Kind.MESSAGE | Kind.TRANSLATION:
            yield from _answers(entry)
        case Kind.FILES | Kind.EVIDENCE:
            yield from _of_files(entry)
        case Kind.PRIVILEGED | Kind.TASK:
            yield from (entry.about, entry.text, *_of_label(entry))
        case Kind.ANSWER | Kind.NOTE:
            yield entry.text
        case Kind.DEED:
            yield from words_in_deed(entry)


def _of_label(entry: Entry) -> Iterator[str]:
    """Yield what a label stands on, in the words of whoever gave it."""
    if entry.kind is Kind.PRIVILEGED and entry.raw:
        grounds = read_label(entry.raw).grounds
        yield from (grounds.lawyer, grounds.purpose)


def _of_files(entry: Entry) -> Iterator[str]:
    if entry.kind is Kind.FILES:
        found = read_attached(entry.raw).files
        yield from (each.name for each in found if each.sha256 not in entry.hidden)
        return
    brought = read_brought(entry.raw)
    yield from (each.name for each in brought.attached.files)
    yield from (brought.whence.what, brought.whence.source)


def _answers(entry: Entry) -> Iterator[str]:
    """Yield own words. What was chosen from a list has codes, and the list has filters."""
    for answer in answers_from_file(entry.raw) if entry.raw else ():
        if answer.name not in _CHOSEN:
            yield from (answer.value,) if isinstance(answer.value, str) else answer.value
