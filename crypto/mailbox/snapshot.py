"""What the committee tells a reporter, in one row that is always rewritten whole.

Whoever holds the reporter's public key can seal a row, so nothing in it counts
before its signature was judged (see `readers`).
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from secrets import token_bytes
from typing import NewType, Self

from crypto import bulk, encoding, signing
from crypto.encoding import Value, encode
from crypto.errors import CannotOpenError, MalformedError
from crypto.mailbox.proof import NotReadyYet, Proof, read_proof
from crypto.mailbox.state import PERSONS_KEPT, person
from crypto.mailbox.tags import MailboxAddress
from crypto.names import ID_SIZE, MANIFEST_HASH_SIZE, ManifestHash, PersonId, Tag
from crypto.suite import (
    ENC_SIZE,
    KEY_SIZE,
    TAG_SIZE,
    Label,
    VaultKey,
    VaultPublic,
    VaultSeed,
    hpke_open,
    hpke_seal,
)

SNAPSHOT_SIZE = 65_536
CHANGES_KEPT = 8
MESSAGES_KEPT = 64  # Few, because reading costs by the message, and a clock must not count.
SEALED_KEY_SIZE = ENC_SIZE + KEY_SIZE + TAG_SIZE
_VERSION = 1
_ROOM = bulk.room_inside(SNAPSHOT_SIZE - SEALED_KEY_SIZE)
_PAYLOAD_SIZE = _ROOM - signing.SIGNATURE_SIZE
_BODY_ROOM = _PAYLOAD_SIZE - encoding.LENGTH_SIZE
_KEY = Label("mailbox/snapshot-key")
_CONTENT = Label("mailbox/snapshot")
SIGNED = Label("mailbox/snapshot-signature")
# What a further message may cost beyond its words: its id, day, names, and longer counters.
_MESSAGE_COST = 96
_NAMES = ("changes", "changes_from", "come_back", "earlier", "manifest", "messages")
_MORE_NAMES = ("proof", "signer", "status", "v", "version")

MessageId = NewType("MessageId", bytes)  # 16 bytes, random


class Status(StrEnum):
    SENT = "sent"
    OPENED = "opened"
    ASKED = "asked"
    LOOKED_INTO = "looked-into"
    FINISHED = "finished"
    PASSED_ON = "passed-on"


class Sender(StrEnum):
    COMMITTEE = "committee"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Message:
    id: MessageId
    sender: Sender
    day: date
    text: str = field(repr=False)
    question: bool


@dataclass(frozen=True, slots=True)
class ReaderChange:
    """Who was added or removed, under a signature of its own, which outlives the snapshot's."""

    added: tuple[PersonId, ...] = field(repr=False)
    removed: tuple[PersonId, ...] = field(repr=False)
    signer: PersonId
    manifest: ManifestHash
    signature: bytes = field(repr=False)

    def signed(self, to: MailboxAddress, place: int) -> bytes:
        """Return what is signed: never valid in another mailbox, nor at another place."""
        return encode(
            [
                to.tag,
                to.reporter.raw,
                place,
                self.added,
                self.removed,
                self.signer,
                self.manifest,
            ]
        )


@dataclass(frozen=True, slots=True)
class Snapshot:
    version: int
    signer: PersonId
    manifest: ManifestHash
    status: Status
    come_back: date | None
    changes_from: int  # how many changes came before the first one of the list
    changes: tuple[ReaderChange, ...]
    proof: Proof | NotReadyYet
    earlier_messages: int  # how many older ones no longer fit
    messages: tuple[Message, ...]

    @property
    def body(self) -> bytes:
        return encode(_to_value(self))

    @property
    def payload(self) -> bytes:
        return encoding.framed(self.body, _PAYLOAD_SIZE)


