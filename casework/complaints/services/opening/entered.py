"""Take out of a report that a member entered whom its reporter leaves out after all.

What was sealed cannot be sealed anew. So it is collected and opened at once, and new keys are
made without them, which holds for ever, as if the reporter had said so in a message. That is
done only before anybody else has looked at it: from then on others judge who is taken out.
"""

from dataclasses import dataclass
from typing import Final

from casework.collecting.records.arrivals import Arrivals
from casework.collecting.services.collecting import collect_one
from casework.complaints.domain.case.deeds import Did
from casework.complaints.records.cases import Cases
from casework.complaints.services.assessing.entering import Started, mailbox_of
from casework.complaints.services.moving import require_inside, whole_readers
from casework.complaints.services.opening.pending import open_pending
from casework.complaints.services.readers.acting import open_to_act
from casework.complaints.services.readers.rekeying import (
    Change,
    Changed,
    change_readers,
    settle,
    would_be_enough,
)
from casework.complaints.services.reading.casefiles import CaseFile, open_whole
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.keyring.casekeys import case_id
from crypto.mailbox.state import State, read_state
from crypto.names import CaseId, PersonId
from store.mailbox import Mailbox

_SECONDS: Final = 8.0  # that whoever presses waits at most, while what came in is opened


@dataclass(frozen=True, slots=True)
class Lies:
    """Who can read what was entered, whom its reporter left out, and whether others looked."""

    readers: frozenset[PersonId]
    left_out: frozenset[PersonId]
    case: CaseId | None = None  # where it is, once others have looked at it


def lies(desk: Desk, me: SignedIn, begun: Started) -> Lies | None:
    """Return how it stands: by its case, or by its mailbox as long as there is none."""
    file = _opened(desk, me, case_id(begun.envelope))
    if file is not None and file.listed is not None:
        seen = bool(require_inside(file).looked - {me.person})
        return Lies(whole_readers(file), file.listed.left_out, file.id if seen else None)
    keys = mailbox_of(desk, begun)
    if keys is None:
        return None
    with desk.dropbox.reading() as tx:
        row = Mailbox(tx).state(keys.state_tag)
    state = None if row is None else read_state(row, keys.state_key, keys.state_tag)
    if not isinstance(state, State):
        return None
    return Lies(frozenset(state.readers.admitted), frozenset(state.readers.left_out))


def leave_out(desk: Desk, me: SignedIn, begun: Started, who: frozenset[PersonId], why: str) -> bool:
    """Do it now, and say whether it is done. Whoever asks goes out by stepping back."""
    case = case_id(begun.envelope)
    _bring_in(desk, me, begun, case)
    settle(desk, me, case)
    with desk.database.reading() as tx:
        file = open_to_act(tx, desk, me, case)
    if file is None or not _may(file, who):
        return False
    # First the reporter's mailbox is told who reads no more; then it holds for ever. Whoever comes
    # again after the first alone was done goes on with the second.
    reading = who & whole_readers(file)
    gone = Change(removed=reading, did=Did.REMOVED, why=why)
    if reading and not isinstance(change_readers(desk, me, case, gone), Changed):
        return False
    return isinstance(change_readers(desk, me, case, Change(left_out=who)), Changed)


def _may(file: CaseFile, who: frozenset[PersonId]) -> bool:
    looked = require_inside(file).looked - {file.me.person}
    return bool(who) and not looked and would_be_enough(file, *who)


def _bring_in(desk: Desk, me: SignedIn, begun: Started, case: CaseId) -> None:
    with desk.database.reading() as tx:
        if Cases(tx).there([case]):
            return
        is_collected = bool(Arrivals(tx).days([begun.envelope]))
    if not is_collected:
        collect_one(desk, begun.envelope)
    open_pending(desk, me, _SECONDS)


def _opened(desk: Desk, me: SignedIn, case: CaseId) -> CaseFile | None:
    with desk.database.reading() as tx:
        return open_whole(tx, desk, me, case)
