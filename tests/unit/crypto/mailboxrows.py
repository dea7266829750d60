"""Rows as the store has them, and the one way in which they are opened."""

from crypto import bulk
from crypto.mailbox.answering import sign_snapshot
from crypto.mailbox.filling import Rows, make_decoy
from crypto.mailbox.reading import Known, StateLost, Unknown, open_mailbox
from crypto.mailbox.snapshot import seal_snapshot
from crypto.mailbox.state import seal_state
from crypto.suite import Label, hpke_seal
from tests.unit.crypto.mailboxes import KEYS, MARIA, PENS, ROLES, SNAPSHOT, STATE

DECOY = make_decoy()
TO = KEYS.address
STATE_ROW = seal_state(STATE, KEYS.state_key, KEYS.state_tag)
ANSWER_ROW = seal_snapshot(sign_snapshot(SNAPSHOT, TO, PENS[MARIA]), TO)


def resealed(plain: bytes, size: int) -> bytes:
    """Seal to the reporter, as anybody can, a row of any size."""
    sealed_key = hpke_seal(bytes(32), TO.reporter, Label("mailbox/snapshot-key").over(TO.tag))
    context = Label("mailbox/snapshot").over(TO.tag, sealed_key)
    padded = plain.ljust(bulk.room_inside(size - len(sealed_key)), b"\0")
    return sealed_key + bulk.lock(padded, bytes(32), context)


RUBBISH_ROW = resealed(b"rubbish" * 9_000, 65_536)


def opened(state: bytes | None, snapshot: bytes | None) -> Known | StateLost | Unknown:
    return open_mailbox(Rows(state, snapshot), KEYS, ROLES, DECOY)
