"""Speak for the committee.

The one module of the mailbox that holds a member's key, so the public site lacks it.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from crypto import signing
from crypto.errors import RefusedError
from crypto.mailbox import proof
from crypto.mailbox.readers import CHANGE_SIGNED
from crypto.mailbox.snapshot import (
    SIGNED,
    ReaderChange,
    SignedSnapshot,
    Snapshot,
    read_body,
    seal_snapshot,
)
from crypto.mailbox.tags import MailboxAddress
from crypto.names import ManifestHash, PersonId

SEALINGS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Pen:
    """A person of a manifest, and the seed of the key that it lists for that person."""

    person: PersonId
    manifest: ManifestHash
    seed: signing.SigningSeed = field(repr=False)


def sign_snapshot(snapshot: Snapshot, to: MailboxAddress, pen: Pen) -> SignedSnapshot:
    if (snapshot.signer, snapshot.manifest) != (pen.person, pen.manifest):
        raise RefusedError("a snapshot names the person who signs it")
    if any(pen.person in change.removed for change in snapshot.changes):
        raise RefusedError("who leaves by this snapshot's own changes cannot sign it")
    read_body(snapshot.body)  # What nobody could read back must never be signed.
    unsigned = SignedSnapshot.of(snapshot, b"")
    return replace(unsigned, signature=signing.sign(SIGNED, unsigned.signed(to), pen.seed))


def sealings(
    signed: SignedSnapshot, to: MailboxAddress, count: int = SEALINGS
) -> tuple[bytes, ...]:
    """Return one row for now and three for later, so that a rewriting without news costs no key.

    Nobody can see that they hold the same words.
    """
    return tuple(seal_snapshot(signed, to) for _ in range(count))


def sign_change(
    added: tuple[PersonId, ...],
    removed: tuple[PersonId, ...],
    to: MailboxAddress,
    place: int,
    pen: Pen,
) -> ReaderChange:
    """Add and remove readers. `place` counts from 1 over all changes that the state will follow.

    Changes which no follow-up has applied yet may be replaced by fewer, with the same places.
    """
    change = ReaderChange(added, removed, pen.person, pen.manifest, b"")
    return replace(
        change, signature=signing.sign(CHANGE_SIGNED, change.signed(to, place), pen.seed)
    )


def sign_proof(sent: date, collected: date, content: bytes, pen: Pen) -> proof.Proof:
    """Sign that a report of this content was sent and collected on these days."""
    unsigned = proof.Proof(sent, collected, content, pen.person, pen.manifest, b"")
    signature = signing.sign(proof.SIGNED, unsigned.signed, pen.seed)
    return proof.read_proof(signature + unsigned.signed)
