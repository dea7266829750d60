"""Ask for somebody to step back, in a note that one other reader can open, and nobody else.

Whoever it is about reads the case too, so nothing of it lies under the case's keys, and no line
of the case's timeline speaks of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Final

from casework.complaints.records.contents import PRIVATE_BODY_SIZE, Contents, PrivateRow
from casework.complaints.services.reading.casefiles import open_whole
from casework.complaints.services.reading.keys import vaults_of
from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.encoding import encode, fields, framed, sized, text, unframed
from crypto.errors import CryptoError
from crypto.keyring.casekeys import CASE_ID_SIZE
from crypto.keyring.documents import (
    Document,
    new_document_key,
    open_document,
    seal_document,
    try_document_wraps,
    wrap_document_key,
)
from crypto.names import ID_SIZE, CaseId, PersonId
from crypto.suite import VaultSeed

LONGEST: Final = 800  # characters: in any script they fit into a note
_FIRST: Final = 1
_THREE: Final = 3


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """Who should step back, who is told, and why."""

    about: PersonId
    to: PersonId
    why: str


@dataclass(frozen=True, slots=True)
class ToldMe:
    """A note to whoever is in, and who vouches for it."""

    id: bytes
    case: CaseId
    by: PersonId
    about: PersonId
    why: str = field(repr=False)


def ask(desk: Desk, me: SignedIn, case: CaseId, wish: Wish) -> bool:
    """Write to one other reader. Say whether there was such a case, and such people in it."""
    with desk.database.transaction() as tx:
        file = open_whole(tx, desk, me, case)
        readers = set(file.listed.readers) if file and file.listed else set()
        three = {me.person, wish.about, wish.to}
        if file is None or len(three & readers) < _THREE:
            return False
        link, key = file.committee.link, new_document_key(token_bytes(ID_SIZE))
        body = encode({"case": case, "about": wish.about, "why": wish.why[:LONGEST]})
        written = Document(me.person, framed(body, PRIVATE_BODY_SIZE))
        sealed = seal_document(written, key, _FIRST, link, me.seeds.signing)
        wraps = wrap_document_key(key, [wish.to], link)
        Contents(tx).add_private(PrivateRow(key.document, link.hash, wraps, sealed))
    return True


def told_me(desk: Desk, me: SignedIn) -> Sequence[ToldMe]:
    """Return the notes that this person's keys open."""
    committee = desk.trust.now()
    with desk.database.reading() as tx:
        rows = Contents(tx).private()
    if not rows or not isinstance(committee, Standing):
        return []
    vaults = vaults_of(desk, me)
    return [each for row in rows for each in _opened(row, committee, me, vaults)]


def settled(desk: Desk, me: SignedIn, note: bytes) -> None:
    """Remove a note that was dealt with; only whoever can open it may."""
    if any(each.id == note for each in told_me(desk, me)):
        with desk.database.transaction() as tx:
            Contents(tx).drop_private(note)


def _opened(
    row: PrivateRow, committee: Standing, me: SignedIn, vaults: Sequence[VaultSeed]
) -> Iterator[ToldMe]:
    link = committee.chain.find(row.manifest)
    for vault in vaults if link else ():
        key = try_document_wraps(row.wraps, vault, me.person, row.id, row.manifest)
        if key is None or link is None:
            continue
        try:
            yield _read(row.id, open_document(row.sealed, key, _FIRST, link))
        except CryptoError:
            continue


def _read(note: bytes, written: Document) -> ToldMe:
    found = fields(unframed(written.body), "case", "about", "why")
    case = CaseId(sized(found["case"], CASE_ID_SIZE))
    about = PersonId(text(found["about"]))
    return ToldMe(note, case, written.maker, about, text(found["why"]))
