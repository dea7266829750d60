"""Send a report: issue a passcode, seal, deposit; and the same again when Send is pressed again.

The page before Send carries a sealed token with everything that Send will use, so
an answer that is lost on its way loses nothing and doubles nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from operator import itemgetter
from secrets import token_bytes
from typing import TypeAlias

from crypto.admission import Admission, Choice, admit_report
from crypto.blob.shape import FileEntry
from crypto.blob.writing import Limits
from crypto.mailbox.state import State, read_state
from crypto.mailbox.tags import MailboxKeys
from crypto.mailbox.token import (
    PasscodeBytes,
    Purpose,
    SendToken,
    Stale,
    open_token,
    page_digest,
    seal_token,
)
from crypto.message.said import Answer
from crypto.names import ID_SIZE, EnvelopeId, ManifestHash
from crypto.passcode.issuing import Passcode, issue
from crypto.passcode.reporter import HashCost, reporter_keys
from crypto.suite import same
from intake.keys import KeyFile
from intake.throttle import Gates
from intake.trust import Word
from store.blobs import Blobs
from store.clock import Today
from store.database import Database
from store.mailbox import Mailbox
from store.sending.depositing import Submission, deposit, sealed
from store.sending.parcel import Parcel

Pairs: TypeAlias = Sequence[tuple[str, str]]

COME_BACK_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """What the reporter filled in, as values. No repr: it is somebody's story."""

    language: str
    answers: tuple[Answer, ...]
    choice: Choice


class Again(Enum):
    """Why the check page is drawn again. Nothing was sent."""

    STALE = "stale"
    CHANGED = "changed"  # not the fields that the page was drawn with
    MANIFEST = "manifest"  # the committee has changed since
    READERS = "readers"  # the choice of readers is none that the committee can serve


@dataclass(frozen=True, slots=True)
class Redraw:
    why: Again
    before: ManifestHash | None = None  # under which the page was drawn


@dataclass(frozen=True, slots=True, eq=False)
class Sent:
    """The receipt. The same token gives the same again, but for the sizes of files."""

    passcode: Passcode
    files: int
    arrived: tuple[FileEntry, ...] | None = field(default=None, repr=False)  # none if sent before


