"""What proves to the former readers of a case that it was destroyed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.complaints.records.contents import PrivateRow
from casework.complaints.records.erased import Erased
from casework.complaints.services.ending.erasing import FIRST_VERSION
from casework.complaints.services.reading.keys import vaults_of
from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.encoding import fields, items, text, unframed
from crypto.errors import CryptoError, MalformedError
from crypto.keyring.documents import open_document, try_document_wraps
from crypto.log.certificate import Certificate, parse_certificate
from crypto.suite import VaultSeed


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate as its readers know it, with the names that it does not show to others."""

    id: bytes
    names: tuple[str, ...]
    on: date
    certificate: Certificate
    text: bytes = field(repr=False)


def papers_of(desk: Desk, me: SignedIn) -> Sequence[Paper]:
    """Return the certificates that this person's keys open, the newest first."""
    committee = desk.trust.now()
    with desk.database.reading() as tx:
        rows = Erased(tx).certificates()
    if not rows or not isinstance(committee, Standing):
        return []
    vaults = vaults_of(desk, me)
    found = [each for row in rows for each in _opened(row, committee, me, vaults)]
    return sorted(found, key=lambda each: (each.on, each.id), reverse=True)


def _opened(
    row: PrivateRow, committee: Standing, me: SignedIn, vaults: Sequence[VaultSeed]
) -> Iterator[Paper]:
    link = committee.chain.find(row.manifest)
    for vault in vaults if link else ():
        key = try_document_wraps(row.wraps, vault, me.person, row.id, row.manifest)
        if key is None or link is None:
            continue
        try:
            yield _read(row.id, open_document(row.sealed, key, FIRST_VERSION, link).body)
        except CryptoError:
            continue


def _read(paper: bytes, body: bytes) -> Paper:
    found = fields(unframed(body), "certificate", "register", "tombstone")
    raw = found["certificate"]
    if not isinstance(raw, bytes):
        raise MalformedError("no certificate")
    certificate = parse_certificate(raw)
    names = tuple(text(items(each, 5, 5)[1]) for each in items(found["register"]))
    on = max(each.word.on for each in certificate.words)
    return Paper(paper, names, on, certificate, raw)
