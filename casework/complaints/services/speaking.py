"""Speak to a reporter: the newest words of the committee, signed, and put in line for delivery.

The whole snapshot is written anew each time. Whoever signs reads the case; whoever leaves signs
no snapshot that says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from casework.collecting.records.arrivals import Arrivals
from casework.collecting.services.delivering import put_in_outbox, was_closed
from casework.complaints.domain.case.casefile import Entry, Flag, Inside, Kind
from casework.complaints.records.attachments import read_attached
from casework.complaints.records.contents import Contents
from casework.complaints.services.mailboxes import mind
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.proofs import ReportCopy
from crypto.envelope import EnvelopeKey
from crypto.errors import CannotOpenError, RefusedError
from crypto.keyring.casekeys import open_envelope_key
from crypto.mailbox.answering import Pen, sealings, sign_change, sign_proof, sign_snapshot
from crypto.mailbox.proof import NotReadyYet, Proof
from crypto.mailbox.snapshot import (
    CHANGES_KEPT,
    MESSAGES_KEPT,
    Message,
    MessageId,
    Sender,
    Snapshot,
    Status,
    newest_that_fit,
    read_body,
    room_left,
)
from crypto.mailbox.tags import SNAPSHOT_ROW, MailboxAddress, tag
from crypto.message.inner import answers_from_file
from crypto.message.said import FollowUp, Report, Reporter
from crypto.names import EnvelopeId, PersonId
from crypto.opening import Damaged, open_body
from store.database import Transaction

_NO_MESSAGE: Final = MessageId(b"")
_WORDS_OF_A_DAY: Final = 12  # bits


@dataclass(frozen=True, slots=True, repr=False)
class Words:
    """What is to be said: a message, and what the reporter is told of the state of things."""

    text: str = ""
    status: Status | None = None
    come_back: date | None = None
    id: MessageId = _NO_MESSAGE


@dataclass(frozen=True, slots=True)
class Fit:
    """What a further message would cost the mailbox that it goes to."""

    over: int = 0  # bytes more than it holds even if nothing else is in it
    leaving: int = 0  # older messages that would have to go


class TooLongError(Exception):
    """More than a mailbox holds."""


class TooManyChangesError(Exception):
    """The reporter has not followed eight changes of readers yet, and a ninth finds no room."""


def words_of(file: CaseFile) -> Snapshot | None:
    """Return what lies in the mailbox, or is on its way there."""
    if file.inside is None or not file.inside.snapshot:
        return None
    return read_body(file.inside.snapshot)


def fit_of(file: CaseFile, text: str) -> Fit:
    """Count before anything is sent what room there is for more words, and at whose cost."""
    before, size = words_of(file), len(text.encode())
    if before is None:
        return Fit()
    over = size - room_left(replace(before, messages=()))
    if over > 0:
        return Fit(over=over)
    leaving = max(0, len(before.messages) + 1 - MESSAGES_KEPT)
    while size > room_left(replace(before, messages=before.messages[leaving:])):
        leaving += 1
    return Fit(leaving=leaving)


def begun(tx: Transaction, file: CaseFile, status: Status) -> CaseFile:
    """Sign for the report, once: that it is here, or that somebody has looked at it."""
    inside = _require_inside(file)
    if inside.snapshot:
        return file
    pen = pen_of(file)
    first = Snapshot(
        version=_first_version(file),
        signer=pen.person,
        manifest=pen.manifest,
        status=status,
        come_back=None,
        changes_from=0,
        changes=(),
        proof=_proof(tx, file, pen) if status is not Status.SENT else NotReadyYet(),
        earlier_messages=0,
        messages=(),
    )
    return _with(file, first)


def said(tx: Transaction, file: CaseFile, words: Words, today: date) -> CaseFile:
    """Add words, and a state of things. The proof is signed by the first who looked."""
    file = begun(tx, file, Status.OPENED)
    before = _next(file)
    proof = before.proof
    if isinstance(proof, NotReadyYet):
        proof = _proof(tx, file, pen_of(file))
    status = words.status or before.status
    messages = before.messages
    if words.text:
        new = Message(words.id, Sender.COMMITTEE, today, words.text, status is Status.ASKED)
        messages = (*messages, new)
    after = replace(
        before,
        status=status,
        come_back=words.come_back or before.come_back,
        messages=messages,
        proof=proof,
    )
    fitted = newest_that_fit(after)
    if words.text and not fitted.messages:
        raise TooLongError
    return _with(file, fitted)


def with_readers(
    tx: Transaction, file: CaseFile, added: Iterable[PersonId], removed: Iterable[PersonId]
) -> CaseFile:
    """Sign who reads from now on, so that the reporter's next message is sealed by it."""
    inside = _require_inside(file)
    going = tuple(sorted(set(removed) & set(inside.readers.admitted)))
    coming = tuple(sorted(set(added) - set(inside.readers.admitted)))
    if not going and not coming:
        return file
    file = begun(tx, file, Status.SENT)
    before = _next(file)
    if len(before.changes) == CHANGES_KEPT:
        raise TooManyChangesError
    place = before.changes_from + len(before.changes) + 1
    change = sign_change(coming, going, address_of(tx, file), place, pen_of(file))
    readers = inside.readers.joined_by(coming).without(going)
    file = _with(file, replace(before, changes=(*before.changes, change)))
    return replace(file, inside=replace(_require_inside(file), readers=readers))


