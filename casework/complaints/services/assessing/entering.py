"""Enter a report that came by mail, by telephone or in person, sealed as the public site does it.

It goes into the dropbox under the same keys, with a passcode for whoever told it, and is collected
like every other. No history speaks of it: whoever was left out must not learn that there is one.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from secrets import token_bytes
from typing import Final, TypeAlias

from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing
from config.questions.entered import CHANNEL, HEARD, NAMED, TAKEN_DOWN
from config.questions.report import ABOUT, WHAT
from crypto.admission import Admission, Choice, admit_report
from crypto.encoding import encode, fields, sized
from crypto.errors import CryptoError
from crypto.keyring.seeds import keep_own, open_own
from crypto.mailbox.tags import MailboxKeys
from crypto.manifest.standing import Current, judge
from crypto.message.said import Answer
from crypto.names import ID_SIZE, EnvelopeId, PersonId
from crypto.passcode.issuing import Passcode, issue
from crypto.passcode.reporter import reporter_keys
from store.blobs import DatabaseBlobs
from store.sending.depositing import Submission, deposit, sealed
from store.sending.parcel import Parcel

_TOPICS: Final = ABOUT.questions[0]
_KEPT: Final = "report to enter"
_CANONICAL_SIZE: Final = 16


@dataclass(frozen=True, slots=True, repr=False)
class Entered:
    """What was heard, and from whom it is kept."""

    channel: str
    named: str  # yes or no: whether they said who they are
    heard: date
    words: str
    topics: tuple[str, ...]
    left_out: frozenset[PersonId]


@dataclass(frozen=True, slots=True, eq=False)
class Started:
    """What a page carries before anything is sent: so it is sent once, however often it is."""

    envelope: EnvelopeId
    passcode: Passcode


@dataclass(frozen=True, slots=True)
class Sent:
    """It lies in the dropbox. Whether it lay there before this press of the button."""

    before: bool


@dataclass(frozen=True, slots=True)
class TooFewLeft:
    """Two readers, one of them from outside, would not remain."""


@dataclass(frozen=True, slots=True)
class NobodyReads:
    """The committee's list of keys is not in force today."""


Entering: TypeAlias = Sent | TooFewLeft | NobodyReads


def started() -> Started:
    return Started(EnvelopeId(token_bytes(ID_SIZE)), issue())


def carried(begun: Started, me: SignedIn) -> str:
    """Seal it for the page of the one who writes, and for nobody else's."""
    plain = encode({"envelope": begun.envelope, "passcode": begun.passcode.canonical})
    return urlsafe_b64encode(keep_own(plain, me.seeds, _KEPT)).decode("ascii")


def carried_back(text: str, me: SignedIn) -> Started | None:
    try:
        plain = open_own(urlsafe_b64decode(text), me.seeds, _KEPT)
        found = fields(plain, "envelope", "passcode")
        passcode = Passcode.from_canonical(sized(found["passcode"], _CANONICAL_SIZE))
        return Started(EnvelopeId(sized(found["envelope"], ID_SIZE)), passcode)
    except (CryptoError, ValueError):
        return None


def enter(desk: Desk, me: SignedIn, begun: Started, entered: Entered) -> Entering:
    """Seal it to everybody who holds keys and is not left out, and leave it to be collected."""
    committee = desk.trust.now()
    if not isinstance(committee, Standing):
        return NobodyReads()
    standing = judge(committee.manifest.expires, desk.today())
    if not isinstance(standing, Current):
        return NobodyReads()
    admission = admit_report(committee.manifest, Choice(entered.left_out), standing)
    if not isinstance(admission, Admission):
        return TooFewLeft()
    submission = _submission(desk, committee, begun, admission)
    return Sent(before=not _sent(desk, submission, _answers(entered, me)))


def mailbox_of(desk: Desk, begun: Started) -> MailboxKeys | None:
    """Return the keys of the mailbox that was opened for whoever told it."""
    committee = desk.trust.now()
    return _keys(committee, begun) if isinstance(committee, Standing) else None


def _keys(committee: Standing, begun: Started) -> MailboxKeys:
    newest = committee.manifest.derivations[-1]
    return reporter_keys(begun.passcode, newest.salt, newest.cost)


def _submission(
    desk: Desk, committee: Standing, begun: Started, admission: Admission
) -> Submission:
    keys = _keys(committee, begun)
    return Submission(begun.envelope, committee.link.hash, keys, "en", admission, desk.today())


def _sent(desk: Desk, submission: Submission, answers: tuple[Answer, ...]) -> bool:
    with Parcel(DatabaseBlobs(desk.dropbox, desk.today), submission.envelope) as parcel:
        parcel.put_answers(answers)
        blob = parcel.finish()
        envelope = sealed(submission, parcel.answers, blob)
        if deposit(desk.dropbox, submission, envelope, blob.blob, files=0):
            return True
        parcel.abandon()
    return False


def _answers(entered: Entered, me: SignedIn) -> tuple[Answer, ...]:
    told = [Answer(WHAT.name, entered.words)]
    if entered.topics:
        told.append(Answer(_TOPICS.name, entered.topics))
    told += [
        Answer(CHANNEL.name, entered.channel),
        Answer(NAMED.name, entered.named),
        Answer(HEARD.name, entered.heard.isoformat()),
        Answer(TAKEN_DOWN.name, me.name),
    ]
    return tuple(told)
