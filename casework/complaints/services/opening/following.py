"""Join to its case what a reporter sent later, if the MAC says that it is the same reporter.

The message names its report, and so its case; no row anywhere does. Whoever opens one without
holding the case's key has been removed since, and what opened is dropped unseen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from casework.collecting.records.arrivals import Arrivals
from casework.committee.records.removals import Kind as Gone
from casework.committee.services.changes.removing import intend
from casework.complaints.domain.case.casefile import Flag
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.fears import may_speak_of_retaliation
from casework.complaints.domain.case.watched import fearing
from casework.complaints.records.cases import Cases
from casework.complaints.records.contents import Contents, KeptKey
from casework.complaints.records.erased import Erased
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.linking.ends import one_with
from casework.complaints.services.opening.letters import (
    Letter,
    answers_of,
    entries_in,
    texts_of,
)
from casework.complaints.services.opening.making import forget_stanzas
from casework.complaints.services.readers.identities import keep_identity
from casework.complaints.services.readers.rekeying import (
    Change,
    Changed,
    change_readers,
    open_to_write,
    settle,
)
from casework.complaints.services.readers.urgent import tell_others
from casework.complaints.services.reading.casefiles import CaseFile, save, with_entry
from casework.complaints.services.reading.keys import keys_of
from casework.complaints.services.speaking import mind_mailbox, reporter_of
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.errors import RefusedError
from crypto.keyring.casekeys import CaseKey, case_id, keep_envelope_key, next_life
from crypto.message.inner import is_authentic
from crypto.message.said import FollowUp, Identity, Linked, Message, Report
from crypto.names import CaseId, PersonId
from store.database import Transaction


class Followed(Enum):
    JOINED = "joined"
    NOT_OURS = "not ours"
    NOT_THEIRS = "not theirs"  # the MAC says that somebody else wrote it
    BEGINS = "begins"  # the case of its report was erased, and none goes on in its place
    NOT_YET = "not yet"  # its report is not a case so far


@dataclass(frozen=True, slots=True)
class Life:
    """A case to which a message may belong. Later ones go on where one was erased."""

    case: CaseId
    is_later: bool


def lives_of(desk: Desk, message: Message) -> Iterator[Life]:
    """Yield the case that the message names, or those after it that were not erased either."""
    if isinstance(message, Report):
        return
    first = case = case_id(message.link.first)
    while True:
        with desk.database.reading() as tx:
            is_gone = Erased(tx).holds(case)
        if not is_gone:
            yield Life(case, case != first)
        case = next_life(case)


def follow(desk: Desk, me: SignedIn, letter: Letter, life: Life) -> Followed:
    case, message = life.case, letter.message
    if life.is_later and not _is_there(desk, case):
        return _of_no_case(desk, letter)
    if not isinstance(keys_of(desk, me).of(case), CaseKey):
        return _without_key(desk, case)
    # First the new keys, then the words: killed in between, a second try only joins them.
    if isinstance(message, FollowUp) and not _leave_out(desk, me, case, letter):
        return Followed.NOT_OURS
    return _followed(desk, me, case, letter)


def _of_no_case(desk: Desk, letter: Letter) -> Followed:
    """Let a message begin a case anew. Whoever says who they are has said it to nobody."""
    if not isinstance(letter.message, Identity):
        return Followed.BEGINS
    with desk.database.transaction() as tx:
        if not Arrivals(tx).safe_among([letter.id]):
            return Followed.NOT_YET  # the dropbox would keep for ever what is not safe here first
        intend(tx, Gone.STANZAS, subject=letter.id)
        Arrivals(tx).drop(letter.id)
    return Followed.NOT_OURS


def _followed(desk: Desk, me: SignedIn, case: CaseId, letter: Letter) -> Followed:
    settle(desk, me, case)
    is_urgent = False
    with desk.database.transaction() as tx:
        file = open_to_write(tx, desk, me, case)
        if file is None:
            return Followed.NOT_OURS
        if not _is_theirs(tx, file, letter):
            return Followed.NOT_THEIRS
        if isinstance(letter.message, Identity):
            keep_identity(tx, desk, file, letter)
        elif Contents(tx).key_of(letter.id) is None:
            is_urgent = _join(tx, desk, file, letter)
        else:
            forget_stanzas(tx, desk, me, letter, case)
    if is_urgent:
        tell_others(desk, me, case)
    return Followed.JOINED


def _without_key(desk: Desk, case: CaseId) -> Followed:
    return Followed.NOT_OURS if _is_there(desk, case) else Followed.NOT_YET


def _is_there(desk: Desk, case: CaseId) -> bool:
    with desk.database.reading() as tx:
        return bool(Cases(tx).there([case]))


def _is_theirs(tx: Transaction, file: CaseFile, letter: Letter) -> bool:
    """Check the MAC by the key that the first report brought: anybody can seal to a member."""
    key = reporter_of(tx, file).follow_up_key
    message = letter.message
    return isinstance(message, Linked) and is_authentic(message, letter.id, key)


def _join(tx: Transaction, desk: Desk, file: CaseFile, letter: Letter) -> bool:
    """Add the words to the case. Say whether they speak of something that cannot wait."""
    key = file.ring.whole
    if key is None:
        raise RefusedError("only whoever reads all of a case adds to it")
    kept = keep_envelope_key(letter.key.raw, key, letter.id)
    Contents(tx).keep_key(letter.id, KeptKey(letter.header, kept))
    answers = answers_of(tx, letter)
    for entry in entries_in(letter, answers, file.me.person, key.generation):
        file = with_entry(tx, file, entry)
    is_feared = any(
        may_speak_of_retaliation(text) for each in answers or () for text in texts_of(each)
    )
    file = _with_news(file, letter, is_feared=is_feared)
    mind_mailbox(tx, save(tx, with_deed(tx, desk, file, Did.WROTE_AGAIN)))
    readers = file.listed.readers if file.listed else {}
    if not set(letter.message.contents.readers.admitted) <= set(readers):
        # It was sealed to somebody who reads no more: no stanza waits for a second reader.
        intend(tx, Gone.STANZAS, subject=letter.id)
    return is_feared


def _with_news(file: CaseFile, letter: Letter, *, is_feared: bool) -> CaseFile:
    inside = file.inside
    if inside is None:
        return file
    since = min(filter(None, (inside.unanswered, letter.collected)))
    card = replace(file.card, has_news=True)
    inside = replace(inside, unanswered=since)
    if is_feared:
        card = replace(card, flags=card.flags | {Flag.RETALIATION})
        inside = replace(inside, watched=fearing(inside.watched, letter.collected))
    return replace(file, card=card, inside=inside)


def _leave_out(desk: Desk, me: SignedIn, case: CaseId, letter: Letter) -> bool:
    """Let whom the reporter leaves out now have no key for it, nor for anything that comes after.

    What goes on with the case as one leaves them out too. Say whether the words may be joined.
    """
    settle(desk, me, case)
    left_out = frozenset(letter.message.contents.readers.left_out)
    with desk.database.reading() as tx:
        file = open_to_write(tx, desk, me, case)
        if file is None or not left_out or not _is_theirs(tx, file, letter):
            return True  # nobody is shut out by it
        others = one_with(tx, desk, file)
    for other in sorted(others):
        _shut_out_of_other(desk, me, other, left_out)
    return _shut_out(desk, me, case, left_out)


def _shut_out_of_other(
    desk: Desk, me: SignedIn, case: CaseId, left_out: frozenset[PersonId]
) -> None:
    """Its own reporter chose otherwise, and is told first who reads no more."""
    settle(desk, me, case)
    with desk.database.reading() as tx:
        file = open_to_write(tx, desk, me, case)
    there = left_out & set(file.listed.readers) if file and file.listed else frozenset()
    if there:
        change_readers(desk, me, case, Change(removed=there))
    _shut_out(desk, me, case, left_out)


def _shut_out(desk: Desk, me: SignedIn, case: CaseId, left_out: frozenset[PersonId]) -> bool:
    """Make new keys without them, once. Say whether none of them has any."""
    with desk.database.reading() as tx:
        file = open_to_write(tx, desk, me, case)
    if file is None or file.listed is None:
        return False
    new = left_out - file.listed.left_out
    return not new or isinstance(change_readers(desk, me, case, Change(left_out=new)), Changed)
