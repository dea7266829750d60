"""Notes for some readers of a case and nobody else, under no key that the others have.

A wrap for everybody lies beside each, real for those it is for. All have one size, none names its
case, and no number of the case counts them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from secrets import token_bytes

from casework.complaints.records.contents import PRIVATE_BODY_SIZE, Contents, PrivateRow
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.reading.keys import vaults_of
from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.admission import holders_of
from crypto.encoding import Value, encode, framed, unframed
from crypto.errors import CryptoError
from crypto.keyring.documents import (
    Document,
    new_document_key,
    open_document,
    seal_document,
    try_document_wraps,
    wrap_document_key,
)
from crypto.manifest.chain import Link
from crypto.names import ID_SIZE, PersonId
from crypto.suite import VaultSeed
from store.database import Transaction

_FIRST = 1


@dataclass(frozen=True, slots=True, repr=False)
class PrivateNote:
    """A note that opened, and who vouches for it."""

    id: bytes
    by: PersonId
    body: bytes


def keep_private(
    tx: Transaction, file: CaseFile, to: Collection[PersonId], body: Mapping[str, Value]
) -> None:
    keep_between(tx, file.me, file.committee.link, to, body)


def keep_between(
    tx: Transaction, me: SignedIn, link: Link, to: Collection[PersonId], body: Mapping[str, Value]
) -> None:
    """Keep a note that is about more than one case, or about none."""
    key = new_document_key(token_bytes(ID_SIZE))
    written = Document(me.person, framed(encode(body), PRIVATE_BODY_SIZE))
    sealed = seal_document(written, key, _FIRST, link, me.seeds.signing)
    wraps = wrap_document_key(key, to, link)
    Contents(tx).add_private(PrivateRow(key.document, link.hash, wraps, sealed))


def private_notes(tx: Transaction, desk: Desk, me: SignedIn) -> Iterator[PrivateNote]:
    """Yield the notes that this person's keys open."""
    committee = desk.trust.now()
    rows = Contents(tx).private() if isinstance(committee, Standing) else ()
    if not rows or not isinstance(committee, Standing):
        return
    vaults = vaults_of(desk, me)
    for row in rows:
        yield from _opened(row, committee, me, vaults)


def _opened(
    row: PrivateRow, committee: Standing, me: SignedIn, vaults: Sequence[VaultSeed]
) -> Iterator[PrivateNote]:
    link = committee.chain.find(row.manifest)
    for vault in vaults if link else ():
        key = try_document_wraps(row.wraps, vault, me.person, row.id, row.manifest)
        if key is None or link is None:
            continue
        try:
            written = open_document(row.sealed, key, _FIRST, link)
            if written.maker not in holders_of(link.manifest):
                continue  # a guest tells nobody anything but by what was granted
            yield PrivateNote(row.id, written.maker, unframed(written.body))
        except CryptoError:
            continue
