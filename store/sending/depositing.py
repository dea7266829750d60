"""Leave a report in the dropbox and open its mailbox: both or neither, and once.

The public site and the committee's take in reports by these same steps, so that nothing in the
dropbox tells which of them it was.
"""

from dataclasses import dataclass
from datetime import date

from crypto.admission import Admission
from crypto.blob.shape import BlobRef
from crypto.envelope import Envelope
from crypto.mailbox.filling import filler_snapshot
from crypto.mailbox.state import Part, State, seal_state
from crypto.mailbox.tags import MailboxKeys
from crypto.message.said import Answers, Contents, Report, Reporter
from crypto.names import BlobId, EnvelopeId, ManifestHash
from crypto.readers import Readers
from crypto.sealing import seal
from store.database import Database
from store.dropbox import Dropbox
from store.mailbox import Mailbox


@dataclass(frozen=True, slots=True, repr=False)
class Submission:
    """Everything that was decided before the first byte of a file was taken."""

    envelope: EnvelopeId
    manifest: ManifestHash
    keys: MailboxKeys
    language: str
    admission: Admission
    day: date

    @property
    def readers(self) -> Readers:
        return Readers(self.admission.admitted, self.admission.left_out)


def sealed(submission: Submission, answers: Answers, blob: BlobRef) -> Envelope:
    keys = submission.keys
    contents = Contents(submission.language, submission.day, answers, submission.readers, blob)
    reporter = Reporter(keys.seed.public, keys.root, keys.followup_key)
    message = Report(contents, reporter)
    return seal(message, submission.admission.keys, submission.manifest, submission.envelope)


def deposit(
    dropbox: Database, submission: Submission, envelope: Envelope, blob: BlobId, files: int
) -> bool:
    """Open the mailbox and leave the envelope. False if that mailbox is open already."""
    keys, day = submission.keys, submission.day
    part = Part.sent_on(day, files)
    state = State.begun(submission.envelope, submission.language, submission.readers, part)
    row = seal_state(state, keys.state_key, keys.state_tag)
    with dropbox.transaction() as tx:
        if not Mailbox(tx).open(keys.state_tag, row, keys.snapshot_tag, filler_snapshot()):
            return False
        Dropbox(tx).deposit(envelope, blob, day)
        return True
