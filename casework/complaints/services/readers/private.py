"""Notes for some readers of a case and nobody else, under no key that the others have.

A wrap for everybody lies beside each, real for those it is for. All have one size, none names its
case, and no number of the case counts them.

What is about a case lies under the case's own key as well. So it takes both to read it: whoever
left the case opens nothing of it any more, and a case that is erased takes the words along, though
nobody but their readers could tell which rows they are in.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from secrets import token_bytes
from typing import Final

from casework.complaints.records.contents import PRIVATE_BODY_SIZE, Contents, PrivateRow
from casework.complaints.services.reading.casefiles import CaseFile, require_part
from casework.complaints.services.reading.keys import keys_of, vaults_of
from casework.complaints.services.reading.ring import ring_for
from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.admission import holders_of
from crypto.encoding import Value, decode, encode, framed, unframed
from crypto.errors import CryptoError
from crypto.keyring.casekeys import Part
from crypto.keyring.documents import (
    Document,
    new_document_key,
    open_document,
    seal_document,
    try_document_wraps,
    wrap_document_key,
)
from crypto.keyring.fields import Place, field_generation, open_field, seal_field
from crypto.manifest.chain import Link
from crypto.names import ID_SIZE, CaseId, PersonId
from crypto.suite import VaultSeed
from store.database import Transaction

_FIRST = 1
_SEALED: Final = "sealed"
_TOLD_OUTSIDE: Final = ("identity", "seen")
"""Ids of envelopes, for whoever clears away after an erasure what nobody can open any more."""


@dataclass(frozen=True, slots=True, repr=False)
class PrivateNote:
    """A note that opened, and who vouches for it."""

    id: bytes
    by: PersonId
    body: bytes


def keep_private(
    tx: Transaction, file: CaseFile, to: Collection[PersonId], body: Mapping[str, Value]
) -> None:
    note = file.press or token_bytes(ID_SIZE)
    sealed = seal_field(encode(dict(body)), require_part(file, Part.NOTES), _place(note))
    told = {name: body[name] for name in _TOLD_OUTSIDE if name in body}
    outer = {**told, "case": file.id, _SEALED: sealed}
    _keep(tx, _Writer(file.me, file.committee.link), note, to, outer)


def keep_between(
    tx: Transaction, me: SignedIn, link: Link, to: Collection[PersonId], body: Mapping[str, Value]
) -> None:
    """Keep a note that is about more than one case, or about none."""
    _keep(tx, _Writer(me, link), token_bytes(ID_SIZE), to, body)


@dataclass(frozen=True, slots=True, eq=False)
class _Writer:
    me: SignedIn
    link: Link


def _keep(
    tx: Transaction,
    writer: _Writer,
    note: bytes,
    to: Collection[PersonId],
    body: Mapping[str, Value],
) -> None:
    me, link, key = writer.me, writer.link, new_document_key(note)
    written = Document(me.person, framed(encode(dict(body)), PRIVATE_BODY_SIZE))
    sealed = seal_document(written, key, _FIRST, link, me.seeds.signing)
    wraps = wrap_document_key(key, to, link)
    Contents(tx).add_private(PrivateRow(note, link.hash, wraps, sealed))


def private_notes(tx: Transaction, desk: Desk, me: SignedIn) -> Iterator[PrivateNote]:
    """Yield the notes that this person's keys open."""
    committee = desk.trust.now()
    rows = Contents(tx).private() if isinstance(committee, Standing) else ()
    if not rows or not isinstance(committee, Standing):
        return
    vaults = vaults_of(desk, me)
    for row in rows:
        for note in _opened(row, committee, me, vaults):
            yield replace(note, body=_whole(desk, me, note))


def _whole(desk: Desk, me: SignedIn, note: PrivateNote) -> bytes:
    """Open what lies under the case's key. Without it a note says which case it was about."""
    found = decode(note.body)
    sealed = found.get(_SEALED) if isinstance(found, Mapping) else None
    case = found.get("case") if isinstance(found, Mapping) else None
    if not isinstance(sealed, bytes) or not isinstance(case, bytes):
        return note.body  # about several cases, or from before notes lay under a case's key
    granted = keys_of(desk, me).of(CaseId(case))
    try:
        ring = None if granted is None else ring_for(desk, granted)
        key = None if ring is None else ring.part(Part.NOTES, field_generation(sealed))
        return note.body if key is None else open_field(sealed, key, _place(note.id))
    except CryptoError:
        return note.body


def _place(note: bytes) -> Place:
    return Place("private_notes", "sealed", note)


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
