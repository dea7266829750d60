"""Whether a clock tells a known passcode from an unknown one, or an empty mailbox from a full one.

Two ways are taken in turn, each as often first, and what counts is the median of the
differences of the pairs: a machine that is slow for a while is slow for both.
"""

import secrets
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from crypto.mailbox.answering import sign_snapshot
from crypto.mailbox.filling import Decoy, Rows, filler_snapshot, make_decoy
from crypto.mailbox.reading import Known, StateLost, Unknown, open_mailbox
from crypto.mailbox.roles import Roles
from crypto.mailbox.snapshot import MESSAGES_KEPT, seal_snapshot
from crypto.mailbox.state import FOLLOW_UPS_KEPT, PARTS_KEPT, State, seal_state
from crypto.mailbox.tags import MailboxKeys
from crypto.names import ID_SIZE, EnvelopeId
from tests.bench.figures import Figure, Work, seconds
from tests.unit.crypto.mailboxes import KEYS, MARIA, PENS, ROLES, SNAPSHOT, STATE, message

Opening = Callable[[Rows, MailboxKeys, Roles, Decoy], Known | StateLost | Unknown]

_PAIRS = 20
_MOST = 1.0  # milliseconds


@dataclass(frozen=True, slots=True)
class _Mailboxes:
    """The three that nobody may tell apart, and a fourth: answered, in very few words."""

    unknown: Rows
    unanswered: Rows
    answered: Rows
    full: Rows


def figures() -> Iterator[Figure]:
    decoy, some = make_decoy(), _mailboxes()
    for name, one, other in (
        ("unknown, unanswered", some.unknown, some.unanswered),
        ("unknown, full", some.unknown, some.full),
        ("unanswered, full", some.unanswered, some.full),
        ("answered in short, full", some.answered, some.full),
    ):
        told = _difference(_taking(open_mailbox, one, decoy), _taking(open_mailbox, other, decoy))
        yield Figure(f"mailbox: {name}", told, "ms", _MOST)
    yield Figure("mailbox: limit / an early return", _MOST / _control(some, decoy), "ratio", 1)


def _control(some: _Mailboxes, decoy: Decoy) -> float:
    """Return by how much a way that returns early would be told apart: by this we are sure."""
    early, full = _taking(_returning_early, some.unknown, decoy), some.full
    return _difference(early, _taking(_returning_early, full, decoy))


def _returning_early(
    found: Rows, keys: MailboxKeys, roles: Roles, decoy: Decoy
) -> Known | StateLost | Unknown:
    """Do what everybody would write first: without a row, there is nothing to open."""
    if found.state is None and found.snapshot is None:
        return Unknown()
    return open_mailbox(found, keys, roles, decoy)


def _mailboxes() -> _Mailboxes:
    fresh, answered = _state_row(STATE), _state_row(replace(STATE, snapshot_seen=1))
    return _Mailboxes(
        Rows(None, None),
        Rows(fresh, filler_snapshot()),
        Rows(answered, _snapshot_row(1, 0)),
        Rows(_state_row(_full_state()), _snapshot_row(MESSAGES_KEPT, 800)),
    )


def _full_state() -> State:
    follow_ups = tuple(EnvelopeId(secrets.token_bytes(ID_SIZE)) for _ in range(FOLLOW_UPS_KEPT))
    return replace(STATE, follow_ups=follow_ups, parts=STATE.parts * PARTS_KEPT)


def _state_row(state: State) -> bytes:
    return seal_state(state, KEYS.state_key, KEYS.state_tag)


def _snapshot_row(messages: int, letters: int) -> bytes:
    said = tuple(message("x" * letters, str(number)) for number in range(messages))
    snapshot = replace(SNAPSHOT, messages=said)
    return seal_snapshot(sign_snapshot(snapshot, KEYS.address, PENS[MARIA]), KEYS.address)


def _taking(way: Opening, found: Rows, decoy: Decoy) -> Work:
    return lambda: way(found, KEYS, ROLES, decoy)


def _difference(one: Work, other: Work) -> float:
    """Return the median of the paired differences, in milliseconds, whichever way is longer."""
    pairs = [_pair(one, other) for _ in range(_PAIRS)]
    swapped = [-_pair(other, one) for _ in range(_PAIRS)]
    return abs(statistics.median([*pairs, *swapped])) * 1_000


def _pair(first: Work, second: Work) -> float:
    return seconds(first, runs=1) - seconds(second, runs=1)
