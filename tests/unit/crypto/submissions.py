"""Made-up submissions that the tests of sealing, opening and blobs share."""

from datetime import date

from crypto.blob.shape import BlobKey, BlobRef, FileEntry
from crypto.mailbox.tags import FollowUpKey, MailboxRoot
from crypto.message.said import Answer, Contents, FollowUp, Identity, Link, Report, Reporter
from crypto.names import BlobId, EnvelopeId, ManifestHash, PersonId
from crypto.readers import Readers
from crypto.suite import VaultPublic, VaultSeed
from tests.unit.crypto.second_reading import filler

MANIFEST = ManifestHash(filler("manifest", 32))
ENVELOPE = EnvelopeId(filler("envelope", 16))
OTHER_ENVELOPE = EnvelopeId(filler("other envelope", 16))
BLOB = BlobId(filler("blob", 16))
BLOB_KEY = BlobKey(filler("blob key", 32))


def seed(name: str) -> VaultSeed:
    return VaultSeed(filler(f"vault of {name}", 32))


def public(name: str) -> VaultPublic:
    return seed(name).public


CONTENTS = Contents(
    language="en",
    day=date(2026, 1, 31),
    answers=(
        Answer("what", "Invoices from Brightwater were paid twice."),
        Answer("how_you_know", ("saw it", "was told")),
    ),
    readers=Readers((PersonId("m-1"), PersonId("x-1")), (PersonId("m-2"),)),
    blob=BlobRef(BLOB, BLOB_KEY, (FileEntry("facture n\u00b0 7.pdf", 3, filler("hash", 32)),)),
)
REPORTER = Reporter(
    public("reporter"), MailboxRoot(filler("root", 32)), FollowUpKey(filler("follow-up key", 32))
)
LINK = Link(OTHER_ENVELOPE, filler("link mac", 32))

REPORT = Report(CONTENTS, REPORTER)
FOLLOW_UP = FollowUp(CONTENTS, REPORTER, LINK)
IDENTITY = Identity(CONTENTS, LINK)
