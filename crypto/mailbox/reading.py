"""Open a mailbox in one and the same way, whether it exists or not.

Two rows, two openings, and the same number of signature checks, each time. What
cannot be done with the reporter's own bytes is done with a decoy's, so that a
clock tells nobody which passcodes are real or whether an answer waits.
"""

from dataclasses import dataclass

from crypto.errors import MalformedError
from crypto.mailbox.filling import Decoy, Rows
from crypto.mailbox.readers import Accepted, Refusal, Refused, Roles, judge
from crypto.mailbox.snapshot import CHANGES_KEPT, SignedSnapshot, Unanswered, open_snapshot
from crypto.mailbox.state import NoState, State, read_state
from crypto.mailbox.tags import MailboxAddress, MailboxKeys

Answer = Accepted | Refused | Unanswered


@dataclass(frozen=True, slots=True)
class Known:
    """A mailbox with a state of its own: it can be read, and may be written to."""

    state: State
    answer: Answer


@dataclass(frozen=True, slots=True)
class StateLost:
    """There is a mailbox, but nobody knows any more who must not read. It stays silent."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """No passcode of ours, or a mailbox that was closed."""


def open_mailbox(
    found: Rows, keys: MailboxKeys, roles: Roles, decoy: Decoy
) -> Known | StateLost | Unknown:
    """Open what the store found under both tags. `decoy` is one for the whole process."""
    state = _state(decoy.state_row if found.state is None else found.state, keys, decoy)
    row = decoy.snapshot_row if found.snapshot is None else found.snapshot
    signed = _snapshot(row, keys, decoy)
    if isinstance(state, State) and isinstance(signed, SignedSnapshot):
        return Known(state, _judged(signed, keys.address, state, roles, decoy))
    _judged(decoy.signed, decoy.keys.address, decoy.state, decoy.roles, decoy)
    if isinstance(state, State) and not isinstance(signed, SignedSnapshot):
        return Known(state, signed)
    return Unknown() if found == Rows(None, None) else StateLost()


def _state(row: bytes, keys: MailboxKeys, decoy: Decoy) -> State | NoState:
    """Open twice, once with success and once without, in whichever order it happens."""
    state = read_state(row, keys.state_key, keys.state_tag)
    other = decoy.keys if isinstance(state, NoState) else keys
    read_state(decoy.state_row, other.state_key, other.state_tag)
    return state


def _snapshot(row: bytes, keys: MailboxKeys, decoy: Decoy) -> SignedSnapshot | Unanswered | Refused:
    try:
        signed = open_snapshot(row, keys.seed, keys.snapshot_tag)
    except MalformedError:
        return Refused(Refusal.FORGED)
    other = decoy.keys if isinstance(signed, Unanswered) else keys
    open_snapshot(decoy.snapshot_row, other.seed, other.snapshot_tag)
    return signed


def _judged(
    signed: SignedSnapshot, to: MailboxAddress, state: State, roles: Roles, decoy: Decoy
) -> Accepted | Refused:
    answer = judge(signed, to, state, roles)
    for _ in range(CHANGES_KEPT - len(signed.content.changes)):
        decoy.check_one()
    return answer
