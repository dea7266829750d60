"""Each unlock puts a member's name under the newest checkpoint, if nothing was taken back.

A history that was written anew could carry the herald's signature, since the herald's key
lies on the same machine. It cannot carry a member's: that key is only there while the
member is, and signs only what extends what this member signed before.
"""

from enum import Enum

from casework.history.records.tree import TreeRows
from casework.history.services.trusting import signers_called, trust_of
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.errors import CryptoError, RefusedError
from crypto.keyring.seeds import MemberSeeds
from crypto.log.checkpoint import Checkpoint, Member, countersigned, parse_checkpoint
from crypto.log.notes import Note, Signer, signed_by
from crypto.log.proofs import consistency_proof
from crypto.log.tree import root
from crypto.names import PersonId
from store.database import Transaction
from store.errors import DamagedError

_LINES = 2  # of one signer: the plain one, and the one that counts


class Attested(Enum):
    SIGNED = "signed"
    NOTHING_NEW = "nothing new"
    BROKEN = "broken"  # the history is not what this member signed for before


def countersign(tx: Transaction, committee: Standing, me: SignedIn) -> Attested:
    """Sign for the newest checkpoint. For whoever has just unlocked, once in each unlock."""
    rows = TreeRows(tx)
    night = rows.newest_night()
    if night is None or not _is_known(committee, me.person, me.seeds):
        return Attested.NOTHING_NEW
    try:
        checkpoint, note = parse_checkpoint(night.note)
        last = _last_of(rows, committee, me.person)
        if last == checkpoint:
            return Attested.NOTHING_NEW
        signed = _signed(rows, (note, checkpoint), _member(me.person, me.seeds, last), committee)
    except (CryptoError, DamagedError):
        return Attested.BROKEN
    mine = Note(signed.text, signed.signatures[-_LINES:])
    rows.countersign(me.person, checkpoint.size, str(mine).encode())
    return Attested.SIGNED


def _is_known(committee: Standing, person: PersonId, seeds: MemberSeeds) -> bool:
    """Say whether a manifest names these keys: what others sign would count for nothing."""
    return Signer(person, seeds.signing.public) in signers_called(committee.chain, person)


def _member(person: PersonId, seeds: MemberSeeds, last: Checkpoint | None) -> Member:
    return Member(person, seeds.signing, last)


def _last_of(rows: TreeRows, committee: Standing, person: PersonId) -> Checkpoint | None:
    """Return what this member signed last, and believe it only if the signature holds."""
    raw = rows.last_countersigned(person)
    if raw is None:
        return None
    checkpoint, note = parse_checkpoint(raw)
    if person not in signed_by(note, signers_called(committee.chain, person)):
        raise RefusedError("a checkpoint in this member's name that this member did not sign")
    return checkpoint


def _signed(
    rows: TreeRows, newest: tuple[Note, Checkpoint], member: Member, committee: Standing
) -> Note:
    note, checkpoint = newest
    if rows.size() < checkpoint.size or root(rows.node, checkpoint.size) != checkpoint.root:
        raise RefusedError("the leaves do not make the root that was signed")
    old = member.last.size if member.last else 0
    proof = consistency_proof(rows.node, old, checkpoint.size)
    return countersigned(note, member, proof, trust_of(committee.chain).heralds)
