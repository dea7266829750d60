"""The last way back in: shares from both groups, typed by those who keep them.

The secret lives for as long as one deed takes. It wraps what nobody else could wrap, or adds
its signature where too few members are left, and each use is written down for all to see.
"""

from dataclasses import dataclass
from secrets import token_bytes
from typing import Final, TypeAlias

from casework.committee.domain.proposals import ProposalId
from casework.committee.records.recovery import Recovery, Use
from casework.committee.services.changes.proposing import Gone, Signing, sign
from casework.committee.services.recovery.sheets import (
    Known,
    OtherSet,
    Read,
    read_sheet,
    recovery_keys,
)
from casework.committee.services.rewrapping import Book, Reader, Rewrapped, book_of, rewrap_due
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.trust import Standing
from crypto.errors import RefusedError
from crypto.manifest.people import Person
from crypto.manifest.signed import key_id
from crypto.names import PersonId
from crypto.recovery import MoreNeeded, RecoverySecret, combine

RESTORED: Final = "restored"
"""How many cases it was is said to nobody: all read this line, and nobody may know of all cases."""
SIGNED: Final = "signed"
_AN_ID = 16


@dataclass(frozen=True, slots=True)
class Ready:
    """Enough shares are here, and they make a key that the manifests name."""


Sofar: TypeAlias = MoreNeeded | OtherSet | Ready
_Combined: TypeAlias = RecoverySecret | MoreNeeded | OtherSet


def take_share(desk: Desk, typed: str) -> Read:
    """Read a share as it was typed, and keep it if it is of a key of this committee."""
    read = read_sheet(desk, typed)
    if isinstance(read, Known):
        desk.sitting.add(read.key, read.share)
    return read


def sofar(desk: Desk) -> Sofar:
    """Say what is missing: of the key of which most sheets are here, today's if none is."""
    keys = _keys(desk)
    if not keys:
        return OtherSet()
    here = max(keys, key=lambda each: len(desk.sitting.shares(key_id(each.signing))))
    secret = _combined(desk, here)
    return Ready() if isinstance(secret, RecoverySecret) else secret


def restore_reading(desk: Desk, by: PersonId, book: Book | None = None) -> Rewrapped | Sofar:
    """Wrap anew all that the recovery key can open and nobody else has wrapped since."""
    done, used = 0, False
    for recovery in _keys(desk):
        secret = _combined(desk, recovery)
        if isinstance(secret, RecoverySecret):
            mine = book or book_of(desk, recovery.id, secret.signing)
            rewrapped = rewrap_due(desk, Reader(recovery.id, (secret.vault,)), mine)
            _note(desk, by, recovery, RESTORED)
            done, used = done + rewrapped.scopes, True
    if not used:
        return sofar(desk)
    desk.sitting.forget()
    return Rewrapped(done)


def sign_by_recovery(desk: Desk, by: PersonId, which: ProposalId) -> Signing | Sofar:
    """Add recovery's signature, where too few of the old members are left to sign."""
    keys = _keys(desk)
    secret = _combined(desk, keys[0]) if keys else OtherSet()
    if not isinstance(secret, RecoverySecret):
        return secret
    said = sign(desk, keys[0].id, secret.signing, which)
    if not isinstance(said, Gone):
        _note(desk, by, keys[0], SIGNED)
        desk.sitting.forget()
    return said


def _combined(desk: Desk, recovery: Person) -> _Combined:
    try:
        return combine(desk.sitting.shares(key_id(recovery.signing)), recovery.vault)
    except RefusedError:
        return OtherSet()


def _keys(desk: Desk) -> tuple[Person, ...]:
    found = desk.trust.now()
    return tuple(recovery_keys(found)) if isinstance(found, Standing) else ()


def _note(desk: Desk, by: PersonId, recovery: Person, why: str) -> None:
    """Write the use down for all to see: a key that was put together is to be replaced."""
    with desk.database.transaction() as tx:
        Recovery(tx).used(Use(token_bytes(_AN_ID), key_id(recovery.signing), desk.today(), why))
        record(tx, Said(Verb.RECOVERY_USED, desk.today(), by, {"why": why}))
