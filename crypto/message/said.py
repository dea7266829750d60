"""What a reporter's message says, once it is open.

No time, no user agent and no address has a field here, so none can slip in. Nothing
here has a repr: what a reporter wrote, and who may read it, belongs in no traceback.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from crypto.blob.shape import BlobRef
from crypto.errors import MalformedError
from crypto.mailbox.tags import FollowUpKey, MailboxRoot
from crypto.names import ID_SIZE, EnvelopeId
from crypto.readers import Readers
from crypto.suite import KEY_SIZE, Secret, VaultPublic

LINK_MAC_SIZE = 32


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What was written in one field of a form; a list where several can be chosen."""

    name: str
    value: str | tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class AnswersInBlob:
    """The answers were too long for the envelope: they are the first file of the blob."""

    sha256: bytes


Answers: TypeAlias = tuple[Answer, ...] | AnswersInBlob


@dataclass(frozen=True, slots=True, repr=False)
class Contents:
    """What messages of every kind have. The day is the day of Send, and the caller's to say."""

    language: str
    day: date
    answers: Answers
    readers: Readers
    blob: BlobRef

    def __post_init__(self) -> None:
        if isinstance(self.answers, AnswersInBlob):
            _expect_in_blob(self.answers, self.blob)
        else:
            each_once(self.answers)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Reporter(Secret):
    """How the committee answers somebody whom it does not know."""

    vault: VaultPublic
    mailbox_root: MailboxRoot
    follow_up_key: FollowUpKey

    def __post_init__(self) -> None:
        if len(self.mailbox_root) != KEY_SIZE or len(self.follow_up_key) != KEY_SIZE:
            raise MalformedError("a reporter's keys have 32 bytes each")

    def __bytes__(self) -> bytes:
        return self.vault.raw + self.mailbox_root + self.follow_up_key


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Link(Secret):
    """Which report this belongs to, and a MAC that its reporter can make, and its readers can."""

    first: EnvelopeId
    mac: bytes = bytes(LINK_MAC_SIZE)

    def __post_init__(self) -> None:
        if len(self.first) != ID_SIZE or len(self.mac) != LINK_MAC_SIZE:
            raise MalformedError("an envelope id has 16 bytes, a MAC 32")

    def __bytes__(self) -> bytes:
        return self.first + self.mac


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    contents: Contents
    reporter: Reporter


@dataclass(frozen=True, slots=True, repr=False)
class FollowUp:
    """The reporter's keys are in it again: if the case was erased, this opens a new one."""

    contents: Contents
    reporter: Reporter
    link: Link


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Who the reporter is, for those alone whom the reporter ticked."""

    contents: Contents
    link: Link


Linked: TypeAlias = FollowUp | Identity
Message: TypeAlias = Report | FollowUp | Identity


def each_once(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Return the answers, if no field is answered twice: two readers must not see two stories."""
    if len({answer.name for answer in answers}) != len(answers):
        raise MalformedError("a field is answered twice")
    return answers


def _expect_in_blob(answers: AnswersInBlob, blob: BlobRef) -> None:
    if not blob.files or blob.files[0].sha256 != answers.sha256:
        raise MalformedError("the answers are not the first file of the blob")