def emptied(file: CaseFile) -> CaseFile:
    """Take back all words, so that nothing is left of a case on either side."""
    if words_of(file) is None:
        return file
    before = _next(file)
    gone = before.earlier_messages + len(before.messages)
    after = replace(
        before, status=Status.FINISHED, come_back=None, earlier_messages=gone, messages=()
    )
    return _with(file, after)


def post(tx: Transaction, file: CaseFile) -> None:
    """Put the newest words in line for delivery, in the transaction of the deed that they tell."""
    newest, pen = words_of(file), pen_of(file)
    if newest is not None:
        mind_mailbox(tx, file)
    # What somebody else has signed is in line already, by the deed that it tells.
    if newest is None or (newest.signer, newest.manifest) != (pen.person, pen.manifest):
        return
    to = address_of(tx, file)
    if not was_closed(tx, to.tag):
        put_in_outbox(tx, to.tag, sealings(sign_snapshot(newest, to, pen), to))


def mind_mailbox(tx: Transaction, file: CaseFile) -> None:
    """Say whether the reporter's words go on to open something. Each change of state asks."""
    mind(tx, file, reporter_of(tx, file).mailbox_root)


def is_closed(tx: Transaction, file: CaseFile) -> bool:
    """Say whether the reporter has closed the mailbox, so that no word arrives any more."""
    return was_closed(tx, address_of(tx, file).tag)


def reporter_of(tx: Transaction, file: CaseFile) -> Reporter:
    """Open the first envelope for the one thing that no field repeats: whom to answer."""
    message = message_in(tx, file, _require_inside(file).first, 1)
    if not isinstance(message, Report | FollowUp):
        raise CannotOpenError("no report begins this case")
    return message.reporter


def message_in(tx: Transaction, file: CaseFile, envelope: EnvelopeId, generation: int) -> object:
    key, kept = file.ring.of(generation), Contents(tx).key_of(envelope)
    arrival = Arrivals(tx).find(envelope)
    if key is None or kept is None or arrival is None:
        raise CannotOpenError("the envelope or its key is not here")
    opened = EnvelopeKey(open_envelope_key(kept.kept, key, envelope))
    message = open_body(opened, kept.header, arrival.body)
    if isinstance(message, Damaged):
        raise CannotOpenError("the envelope is damaged")
    return message


def address_of(tx: Transaction, file: CaseFile) -> MailboxAddress:
    reporter = reporter_of(tx, file)
    return MailboxAddress(tag(reporter.mailbox_root, SNAPSHOT_ROW), reporter.vault)


def pen_of(file: CaseFile) -> Pen:
    return Pen(file.me.person, file.committee.link.hash, file.me.seeds.signing)


def _first_version(file: CaseFile) -> int:
    """Go on above every word of a case that was erased: nobody knows how many there were.

    No case has as many words in a day, so what begins later begins higher.
    """
    if Flag.AFTER_ERASURE not in file.card.flags:
        return 1
    return _require_inside(file).collected.toordinal() << _WORDS_OF_A_DAY


def _next(file: CaseFile) -> Snapshot:
    before = words_of(file)
    if before is None:
        raise RefusedError("nothing was said yet")
    pen = pen_of(file)
    return replace(before, version=before.version + 1, signer=pen.person, manifest=pen.manifest)


def _with(file: CaseFile, snapshot: Snapshot) -> CaseFile:
    return replace(file, inside=replace(_require_inside(file), snapshot=snapshot.body))


def _proof(tx: Transaction, file: CaseFile, pen: Pen) -> Proof | NotReadyYet:
    inside = _require_inside(file)
    first = next((each for each in entries_of(tx, file, Kind.MESSAGE)), None)
    if first is None or not first.raw:
        return NotReadyYet()
    content = copy_of(first, entries_of(tx, file, Kind.FILES), inside).content
    return sign_proof(inside.sent, inside.collected, content, pen)


def copy_of(first: Entry, files: Iterable[Entry], inside: Inside) -> ReportCopy:
    """Return what the fingerprint in the proof of reporting covers."""
    mine = [read_attached(each.raw) for each in files if each.envelope == first.envelope]
    hashes = tuple(file.sha256 for each in mine for file in each.files)
    return ReportCopy(inside.salt, answers_from_file(first.raw), hashes)


def _require_inside(file: CaseFile) -> Inside:
    if file.inside is None:
        raise RefusedError("a guest does not speak for the committee")
    return file.inside
