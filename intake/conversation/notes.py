"""What somebody adds to a report, and what may come of sending it. Each outcome has its page."""

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from crypto.admission import NotAccepting, TooFewReaders
from crypto.blob.shape import FileEntry
from crypto.mailbox.followup import NoFollowUp
from crypto.mailbox.state import Standing
from crypto.mailbox.token import Purpose, page_digest
from crypto.message.said import Answer
from crypto.names import ManifestHash, PersonId


@dataclass(frozen=True, slots=True, repr=False)
class Note:
    """What is to be said, and what follows from it. No repr: it is somebody's story."""

    purpose: Purpose
    answers: tuple[Answer, ...]
    leave_out: frozenset[PersonId] = frozenset()
    only_to: frozenset[PersonId] | None = None  # an identity goes to these and to nobody else
    then: Standing | None = None

    @property
    def fingerprint(self) -> bytes:
        """Tell the same words from others. Each part is named, so that none passes for another."""
        said = [(answer.name, part) for answer in self.answers for part in _parts(answer)]
        said += [("leave out", person) for person in sorted(self.leave_out)]
        said += [("only to", person) for person in sorted(self.only_to or ())]
        return page_digest(said)


class Again(Enum):
    """Why the page is drawn again. Nothing was sent, and what was typed is kept."""

    STALE = "stale"
    CHANGED = "changed"  # not those who were named on the page
    ELSEWHERE = "elsewhere"  # a page of another mailbox
    ENOUGH = "enough"  # as many as one mailbox may send in a week


@dataclass(frozen=True, slots=True)
class Redraw:
    why: Again
    before: ManifestHash | None = None  # what the page was drawn by


@dataclass(frozen=True, slots=True)
class Sent:
    """It is durable. No files at all, not even none of them, means that it was sent before."""

    files: tuple[FileEntry, ...] | None = field(default=None, repr=False)


Silence: TypeAlias = NoFollowUp | NotAccepting | TooFewReaders
"""Why somebody who came back cannot write now."""


def _parts(answer: Answer) -> tuple[str, ...]:
    return (answer.value,) if isinstance(answer.value, str) else answer.value