@dataclass(frozen=True, slots=True, eq=False)
class Different:
    """The report was sent already, and what stands on the page now is not what was sent."""

    passcode: Passcode


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What a good token held. Nothing was sent with it yet."""

    token: SendToken
    passcode: Passcode
    keys: MailboxKeys


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """Everything that was decided before the first byte of a file is taken."""

    held: Held
    draft: Draft = field(repr=False)
    admission: Admission = field(repr=False)

    def submission(self, day: date) -> Submission:
        token = self.held.token
        return Submission(
            token.envelope,
            token.manifest,
            self.held.keys,
            self.draft.language,
            self.admission,
            day,
        )


class Filing:
    def __init__(self, dropbox: Database, keys: KeyFile, gates: Gates, today: Today) -> None:
        self._dropbox = dropbox
        self._keys = keys
        self._gates = gates
        self._today = today

    def token_for(self, pairs: Pairs, word: Word, before: str = "") -> str:
        """Seal what a check page with these fields must carry.

        A page that was drawn from another one keeps its passcode, and its envelope too as
        long as it says the same. So what was changed after it was sent is found out: there
        is a mailbox already, and it was opened by another envelope.
        """
        page, old = _digest(pairs), self._opened(before)
        envelope = EnvelopeId(token_bytes(ID_SIZE))
        passcode = old.passcode if old is not None else PasscodeBytes(issue().canonical)
        if old is not None and same(old.page, page):
            envelope = old.envelope
        token = SendToken(envelope, page, word.hash, passcode)
        return seal_token(token, Purpose.REPORT, self._keys.now())

    def renewed(self, token: str) -> str:
        """Seal the token of a receipt anew: the words are in front of somebody who is writing."""
        found = self._opened(token)
        return seal_token(found, Purpose.REPORT, self._keys.now()) if found else token

    def passcode_in(self, token: str) -> Passcode | None:
        """Return the passcode of a receipt that is still open in front of its reporter."""
        found = self._opened(token)
        return None if found is None else _passcode(found)

    def begin(self, token: str, pairs: Pairs, word: Word) -> Held | Sent | Different | Redraw:
        """Look first for the deposit of an earlier press of Send, before anything else is asked."""
        if (held := self._opened(token)) is None:
            return Redraw(Again.STALE)
        passcode = _passcode(held)
        keys = self._derived(passcode, word)
        unchanged = same(_digest(pairs), held.page)
        if (state := self._begun(keys)) is not None:
            is_this = unchanged and state.first == held.envelope
            return Sent(passcode, state.parts[0].files) if is_this else Different(passcode)
        return Held(held, passcode, keys) if unchanged else Redraw(Again.CHANGED)

    def admit(self, held: Held, draft: Draft, word: Word) -> Ready | Redraw:
        """Decide who gets a key, before the first byte of a file is taken."""
        if held.token.manifest != word.hash:
            return Redraw(Again.MANIFEST, held.token.manifest)
        decision = admit_report(word.manifest, draft.choice, word.standing)
        if not isinstance(decision, Admission):
            return Redraw(Again.READERS)
        self._gates.submission()  # only what is new: to press Send again must never hold up others
        return Ready(held, draft, decision)

    def parcel(self, ready: Ready, blobs: Blobs, limits: Limits | None = None) -> Parcel:
        """Begin the blob of this report, with the answers in it if they are too long."""
        parcel = Parcel(blobs, ready.held.token.envelope, limits)
        parcel.put_answers(ready.draft.answers)
        return parcel

    def finish(self, ready: Ready, parcel: Parcel) -> Sent | Different:
        """Seal and deposit in one transaction. Until it has ended nothing is acknowledged."""
        with parcel:
            return self._filed(ready, parcel)

    def _filed(self, ready: Ready, parcel: Parcel) -> Sent | Different:
        held, files = ready.held, parcel.files
        submission = ready.submission(self._today())
        envelope = sealed(submission, parcel.answers, blob := parcel.finish())
        if deposit(self._dropbox, submission, envelope, blob.blob, len(files)):
            return Sent(held.passcode, len(files), files)
        # Send was pressed twice, on this page or on another one with the same words.
        parcel.abandon()
        state = self._begun(held.keys)
        if state is None or state.first != held.token.envelope:
            return Different(held.passcode)
        return Sent(held.passcode, state.parts[0].files)

    def _begun(self, keys: MailboxKeys) -> State | None:
        """Return the state of a mailbox that an earlier press of Send has opened."""
        with self._dropbox.reading() as tx:
            slots = Mailbox(tx).read(keys.state_tag, keys.snapshot_tag)
        if slots.state is None:
            return None
        state = read_state(slots.state.sealed, keys.state_key, keys.state_tag)
        return state if isinstance(state, State) else None

    def _derived(self, passcode: Passcode, word: Word) -> MailboxKeys:
        newest = word.manifest.derivations[-1]
        cost = HashCost(newest.passes, newest.memory_kib, newest.lanes)
        with self._gates.derivation():
            return reporter_keys(passcode, newest.salt, cost)

    def _opened(self, token: str) -> SendToken | None:
        found = open_token(token, Purpose.REPORT, self._keys.now())
        return None if isinstance(found, Stale) or found.passcode is None else found


def _passcode(token: SendToken) -> Passcode:
    return Passcode.from_canonical(token.passcode or b"")


def _digest(pairs: Pairs) -> bytes:
    """Fingerprint what is posted, however a browser ends lines and whatever comes first."""
    plain = [(name, value.replace("\r\n", "\n").replace("\r", "\n")) for name, value in pairs]
    return page_digest(sorted(plain, key=itemgetter(0)))


def come_back_on(today: date) -> date:
    return today + COME_BACK_AFTER
