"""Rows that hold nothing and look like rows that hold something.

Bytes drawn at random would not do for a snapshot: an X25519 share never has its
top bit set and always lies on the curve, which random bytes do half the time.
So a filler is a true sealing, to a key that is thrown away.
"""

from dataclasses import dataclass, field
from datetime import date
from secrets import token_bytes

from crypto import signing
from crypto.mailbox import frame
from crypto.mailbox.proof import NotReadyYet
from crypto.mailbox.readers import Holder, Roles
from crypto.mailbox.snapshot import (
    SIGNED,
    SignedSnapshot,
    Snapshot,
    Status,
    seal_filler,
    seal_snapshot,
)
from crypto.mailbox.state import STATE_SIZE, Part, State, seal_state
from crypto.mailbox.tags import FollowUpKey, MailboxKeys, MailboxRoot, StateKey
from crypto.names import ID_SIZE, MANIFEST_HASH_SIZE, EnvelopeId, ManifestHash, PersonId
from crypto.readers import Readers
from crypto.suite import KEY_SIZE, Label, VaultSeed

_SPARE = Label("mailbox/decoy")
_SOMEBODY = PersonId("a")
_SOMEBODY_ELSE = PersonId("b")
_DAY = date(2000, 1, 3)


@dataclass(frozen=True, slots=True)
class Rows:
    """What the store has under the two tags of a mailbox."""

    state: bytes | None = field(repr=False)
    snapshot: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Decoy:
    """A mailbox of nobody, made once per process, so that every return does the same work."""

    state_row: bytes = field(repr=False)
    snapshot_row: bytes = field(repr=False)
    keys: MailboxKeys
    state: State
    signed: SignedSnapshot
    roles: Roles
    spare: bytes = field(repr=False)

    def check_one(self) -> None:
        """Do the work of checking one signature."""
        signing.verify(_SPARE, b"", self.spare, self.roles.current[_SOMEBODY].public)


def filler_state() -> bytes:
    return frame.lock(bytes(frame.room_inside(STATE_SIZE)), token_bytes(KEY_SIZE), b"")


def filler_snapshot() -> bytes:
    """Return what Send puts in the committee's row, so that an unopened report shows nothing."""
    return seal_filler(VaultSeed(token_bytes(KEY_SIZE)).public)


def tombstones() -> Rows:
    """Return what stays of a mailbox that was closed for good: nobody ever had its keys."""
    return Rows(filler_state(), filler_snapshot())


def make_decoy() -> Decoy:
    keys, pen = _nobodys_keys(), signing.SigningSeed(token_bytes(signing.SIGNING_SEED_SIZE))
    manifest = ManifestHash(token_bytes(MANIFEST_HASH_SIZE))
    holder = Holder(pen.public, external=True)
    holders = {_SOMEBODY: holder, _SOMEBODY_ELSE: holder}
    snapshot = Snapshot(1, _SOMEBODY, manifest, Status.SENT, _DAY, 0, (), NotReadyYet(), 0, ())
    signed = SignedSnapshot(snapshot, signing.sign(SIGNED, snapshot.signed(keys.address), pen))
    readers = Readers((_SOMEBODY, _SOMEBODY_ELSE))
    state = State.begun(EnvelopeId(token_bytes(ID_SIZE)), "en", readers, Part.sent_on(_DAY, 0))
    return Decoy(
        seal_state(state, keys.state_key, keys.state_tag),
        seal_snapshot(signed, keys.address),
        keys,
        state,
        signed,
        Roles({manifest: holders}, holders),
        signing.sign(_SPARE, b"", pen),
    )


def _nobodys_keys() -> MailboxKeys:
    return MailboxKeys(
        MailboxRoot(token_bytes(KEY_SIZE)),
        VaultSeed(token_bytes(KEY_SIZE)),
        StateKey(token_bytes(KEY_SIZE)),
        FollowUpKey(token_bytes(KEY_SIZE)),
    )
