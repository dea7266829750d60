"""Seal what somebody adds to a report: to nobody but those who were named on the page.

The form carries a sealed token, which is good in one mailbox alone. Pressing Send again
with the same words finds the first message and adds none; with other words it is another
message, so nothing that was typed is ever taken for what was sent before.
"""

from dataclasses import dataclass
from datetime import date
from secrets import token_bytes

from crypto.admission import Admission, admit_follow_up, admit_identity
from crypto.blob.shape import BlobRef
from crypto.blob.writing import Limits
from crypto.envelope import Envelope
from crypto.mailbox.filling import tombstones
from crypto.mailbox.followup import NoFollowUp, ready_to_write, sending_id
from crypto.mailbox.reading import Known
from crypto.mailbox.state import Part, Standing, State, seal_state
from crypto.mailbox.tags import MailboxKeys
from crypto.mailbox.token import (
    DIGEST_SIZE,
    Purpose,
    SendToken,
    Stale,
    open_token,
    page_digest,
    seal_token,
)
from crypto.manifest.people import Person
from crypto.message.inner import authenticate
from crypto.message.said import Answers, Contents, FollowUp, Identity, Link, Linked, Reporter
from crypto.names import ID_SIZE, EnvelopeId, ManifestHash
from crypto.readers import Readers
from crypto.sealing import seal
from crypto.suite import same
from intake.conversation.notes import Again, Note, Redraw, Sent, Silence
from intake.conversation.visiting import Door, Visit
from intake.keys import KeyFile
from intake.trust import Word
from store.blobs import Blobs
from store.clock import Today
from store.database import Database
from store.dropbox import Deposit, Dropbox
from store.errors import BusyError
from store.mailbox import Mailbox, Tombstones
from store.sending.parcel import Parcel

