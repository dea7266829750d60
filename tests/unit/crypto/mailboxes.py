"""A committee and a reporter with keys that are the same in every run."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from crypto.mailbox.answering import Pen
from crypto.mailbox.proof import NotReadyYet
from crypto.mailbox.roles import Holder, Roles
from crypto.mailbox.snapshot import Message, MessageId, Sender, Snapshot, Status
from crypto.mailbox.state import Part, State
from crypto.mailbox.tags import FollowUpKey, MailboxKeys, MailboxRoot, StateKey
from crypto.names import EnvelopeId, ManifestHash, PersonId
from crypto.readers import Readers
from crypto.signing import SigningSeed
from crypto.suite import VaultSeed

MANIFEST = ManifestHash(sha256(b"manifest").digest())
DAY = date(2026, 6, 3)
# Two members, one left out, one who comes later, and two externals.
MARIA, THOMAS, JUNE, DAVID, LEE, GRANT = map(
    PersonId, ("maria", "thomas", "june", "david", "lee", "grant")
)
EVERYBODY = (MARIA, THOMAS, JUNE, DAVID, LEE, GRANT)
READERS = Readers((MARIA, THOMAS, LEE, GRANT), (JUNE,))


def secret(name: str) -> bytes:
    return sha256(name.encode()).digest()


def keys_of(reporter: str) -> MailboxKeys:
    return MailboxKeys(
        MailboxRoot(secret(f"{reporter} root")),
        VaultSeed(secret(f"{reporter} seed")),
        StateKey(secret(f"{reporter} state")),
        FollowUpKey(secret(f"{reporter} follow-up")),
    )


KEYS = keys_of("reporter")
OTHER_KEYS = keys_of("another reporter")
PENS: Mapping[PersonId, Pen] = {
    person: Pen(
        person, MANIFEST, SigningSeed(secret(f"{person} ed25519") + secret(f"{person} mldsa"))
    )
    for person in EVERYBODY
}
HOLDERS = {
    person: Holder(pen.seed.public, external=person in {LEE, GRANT}) for person, pen in PENS.items()
}
ROLES = Roles({MANIFEST: HOLDERS}, HOLDERS)
FIRST = EnvelopeId(secret("first envelope")[:16])
STATE = State.begun(FIRST, "en", READERS, Part.sent_on(DAY, 2))


def envelope(name: str) -> EnvelopeId:
    return EnvelopeId(secret(name)[:16])


def message(text: str, name: str = "message") -> Message:
    return Message(MessageId(secret(name)[:16]), Sender.COMMITTEE, DAY, text, question=True)


SNAPSHOT = Snapshot(
    version=1,
    signer=MARIA,
    manifest=MANIFEST,
    status=Status.ASKED,
    come_back=date(2026, 6, 23),
    changes_from=0,
    changes=(),
    proof=NotReadyYet(),
    earlier_messages=0,
    messages=(message("Which quarter was this?"),),
)
