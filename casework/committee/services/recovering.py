"""The last way back in: shares from both groups, typed by those who keep them.

The secret lives for as long as one deed takes. It wraps what nobody else could wrap, or adds
its signature where too few members are left, and each use is written down for all to see.
"""

from dataclasses import dataclass
from secrets import token_bytes
from typing import TypeAlias

from casework.committee.domain.proposals import ProposalId
from casework.committee.records.recovery import Recovery, Use
from casework.committee.services.proposing import Gone, Signing, sign
from casework.committee.services.rewrapping import Book, Reader, Rewrapped, rewrap_due
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.trust import Standing
from crypto.errors import RefusedError
from crypto.manifest.people import Person
from crypto.manifest.signed import key_id
from crypto.names import PersonId
from crypto.recovery import (
    MoreNeeded,
    ReadShare,
    RecoverySecret,
    RecoveryShare,
    combine,
    read_share,
)


@dataclass(frozen=True, slots=True)
class OtherSet:
    """These shares are of another recovery key than the one that counts, or of two."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Enough shares are here, and they make the key that the manifest names."""


Sofar: TypeAlias = MoreNeeded | OtherSet | Ready


def take_share(desk: Desk, typed: str) -> ReadShare | OtherSet:
    """Read a share as it was typed, and keep it if it is whole and goes with the others."""
    try:
        share = read_share(typed)
    except RefusedError:
        return OtherSet()
    if not isinstance(share, RecoveryShare):
        return share
    before = desk.sitting.shares()
    desk.sitting.add(share)
    if isinstance(sofar(desk), OtherSet):
        # One wrong sheet must not spoil what the others have typed.
        desk.sitting.forget()
        for each in before:
            desk.sitting.add(each)
        return OtherSet()
    return share


def sofar(desk: Desk) -> Sofar:
    secret = _combined(desk)
    return Ready() if isinstance(secret, RecoverySecret) else secret


def restore_reading(desk: Desk, by: PersonId, book: Book) -> Rewrapped | Sofar:
    """Wrap anew all that recovery can open and nobody else has wrapped since."""
    secret = _combined(desk)
    if not isinstance(secret, RecoverySecret):
        return secret
    recovery = _recovery(desk)
    done = rewrap_due(desk, Reader(recovery.id, (secret.vault,)), book)
    _note(desk, by, recovery, f"wrapped {done.scopes} scopes")
    return done


def sign_by_recovery(desk: Desk, by: PersonId, which: ProposalId) -> Signing | Sofar:
    """Add recovery's signature, where too few of the old members are left to sign."""
    secret = _combined(desk)
    if not isinstance(secret, RecoverySecret):
        return secret
    recovery = _recovery(desk)
    said = sign(desk, recovery.id, secret.signing, which)
    if not isinstance(said, Gone):
        _note(desk, by, recovery, "signed a change")
    return said


def _combined(desk: Desk) -> RecoverySecret | MoreNeeded | OtherSet:
    try:
        return combine(desk.sitting.shares(), _recovery(desk).vault)
    except RefusedError:
        return OtherSet()


def _recovery(desk: Desk) -> Person:
    found = desk.trust.now()
    if not isinstance(found, Standing):
        raise RefusedError("there is no committee, and so no recovery key")
    return found.chain.newest.manifest.recovery


def _note(desk: Desk, by: PersonId, recovery: Person, why: str) -> None:
    """Write the use down, and forget the shares: the next use takes everybody again."""
    desk.sitting.forget()
    with desk.database.transaction() as tx:
        Recovery(tx).used(Use(token_bytes(16), key_id(recovery.signing), desk.today(), why))
        record(tx, Said(Verb.RECOVERY_USED, desk.today(), by, {"why": why}))
