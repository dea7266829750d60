"""Open a mailbox in one and the same way, whether it exists or not.

Two rows, four openings, three signature checks, and as many entries read as two
full rows hold, each time. What cannot be done with the reporter's own bytes is
done with a decoy's. What is left to a clock, the benchmarks measure: too little
to tell which passcodes are real, whether an answer waits, or how much was said.
"""

from dataclasses import dataclass

from crypto.errors import MalformedError
from crypto.mailbox.filling import Decoy, Rows
from crypto.mailbox.readers import Accepted, Refusal, Refused, judge, pending_changes
from crypto.mailbox.roles import Roles
from crypto.mailbox.snapshot import (
    SNAPSHOT_SIZE,
    SignedSnapshot,
    Unanswered,
    open_snapshot,
)
from crypto.mailbox.state import STATE_SIZE, NoState, State, read_state
from crypto.mailbox.tags import MailboxAddress, MailboxKeys
from crypto.names import Tag
from crypto.suite import VaultKey

CHANGES_HIDDEN = 2  # as many that wait take no longer than none; more are all but never

Answer = Accepted | Refused | Unanswered


@dataclass(frozen=True, slots=True)
class Known:
    """A mailbox with a state of its own: it can be read, and may be written to."""

    state: State
    answer: Answer


@dataclass(frozen=True, slots=True)
class StateLost:
    """There is a mailbox, but nobody knows any more who must not read. It stays silent.

    A mailbox that was closed for good looks like this too: its rows are tombstones.
    """


@dataclass(frozen=True, slots=True)
class Unknown:
    """No passcode of ours: there is no row under either tag."""


def open_mailbox(
    found: Rows, keys: MailboxKeys, roles: Roles, decoy: Decoy
) -> Known | StateLost | Unknown:
    """Open what the store found under both tags. `decoy` is one for the whole process."""
    opener = keys.seed.expanded()
    address = MailboxAddress(keys.snapshot_tag, opener.public)
    state = _state(_sized(found.state, STATE_SIZE, decoy.state_row), keys, decoy)
    row = _sized(found.snapshot, SNAPSHOT_SIZE, decoy.snapshot_row)
    signed = _snapshot(row, opener, address.tag, decoy)
    _read_the_rest(state, signed, decoy)
    if isinstance(state, State) and isinstance(signed, SignedSnapshot):
        return Known(state, _judged(signed, address, state, roles, decoy))
    _judged(decoy.signed, decoy.address, decoy.state, decoy.roles, decoy)
    if isinstance(state, State) and not isinstance(signed, SignedSnapshot):
        return Known(state, signed)
    return Unknown() if found.state is None and found.snapshot is None else StateLost()


def _sized(row: bytes | None, size: int, instead: bytes) -> bytes:
    """Return a row that is worth an opening: without one, the decoy's costs as much."""
    return instead if row is None or len(row) != size else row


def _state(row: bytes, keys: MailboxKeys, decoy: Decoy) -> State | NoState:
    """Open twice, once with success and once without, in whichever order it happens."""
    state = read_state(row, keys.state_key, keys.state_tag)
    other = decoy.keys if isinstance(state, NoState) else keys
    read_state(decoy.state_row, other.state_key, other.state_tag)
    return state


def _snapshot(
    row: bytes, opener: VaultKey, tag: Tag, decoy: Decoy
) -> SignedSnapshot | Unanswered | Refused:
    """Open twice likewise. What opens and makes no sense has opened, too."""
    signed: SignedSnapshot | Unanswered | Refused
    try:
        signed = open_snapshot(row, opener, tag)
    except MalformedError:
        signed = Refused(Refusal.FORGED)
    unopened = isinstance(signed, Unanswered)
    other, name = (decoy.opener, decoy.address.tag) if unopened else (opener, tag)
    open_snapshot(decoy.snapshot_row, other, name)
    return signed


def _read_the_rest(
    state: State | NoState, signed: SignedSnapshot | Unanswered | Refused, decoy: Decoy
) -> None:
    read = decoy.signed if isinstance(signed, Unanswered) else signed
    messages = len(read.content.messages) if isinstance(read, SignedSnapshot) else 0
    decoy.read_the_rest(state if isinstance(state, State) else decoy.state, messages)


def _judged(
    signed: SignedSnapshot, to: MailboxAddress, state: State, roles: Roles, decoy: Decoy
) -> Accepted | Refused:
    answer = judge(signed, to, state, roles, decoy.public)
    for _ in range(CHANGES_HIDDEN - len(pending_changes(signed.content, state))):
        decoy.check_one()
    return answer
