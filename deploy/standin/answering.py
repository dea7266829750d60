"""Write to a reporter: the newest word of the committee, signed, in a mailbox that is not ours."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from secrets import token_bytes
from typing import Final

from crypto.errors import RefusedError
from crypto.mailbox.answering import Pen, sealings, sign_change, sign_proof, sign_snapshot
from crypto.mailbox.proof import NotReadyYet, Proof
from crypto.mailbox.readers import unlawful
from crypto.mailbox.roles import Holders
from crypto.mailbox.snapshot import (
    CHANGES_KEPT,
    Message,
    MessageId,
    Sender,
    Snapshot,
    Status,
    newest_that_fit,
)
from crypto.names import ID_SIZE, PersonId
from deploy.standin.cases import Case
from deploy.standin.sorry import StandinError
from store.database import Database
from store.mailbox import Mailbox

_JUST_ONE: Final = 1


@dataclass(frozen=True, slots=True)
class Reply:
    """What the committee has to say: any part of it may be missing."""

    text: str = field(default="", repr=False)
    status: Status | None = None
    come_back: date | None = None


def opened_by(case: Case, pen: Pen) -> Case:
    """Sign for a report that somebody has read for the first time."""
    if case.snapshot is not None:
        return case
    first = Snapshot(
        version=1,
        signer=pen.person,
        manifest=pen.manifest,
        status=Status.OPENED,
        come_back=None,
        changes_from=0,
        changes=(),
        proof=_proof(case, pen),
        earlier_messages=0,
        messages=(),
    )
    return replace(case, snapshot=first)


def answered(case: Case, reply: Reply, pen: Pen, today: date) -> Case:
    before = _before(case, pen)
    status = reply.status or before.status
    messages = before.messages
    if reply.text:
        question = status is Status.ASKED
        messages = (*messages, _message(reply.text, today, is_question=question))
    after = replace(
        before, status=status, come_back=reply.come_back or before.come_back, messages=messages
    )
    fitted = newest_that_fit(after)
    if messages and not fitted.messages:
        raise StandinError("That is longer than a mailbox can hold.")
    return replace(case, snapshot=fitted)


def with_readers(
    case: Case, added: Iterable[PersonId], removed: Iterable[PersonId], pen: Pen, current: Holders
) -> Case:
    """Sign who reads from now on. The reporter's next message is sealed by it."""
    before = _before(case, pen)
    if len(before.changes) == CHANGES_KEPT:
        raise StandinError(f"After {CHANGES_KEPT} changes of readers no more can be told.")
    coming, going = tuple(added), tuple(removed)
    if set(coming) & set(case.readers.left_out):
        raise StandinError("Whoever was left out never comes back.")
    readers = case.readers.joined_by(coming).without(going)
    if unlawful(readers, current):
        raise StandinError("Two holders must remain, one of them from outside.")
    place = before.changes_from + len(before.changes) + 1
    change = sign_change(coming, going, case.address, place, pen)
    return replace(
        case, readers=readers, snapshot=replace(before, changes=(*before.changes, change))
    )


def deliver(case: Case, pen: Pen, dropbox: Database) -> None:
    """Put the signed word into the mailbox, if its reporter has not closed it."""
    if case.snapshot is None:
        return
    try:
        signed = sign_snapshot(case.snapshot, case.address, pen)
    except RefusedError:
        raise StandinError("Who leaves cannot sign for it: name another with --by.") from None
    [row] = sealings(signed, case.address, _JUST_ONE)
    with dropbox.transaction() as tx:
        if not Mailbox(tx).put_snapshot(case.address.tag, row):
            raise StandinError(f"The mailbox of report {case.number} was closed by its reporter.")


def _before(case: Case, pen: Pen) -> Snapshot:
    """Return what lies in the mailbox, made ready for the next version in this signer's name."""
    if (before := case.snapshot) is None:
        raise StandinError(f"Nobody has opened report {case.number} yet.")
    return replace(before, version=before.version + 1, signer=pen.person, manifest=pen.manifest)


def _proof(case: Case, pen: Pen) -> Proof | NotReadyYet:
    """Nobody can sign for content that came damaged."""
    if case.content is None:
        return NotReadyYet()
    return sign_proof(case.sent, case.collected, case.content, pen)


def _message(text: str, today: date, *, is_question: bool) -> Message:
    name = MessageId(token_bytes(ID_SIZE))
    return Message(name, Sender.COMMITTEE, today, text, question=is_question)
