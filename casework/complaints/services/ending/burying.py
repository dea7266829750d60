"""Keep what was erased like everything else, from the outside, when the committee changes.

Wraps that open for nobody are bound to a manifest as all others are. Nobody can wrap an erased
case anew, so whoever unlocks first makes other wraps for nobody: else it would wait for ever.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from casework.collecting.records.arrivals import Arrivals
from casework.committee.records.removals import Kind as Gone
from casework.committee.services.changes.removing import finish_removals, intend
from casework.complaints.records.contents import Contents
from casework.complaints.records.erased import Erased
from casework.complaints.services.readers.private import PrivateNote, private_notes
from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.encoding import decode
from crypto.keyring.casekeys import case_id
from crypto.keyring.wraps import throwaways
from crypto.manifest.chain import Link
from crypto.names import CaseId, EnvelopeId
from store.database import Transaction
from store.keystore.wrapsets import WrapSet


def at_unlock(desk: Desk, me: SignedIn) -> None:
    committee = desk.trust.now()
    erase_again(desk)
    with desk.database.reading() as tx:
        erased = Erased(tx).all()
    if erased and isinstance(committee, Standing):
        _bury(desk, committee.link, erased)
        forget_notes(desk, me, erased)


def erase_again(desk: Desk) -> None:
    """Take away what a database brought back that was restored from before an erasure.

    The key store knows what was erased, and is in no backup. No key opens what came back, so
    all of it goes that can be told by its case; a message to it then begins a case of its own.
    """
    with desk.keystore.reading() as keys:
        gone = keys.wraps.erased()
    with desk.database.reading() as tx:
        known = frozenset(Erased(tx).all())
    if gone - known:
        with desk.database.transaction() as tx:
            _erase_rows(tx, {CaseId(each) for each in gone - known})
    if known - gone:
        with desk.keystore.change() as keys:
            keys.wraps.mark_erased(known)


def _erase_rows(tx: Transaction, cases: Collection[CaseId]) -> None:
    first = {case_id(each): each for each in Arrivals(tx).all()}
    for case in cases:
        envelopes = [first[case]] if case in first else []
        Erased(tx).erase(case, envelopes)
        for each in envelopes:
            Arrivals(tx).drop(each)


def forget_notes(desk: Desk, me: SignedIn, erased: Collection[CaseId]) -> None:
    """Take away notes of which no word opens any more, since they lay under a case's key too.

    Only whom a note is for can tell which case it was about.
    """
    with desk.database.reading() as tx:
        notes = [_about(each) for each in private_notes(tx, desk, me)]
    told = {each.envelope for each in notes if each.cases & set(erased)} - {b""}
    gone = [each.id for each in notes if each.cases & set(erased) or each.envelope in told]
    if not gone:
        return
    with desk.database.transaction() as tx:
        for note in gone:
            Contents(tx).drop_private(note)
        for envelope in sorted(told):
            Arrivals(tx).drop(EnvelopeId(envelope))
            intend(tx, Gone.STANZAS, subject=envelope)
    finish_removals(desk)


@dataclass(frozen=True, slots=True)
class _About:
    id: bytes
    cases: frozenset[bytes]  # one, or those that a request to take several out names
    envelope: bytes  # of an identity, in the note that keeps its key or tells of a look


def _about(note: PrivateNote) -> _About:
    body = decode(note.body)
    found = body if isinstance(body, Mapping) else {}
    several, envelope = found.get("cases", []), found.get("identity", found.get("seen"))
    cases = (found.get("case"), *(several if isinstance(several, list) else ()))
    return _About(
        note.id,
        frozenset(each for each in cases if isinstance(each, bytes)),
        envelope if isinstance(envelope, bytes) else b"",
    )


def _bury(desk: Desk, link: Link, erased: Sequence[CaseId]) -> None:
    with desk.keystore.reading() as keys:
        found = [each for each in keys.wraps.of(erased) if each.manifest != link.hash]
    if not found:
        return
    count = len(link.manifest.persons)
    with desk.keystore.change() as keys:
        still = keys.wraps.still(found)
        keys.wraps.put(
            WrapSet(
                each.scope,
                each.generation,
                link.hash,
                throwaways(count, len(each.wraps[0])),
                each.older,
            )
            for each in found
            if each.scope in still
        )
