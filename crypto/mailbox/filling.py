"""Rows that hold nothing and look like rows that hold something.

Bytes drawn at random would not do for a snapshot: an X25519 share never has its
top bit set and always lies on the curve, which random bytes do half the time.
So a filler is a true sealing, to a key that is thrown away.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from secrets import token_bytes

from crypto import bulk, signing
from crypto.mailbox.proof import NotReadyYet
from crypto.mailbox.rests import Rests, Run
from crypto.mailbox.roles import Holder, Roles
from crypto.mailbox.snapshot import (
    MESSAGES_KEPT,
    SIGNED,
    Message,
    MessageId,
    Sender,
    SignedSnapshot,
    Snapshot,
    Status,
    message_value,
    seal_filler,
    seal_snapshot,
)
from crypto.mailbox.snapshot import read_body as read_snapshot_body
from crypto.mailbox.state import (
    FOLLOW_UPS_KEPT,
    PARTS_KEPT,
    STATE_SIZE,
    Part,
    State,
    part_bytes,
    seal_state,
    written,
)
from crypto.mailbox.state import read_body as read_state_body
from crypto.mailbox.tags import (
    FollowUpKey,
    MailboxAddress,
    MailboxKeys,
    MailboxRoot,
    StateKey,
)
from crypto.names import ID_SIZE, MANIFEST_HASH_SIZE, EnvelopeId, ManifestHash, PersonId
from crypto.readers import Readers
from crypto.suite import KEY_SIZE, Label, VaultKey, VaultSeed

_SPARE = Label("mailbox/decoy")
_SOMEBODY = PersonId("a")
_SOMEBODY_ELSE = PersonId("b")
_DAY = date(2000, 1, 3)
_WORDS = "x" * 800  # As many messages as a snapshot may have, of this length, fill its row.


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """What the store has under the two tags of a mailbox."""

    state: bytes | None = field(repr=False)
    snapshot: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Decoy:
    """A mailbox of nobody, made once per process, so that every return does the same work.

    It is as full as a mailbox may be, so that what a real one lacks can be read here instead.
    """

    state_row: bytes = field(repr=False)
    snapshot_row: bytes = field(repr=False)
    keys: MailboxKeys
    opener: VaultKey
    address: MailboxAddress
    state: State
    signed: SignedSnapshot
    roles: Roles
    spare: bytes = field(repr=False)
    state_rests: Rests
    snapshot_rests: Rests

    @property
    def public(self) -> signing.SigningPublic:
        return self.roles.current[_SOMEBODY].public

    def check_one(self) -> None:
        """Do the work of checking one signature."""
        signing.verify(_SPARE, b"", self.spare, self.public)

    def read_the_rest(self, state: State, messages: int) -> None:
        """Do the work of reading what this state and so many messages lack to be full."""
        parts = PARTS_KEPT - len(state.parts)
        follow_ups = FOLLOW_UPS_KEPT - len(state.follow_ups)
        read_state_body(self.state_rests.cut_to(parts, follow_ups))
        read_snapshot_body(self.snapshot_rests.cut_to(MESSAGES_KEPT - messages))


def filler_state() -> bytes:
    return bulk.lock(bytes(bulk.room_inside(STATE_SIZE)), token_bytes(KEY_SIZE), b"")


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
    unsigned = SignedSnapshot.of(_full_snapshot(manifest), b"")
    signed = replace(unsigned, signature=signing.sign(SIGNED, unsigned.signed(keys.address), pen))
    state = _full_state()
    return Decoy(
        seal_state(state, keys.state_key, keys.state_tag),
        seal_snapshot(signed, keys.address),
        keys,
        keys.seed.expanded(),
        keys.address,
        state,
        signed,
        Roles({manifest: holders}, holders),
        signing.sign(_SPARE, b"", pen),
        _state_rests(state),
        _snapshot_rests(signed.content),
    )


def _state_rests(full: State) -> Rests:
    (part, *_), (envelope, *_) = full.parts, full.follow_ups  # each repeats one
    parts = Run.of_strip(part_bytes(part), PARTS_KEPT)
    return Rests.of(written(full), parts, Run.of_strip(envelope, FOLLOW_UPS_KEPT))


def _snapshot_rests(full: Snapshot) -> Rests:
    message, *_ = full.messages  # it repeats one
    return Rests.of(full.body, Run.of_list(message_value(message), MESSAGES_KEPT))


def _full_snapshot(manifest: ManifestHash) -> Snapshot:
    message = Message(MessageId(bytes(ID_SIZE)), Sender.COMMITTEE, _DAY, _WORDS, question=False)
    messages = (message,) * MESSAGES_KEPT
    proof = NotReadyYet()
    return Snapshot(1, _SOMEBODY, manifest, Status.SENT, _DAY, 0, (), proof, 0, messages)


def _full_state() -> State:
    envelope, part = EnvelopeId(token_bytes(ID_SIZE)), Part.sent_on(_DAY, 0)
    state = State.begun(envelope, "en", Readers((_SOMEBODY, _SOMEBODY_ELSE)), part)
    return replace(state, follow_ups=(envelope,) * FOLLOW_UPS_KEPT, parts=(part,) * PARTS_KEPT)


def _nobodys_keys() -> MailboxKeys:
    return MailboxKeys(
        MailboxRoot(token_bytes(KEY_SIZE)),
        VaultSeed(token_bytes(KEY_SIZE)),
        StateKey(token_bytes(KEY_SIZE)),
        FollowUpKey(token_bytes(KEY_SIZE)),
    )