MOST_IN_A_WEEK = 200
_TRIES = 5
_HALF = DIGEST_SIZE // 2


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """Everything that was decided before the first byte of a file is taken."""

    envelope: EnvelopeId
    visit: Visit
    note: Note
    state: State
    admission: Admission


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Whose page it is, and who is named on it."""

    visit: Visit
    named: Admission
    word: Word


class _OvertakenError(Exception):
    """Another tab of the same reporter has changed the mailbox since we read it."""


def readers_now(visit: Visit, word: Word) -> Admission | Silence:
    """Return who would get a message that is sent now, for the page that names them."""
    state = ready_to_write(visit.found, word.roles.current)
    if isinstance(state, NoFollowUp):
        return state
    return admit_follow_up(word.manifest, state.readers, word.standing)


def readers_before(visit: Visit, word: Word, before: ManifestHash) -> tuple[Person, ...]:
    """Return who was named when an earlier manifest was in force, for a page that tells the change.

    Nobody, if no manifest that we know has that hash.
    """
    state, old = ready_to_write(visit.found, word.roles.current), word.chain.find(before)
    if isinstance(state, NoFollowUp) or old is None:
        return ()
    named = admit_follow_up(old.manifest, state.readers, word.standing)
    if not isinstance(named, Admission):
        return ()
    return tuple(each for each in old.manifest.persons if each.id in named.admitted)


class Writing:
    def __init__(self, dropbox: Database, keys: KeyFile, door: Door, today: Today) -> None:
        self._dropbox = dropbox
        self._keys = keys
        self._door = door
        self._today = today

    def token_for(self, purpose: Purpose, shown: Shown, before: str = "") -> str:
        """Seal what a page must carry on which these readers are named.

        A page that is drawn again keeps its name for what is sent, so that a message of
        which nobody knows whether it arrived can be sent again, and arrives once.
        """
        old = self._held(before, purpose, shown.visit)
        envelope = EnvelopeId(token_bytes(ID_SIZE)) if isinstance(old, Redraw) else old.envelope
        token = SendToken(envelope, _digest(shown.visit, shown.named), shown.word.hash, None)
        return seal_token(token, purpose, self._keys.now())

    def begin(
        self, token: str, visit: Visit, note: Note, word: Word
    ) -> Ready | Sent | Redraw | Silence:
        """Decide before a file is taken. First look for what an earlier press of Send brought."""
        held = self._held(token, note.purpose, visit)
        if isinstance(held, Redraw):
            return held
        envelope = sending_id(held.envelope, note.fingerprint)
        if self._holds(envelope):
            return Sent()
        if self._is_enough(visit, note):
            return Redraw(Again.ENOUGH)
        changed = _change_of(held, visit, word)
        return _readied(envelope, visit, note, word) if changed is None else changed

    def parcel(self, ready: Ready, blobs: Blobs, limits: Limits | None = None) -> Parcel:
        """Begin the blob of this message, with the answers in it if they are too long."""
        parcel = Parcel(blobs, ready.envelope, limits)
        parcel.put_answers(ready.note.answers)
        return parcel

    def finish(self, ready: Ready, parcel: Parcel, word: Word) -> Sent | Redraw:
        """Seal, deposit and remember in one transaction. Until it has ended nothing was sent."""
        with parcel:
            blob = parcel.finish()
            for _ in range(_TRIES):
                if (sent := self._deposited(ready, parcel, blob, word)) is not None:
                    return sent
                again = self._after_the_other_tab(ready, word)
                if not isinstance(again, Ready):
                    parcel.abandon()
                    return Redraw(Again.CHANGED)
                ready = again
            raise BusyError

    def _deposited(self, ready: Ready, parcel: Parcel, blob: BlobRef, word: Word) -> Sent | None:
        today = self._today()
        sealed = _sealed(ready, (parcel.answers, blob), today, word)
        after = _state_after(ready, Part.sent_on(today, len(parcel.files)))
        try:
            with self._dropbox.transaction() as tx:
                done = Dropbox(tx).deposit(sealed, blob.blob, today)
                if done is Deposit.ACCEPTED:
                    _remember(Mailbox(tx), ready.visit, after)
        except _OvertakenError:
            return None
        if done is Deposit.ALREADY_THERE:  # Send was pressed twice, and the other was faster
            parcel.abandon()
            return Sent()
        return Sent(parcel.files)

    def _after_the_other_tab(self, ready: Ready, word: Word) -> Ready | Redraw | Silence:
        """Decide anew on what the other tab has left; whoever was left out there stays out."""
        visit = self._door.visit(ready.visit.keys, word.roles)
        again = _readied(ready.envelope, visit, ready.note, word)
        if isinstance(again, Ready) and not _is_within(again.admission, ready.admission):
            return Redraw(Again.CHANGED)
        return again

    def _held(self, token: str, purpose: Purpose, visit: Visit) -> SendToken | Redraw:
        """Open a token for the mailbox that it was sealed for, and for no other.

        Else a stranger could have the form of a mailbox of their own sent by whoever reads
        in another, and close it for good; and who reads in two would answer in the wrong one.
        """
        held = open_token(token, purpose, self._keys.now())
        if isinstance(held, Stale):
            return Redraw(Again.STALE)
        is_ours = same(held.page[:_HALF], _digest_of_mailbox(visit))
        return held if is_ours else Redraw(Again.ELSEWHERE)

    def _is_enough(self, visit: Visit, note: Note) -> bool:
        """Tell a flood from one mailbox. The way out of it, which is taken once, stays open."""
        if note.then is not None or not isinstance(visit.found, Known):
            return False
        year, week, _ = self._today().isocalendar()
        sent = (
            part.sendings
            for part in visit.found.state.parts
            if (part.year, part.week) == (year, week)
        )
        return sum(sent) >= MOST_IN_A_WEEK

    def _holds(self, envelope: EnvelopeId) -> bool:
        with self._dropbox.reading() as tx:
            return Dropbox(tx).holds(envelope)


def _change_of(held: SendToken, visit: Visit, word: Word) -> Redraw | Silence | None:
    """Return why it cannot be sealed to those who were named on the page; None if it can."""
    named = readers_now(visit, word)
    if not isinstance(named, Admission):
        return named
    is_as_shown = held.manifest == word.hash and same(held.page, _digest(visit, named))
    return None if is_as_shown else Redraw(Again.CHANGED, held.manifest)


def _readied(
    envelope: EnvelopeId, visit: Visit, note: Note, word: Word
) -> Ready | Redraw | Silence:
    state = ready_to_write(visit.found, word.roles.current)
    if isinstance(state, NoFollowUp):
        return state
    narrowed = state.leaving_out(note.leave_out) if note.leave_out else state
    admission = admit_follow_up(word.manifest, narrowed.readers, word.standing)
    if isinstance(admission, Admission) and note.only_to is not None:
        if not note.only_to <= set(admission.admitted):
            return Redraw(Again.CHANGED)
        admission = admit_identity(word.manifest, admission, note.only_to)
    if not isinstance(admission, Admission):
        return admission
    return Ready(envelope, visit, note, narrowed, admission)


def _state_after(ready: Ready, part: Part) -> State:
    state = ready.state.followed_up(ready.envelope, part)
    return state if ready.note.then is None else state.standing_as(ready.note.then)


def _remember(mailbox: Mailbox, visit: Visit, after: State) -> None:
    """Swap the state that was read, or close the mailbox for good. Other tabs may be faster."""
    keys = visit.keys
    if after.standing is Standing.CLOSED:
        nothing = tombstones()
        stones = Tombstones(nothing.state or b"", nothing.snapshot or b"")
        done = mailbox.close(keys.state_tag, keys.snapshot_tag, stones)
    else:
        row = seal_state(after, keys.state_key, keys.state_tag)
        done = mailbox.swap_state(keys.state_tag, visit.row or b"", row)
    if not done:
        raise _OvertakenError


def _sealed(ready: Ready, said: tuple[Answers, BlobRef], day: date, word: Word) -> Envelope:
    answers, blob = said
    readers = Readers(ready.admission.admitted, ready.admission.left_out)
    contents = Contents(ready.state.language, day, answers, readers, blob)
    message = _message(ready, contents)
    key = ready.visit.keys.followup_key
    signed = authenticate(message, ready.envelope, key)
    return seal(signed, ready.admission.keys, word.hash, ready.envelope)


def _message(ready: Ready, contents: Contents) -> Linked:
    link = Link(ready.state.first)
    if ready.note.purpose is Purpose.IDENTITY:
        return Identity(contents, link)
    return FollowUp(contents, _reporter(ready.visit.keys), link)


def _reporter(keys: MailboxKeys) -> Reporter:
    return Reporter(keys.seed.public, keys.root, keys.followup_key)


def _digest(visit: Visit, named: Admission) -> bytes:
    """Bind a page to its mailbox and to those who are named on it, each by a half of its own.

    So a page of another mailbox is told apart from one whose readers have changed.
    """
    readers = page_digest([("reader", person) for person in named.admitted])
    return _digest_of_mailbox(visit) + readers[:_HALF]


def _digest_of_mailbox(visit: Visit) -> bytes:
    return page_digest([("mailbox", visit.keys.state_tag.hex())])[:_HALF]


def _is_within(narrower: Admission, wider: Admission) -> bool:
    return set(narrower.admitted) <= set(wider.admitted)