@dataclass(frozen=True, slots=True)
class SignedSnapshot:
    """What was signed, as bytes and as read. Only `of` and `open_snapshot` keep them together."""

    content: Snapshot
    payload: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @classmethod
    def of(cls, content: Snapshot, signature: bytes) -> Self:
        return cls(content, content.payload, signature)

    def signed(self, to: MailboxAddress) -> bytes:
        """Return what is signed. Every part has one size, so no two snapshots collide.

        The bytes are those that came; to write them anew would take the longer, the more they say.
        """
        return to.tag + to.reporter.raw + self.payload


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The row holds nothing for this reporter: nobody has written yet."""


def room_left(snapshot: Snapshot) -> int:
    """Return how many bytes of text one more message may have."""
    return max(0, _BODY_ROOM - len(snapshot.body) - _MESSAGE_COST)


def newest_that_fit(snapshot: Snapshot) -> Snapshot:
    """Drop the oldest messages until the rest fits, and say how many are gone."""
    fitted = _newest(snapshot, MESSAGES_KEPT)
    while fitted.messages and len(fitted.body) > _BODY_ROOM:
        fitted = _newest(fitted, len(fitted.messages) - 1)
    return fitted


def seal_snapshot(signed: SignedSnapshot, to: MailboxAddress) -> bytes:
    """Return a row of 65,536 bytes. Sealed twice, it gives two rows that nobody can link."""
    return _sealed(signed.signature + signed.payload, to)


def seal_filler(to: VaultPublic) -> bytes:
    """Return a row that its own owner would find empty, and nobody else could tell apart."""
    return _sealed(bytes(_ROOM), MailboxAddress(Tag(bytes(ID_SIZE)), to))


def open_snapshot(row: bytes, key: VaultSeed | VaultKey, tag: Tag) -> SignedSnapshot | Unanswered:
    """Open a row of the store, hostile or not, without yet believing a word of it."""
    if len(row) != SNAPSHOT_SIZE:
        return Unanswered()
    sealed_key, sealed = row[:SEALED_KEY_SIZE], row[SEALED_KEY_SIZE:]
    try:
        row_key = hpke_open(sealed_key, key, _KEY.over(tag))
        plain = bulk.unlock(sealed, row_key, _CONTENT.over(tag, sealed_key))
    except CannotOpenError:
        return Unanswered()
    signature, payload = plain[: signing.SIGNATURE_SIZE], plain[signing.SIGNATURE_SIZE :]
    return SignedSnapshot(read_body(encoding.unframed(payload)), payload, signature)


def _newest(snapshot: Snapshot, most: int) -> Snapshot:
    gone = max(0, len(snapshot.messages) - most)
    return replace(
        snapshot,
        earlier_messages=snapshot.earlier_messages + gone,
        messages=snapshot.messages[gone:],
    )


def _sealed(plain: bytes, to: MailboxAddress) -> bytes:
    key = token_bytes(KEY_SIZE)
    sealed_key = hpke_seal(key, to.reporter, _KEY.over(to.tag))
    return sealed_key + bulk.lock(plain, key, _CONTENT.over(to.tag, sealed_key))


def _to_value(snapshot: Snapshot) -> Value:
    changes: list[Value] = [
        [c.added, c.removed, c.signer, c.manifest, c.signature] for c in snapshot.changes
    ]
    return {
        "v": _VERSION,
        "version": snapshot.version,
        "signer": snapshot.signer,
        "manifest": snapshot.manifest,
        "status": snapshot.status.value,
        "come_back": snapshot.come_back.isoformat() if snapshot.come_back else None,
        "changes_from": snapshot.changes_from,
        "changes": changes,
        "proof": snapshot.proof.raw if isinstance(snapshot.proof, Proof) else None,
        "earlier": snapshot.earlier_messages,
        "messages": [message_value(message) for message in snapshot.messages],
    }


def message_value(message: Message) -> Value:
    day = message.day.isoformat()
    return [message.id, message.sender.value, day, message.text, message.question]


def read_body(body: bytes) -> Snapshot:
    """Read what was in a frame, and refuse what this version could not have written."""
    found = encoding.fields(body, *_NAMES, *_MORE_NAMES)
    encoding.number(found["v"], _VERSION, _VERSION)
    come_back, proof = found["come_back"], found["proof"]
    return Snapshot(
        version=encoding.number(found["version"], least=1),
        signer=person(found["signer"]),
        manifest=_manifest(found["manifest"]),
        status=encoding.word(Status, found["status"]),
        come_back=None if come_back is None else encoding.day(come_back),
        changes_from=encoding.number(found["changes_from"]),
        changes=tuple(map(_change, encoding.items(found["changes"], CHANGES_KEPT))),
        proof=NotReadyYet() if proof is None else _proof(proof),
        earlier_messages=encoding.number(found["earlier"]),
        messages=tuple(map(_message, encoding.items(found["messages"], MESSAGES_KEPT))),
    )


def _change(value: Value) -> ReaderChange:
    added, removed, signer, manifest, signature = encoding.items(value, 5, 5)
    return ReaderChange(
        tuple(map(person, encoding.items(added, PERSONS_KEPT))),
        tuple(map(person, encoding.items(removed, PERSONS_KEPT))),
        person(signer),
        _manifest(manifest),
        encoding.sized(signature, signing.SIGNATURE_SIZE),
    )


def _message(value: Value) -> Message:
    name, sender, day, words, question = encoding.items(value, 5, 5)
    return Message(
        MessageId(encoding.sized(name, ID_SIZE)),
        encoding.word(Sender, sender),
        encoding.day(day),
        encoding.text(words),
        encoding.flag(question),
    )


def _proof(value: Value) -> Proof:
    if not isinstance(value, bytes):
        raise MalformedError("a proof is bytes")
    return read_proof(value)


def _manifest(value: Value) -> ManifestHash:
    return ManifestHash(encoding.sized(value, MANIFEST_HASH_SIZE))
