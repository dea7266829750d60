"""Take away everything of a case: rows in one transaction, and the keys as soon as it is durable.

What must go from the key store and its mirror is written down in that transaction, so whoever
kills us between the two leaves rows that are gone and keys that the next run destroys.
"""

from collections.abc import Sequence
from secrets import token_bytes
from typing import Final

from casework.collecting.records.arrivals import Arrivals
from casework.committee.records.removals import Kind as Gone
from casework.committee.services.changes.removing import intend
from casework.complaints.records.contents import PrivateRow
from casework.complaints.records.erased import Erased
from casework.complaints.records.evidence.incoming import Incoming
from casework.complaints.services.files import added_blobs
from casework.complaints.services.linking.ends import drop_ends_elsewhere
from casework.complaints.services.mailboxes import let_go
from casework.complaints.services.moving import require_inside
from casework.complaints.services.reading.casefiles import CaseFile, all_entries
from casework.complaints.services.speaking import emptied, post, reporter_of
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import commit
from crypto.encoding import Value, encode, framed
from crypto.keyring.documents import (
    Document,
    new_document_key,
    seal_document,
    wrap_document_key,
)
from crypto.keyring.grants import Whole
from crypto.log.certificate import Certificate, certificate_text, list_hash
from crypto.names import ID_SIZE, EnvelopeId
from store.database import Transaction

CERTIFICATE_STEP: Final = 16_384
FIRST_VERSION: Final = 1
_DISPOSED: Final = "disposed"


def envelopes_of(tx: Transaction, file: CaseFile) -> list[EnvelopeId]:
    """Return every envelope that anything in the case came in."""
    found = {entry.envelope for _, entry, _ in all_entries(tx, file)}
    return sorted({require_inside(file).first, *(each for each in found if each)})


def erase(tx: Transaction, desk: Desk, files: Sequence[CaseFile], certificate: Certificate) -> None:
    """Erase cases that the same people read, and leave these a certificate."""
    listed = list_hash(certificate.cases).hex()
    me = files[0].me
    said = {"did": _DISPOSED, "list": listed}
    tombstone = commit(tx, Said(Verb.IN_CASE, desk.today(), me.person, said))
    entries: list[Value] = [_register(each) for each in files]
    body = encode(
        {
            "certificate": certificate_text(certificate),
            "register": entries,
            "tombstone": tombstone.raw,
        }
    )
    _certify(tx, files[0], body)
    for file in files:
        drop_ends_elsewhere(tx, desk, file)
        _erase(tx, file)


def _erase(tx: Transaction, file: CaseFile) -> None:
    envelopes = envelopes_of(tx, file)
    # The reporter's side of the talk goes too; they hear no more than that it is finished.
    post(tx, emptied(file))
    let_go(tx, reporter_of(tx, file).mailbox_root)
    for blob in added_blobs(tx, file):
        Incoming(tx).drop(blob)
    Erased(tx).erase(file.id, envelopes)
    intend(tx, Gone.SCOPE, subject=file.id)
    for each in envelopes:
        Arrivals(tx).drop(each)
        intend(tx, Gone.STANZAS, subject=each)


def _register(file: CaseFile) -> Value:
    closed = require_inside(file).course.closed_on
    return [
        file.id,
        file.card.name,
        file.card.received.isoformat(),
        "" if closed is None else closed.isoformat(),
        require_inside(file).salt,
    ]


def _certify(tx: Transaction, file: CaseFile, body: bytes) -> None:
    """Seal it to whoever read the cases: to anybody else there never was one."""
    key, link = new_document_key(token_bytes(ID_SIZE)), file.committee.link
    size = -(-(len(body) + ID_SIZE) // CERTIFICATE_STEP) * CERTIFICATE_STEP
    written = Document(file.me.person, framed(body, size))
    sealed = seal_document(written, key, FIRST_VERSION, link, file.me.seeds.signing)
    grants = file.listed.readers if file.listed else {}
    seated = {each.id for each in link.manifest.persons} - {link.manifest.recovery.id}
    readers = [who for who, grant in grants.items() if isinstance(grant, Whole) and who in seated]
    wraps = wrap_document_key(key, readers, link)
    Erased(tx).certify(PrivateRow(key.document, link.hash, wraps, sealed))
