"""Send a report: issue a passcode, seal, deposit; and the same again when Send is pressed again.

The page before Send carries a sealed token with everything that Send will use, so
an answer that is lost on its way loses nothing and doubles nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum
from operator import itemgetter
from secrets import token_bytes
from typing import TypeAlias

from crypto.admission import Admission, Choice, admit_report
from crypto.blob.shape import FileEntry
from crypto.blob.writing import Limits
from crypto.mailbox.filling import filler_snapshot
from crypto.mailbox.state import Part, State, read_state, seal_state
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
from crypto.message.said import Answer, Contents, Report, Reporter
from crypto.names import ID_SIZE, EnvelopeId
from crypto.passcode.issuing import Passcode, issue
from crypto.passcode.reporter import HashCost, reporter_keys
from crypto.readers import Readers
from crypto.sealing import seal
from crypto.suite import same
from intake.keys import KeyFile
from intake.parcel import Parcel
from intake.throttle import Gates
from intake.trust import Word
from store.blobs import Blobs
from store.clock import Today
from store.database import Database
from store.dropbox import Deposit, Dropbox
from store.mailbox import Mailbox

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
    files: int


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """Everything that was decided before the first byte of a file is taken."""

    token: SendToken
    passcode: Passcode
    keys: MailboxKeys
    draft: Draft = field(repr=False)
    admission: Admission = field(repr=False)


class Filing:
    def __init__(self, dropbox: Database, keys: KeyFile, gates: Gates, today: Today) -> None:
        self._dropbox = dropbox
        self._keys = keys
        self._gates = gates
        self._today = today

    def token_for(self, pairs: Pairs, word: Word, before: str = "") -> str:
        """Seal what a check page with these fields must carry.

        A page that was drawn from another one keeps its envelope and its passcode, so
        that a report that was changed and sent again is noticed as the same report.
        """
        old = self._opened(before)
        page = _digest(pairs)
        if old is not None:
            token = replace(old, page=page, manifest=word.hash)
        else:
            passcode = PasscodeBytes(issue().canonical)
            token = SendToken(EnvelopeId(token_bytes(ID_SIZE)), page, word.hash, passcode)
        return seal_token(token, Purpose.REPORT, self._keys.now())

    def passcode_in(self, token: str) -> Passcode | None:
        """Return the passcode of a receipt that is still open in front of its reporter."""
        found = self._opened(token)
        return None if found is None else _passcode(found)

    def begin(
        self, token: str, pairs: Pairs, draft: Draft, word: Word
    ) -> Ready | Sent | Different | Redraw:
        """Decide before a file is taken. First look for the deposit of an earlier press of Send."""
        if (held := self._opened(token)) is None:
            return Redraw(Again.STALE)
        self._gates.submission()
        passcode = _passcode(held)
        keys = self._derived(passcode, word)
        unchanged = same(_digest(pairs), held.page)
        if (state := self._deposited(keys, held.envelope)) is not None:
            files = state.parts[0].files
            return Sent(passcode, files) if unchanged else Different(passcode, files)
        if not unchanged:
            return Redraw(Again.CHANGED)
        return self._admitted(held, (passcode, keys), draft, word)

    def parcel(self, ready: Ready, blobs: Blobs, limits: Limits | None = None) -> Parcel:
        """Begin the blob of this report, with the answers in it if they are too long."""
        parcel = Parcel(blobs, ready.token.envelope, limits)
        parcel.put_answers(ready.draft.answers)
        return parcel

    def finish(self, ready: Ready, parcel: Parcel) -> Sent:
        """Seal and deposit in one transaction. Until it has ended nothing is acknowledged."""
        with parcel:
            return self._filed(ready, parcel)

    def _filed(self, ready: Ready, parcel: Parcel) -> Sent:
        today, keys, envelope = self._today(), ready.keys, ready.token.envelope
        readers = Readers(ready.admission.admitted, ready.admission.left_out)
        blob, language = parcel.finish(), ready.draft.language
        contents = Contents(language, today.isoformat(), parcel.answers, readers, blob)
        reporter = Reporter(keys.seed.public, keys.root, keys.followup_key)
        sealed = seal(
            Report(contents, reporter), ready.admission.keys, ready.token.manifest, envelope
        )
        part = Part.sent_on(today, len(parcel.files))
        state = State.begun(envelope, language, readers, part)
        row = seal_state(state, keys.state_key, keys.state_tag)
        with self._dropbox.transaction() as tx:
            done = Dropbox(tx).deposit(sealed, blob.blob, today)
            if done is Deposit.ACCEPTED:
                Mailbox(tx).open(keys.state_tag, row, keys.snapshot_tag, filler_snapshot())
        if done is Deposit.ALREADY_THERE:  # Send was pressed twice, and the other was faster
            parcel.abandon()
        return Sent(ready.passcode, len(parcel.files), parcel.files)

    def _admitted(
        self, held: SendToken, ready: tuple[Passcode, MailboxKeys], draft: Draft, word: Word
    ) -> Ready | Redraw:
        if held.manifest != word.hash:
            return Redraw(Again.MANIFEST)
        decision = admit_report(word.manifest, draft.choice, word.standing)
        if not isinstance(decision, Admission):
            return Redraw(Again.READERS)
        passcode, keys = ready
        return Ready(held, passcode, keys, draft, decision)

    def _deposited(self, keys: MailboxKeys, envelope: EnvelopeId) -> State | None:
        with self._dropbox.reading() as tx:
            slots = Mailbox(tx).read(keys.state_tag, keys.snapshot_tag)
        if slots.state is None:
            return None
        state = read_state(slots.state.sealed, keys.state_key, keys.state_tag)
        return state if isinstance(state, State) and state.first == envelope else None

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
