"""New keys for a newcomer, for oneself, or for somebody who has lost theirs.

They lie in the key store before any manifest names them and count for nothing until enough
members have signed. Whoever has the old keys seals them to the new ones, so that what was
sent before can still be read.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from casework.committee.domain import changing
from casework.committee.domain.plan import Seat
from casework.committee.domain.proposals import Proposal
from casework.committee.records.recovery import Drill, Recovery
from casework.committee.services.changes.proposing import (
    NotPossible,
    Refusal,
    base_of,
    propose,
)
from casework.committee.services.keyday.founding import seated
from casework.committee.services.keymaking import NewKeys, lock_anew, make_keys
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.errors import CannotOpenError, CryptoError
from crypto.keyring.keyfile import Passphrase, unlock_with_passphrase
from crypto.keyring.seeds import MemberSeeds, open_former, seal_former
from crypto.manifest.body import Manifest
from crypto.manifest.signed import KeyId, key_id
from crypto.names import PersonId


@dataclass(frozen=True, slots=True, eq=False)
class KeysProposed:
    """A proposal, and the keys that it names, whose sheet is shown once."""

    proposal: Proposal
    keys: NewKeys = field(repr=False)


Outcome: TypeAlias = KeysProposed | Refusal


def propose_joining(desk: Desk, by: PersonId, seat: Seat) -> Outcome:
    """Make keys for a newcomer, and propose them."""

    def naming(base: Manifest, keys: NewKeys) -> Manifest:
        newcomer = seated(seat, keys.seeds.signing.public, keys.seeds.vault.public)
        return changing.joined(base, newcomer)

    return _propose(desk, by, seat.id, naming)


def propose_new_keys(desk: Desk, by: PersonId, person: PersonId) -> Outcome:
    """Make other keys for somebody who cannot get at the old ones any more."""
    return _propose(desk, by, person, lambda base, keys: _naming(base, person, keys))


def propose_own_new_keys(desk: Desk, me: SignedIn) -> Outcome:
    """Make other keys for oneself, and seal the present ones to them, for what is older."""
    outcome = propose_new_keys(desk, me.person, me.person)
    if isinstance(outcome, KeysProposed):
        keep_former(desk, me.person, me.seeds, outcome.keys)
    return outcome


def keep_former(desk: Desk, person: PersonId, old: MemberSeeds, new: NewKeys) -> None:
    old_id = key_id(old.signing.public)
    sealed = seal_former(old, person, new.seeds.vault.public)
    with desk.keystore.change() as keys:
        keys.key_files.keep_former(person, old_id, sealed)


def former_seeds(desk: Desk, me: SignedIn) -> tuple[MemberSeeds, ...]:
    """Open the keys that this person had before, as far as they lie under the present ones."""
    with desk.keystore.reading() as keys:
        kept = keys.key_files.former(me.person)
    opened = (_opened(me.person, key, sealed, me.seeds) for key, sealed in kept)
    return tuple(seeds for seeds in opened if seeds is not None)


def renew_sheet(desk: Desk, me: SignedIn) -> NewKeys:
    """Put one's present keys under a new passphrase; the old sheet is waste paper then."""
    with desk.gatehouse.derivation():
        renewed = lock_anew(me.person, me.seeds, desk.cost)
    with desk.database.transaction() as tx:
        Recovery(tx).forget(me.person, Drill.OWED)
        record(tx, Said(Verb.SHEET_RENEWED, desk.today(), me.person))
        # Inside, and last: where the deed cannot be written, the old sheet must go on opening.
        with desk.keystore.change() as keys:
            keys.key_files.put_passphrase_file(me.person, renewed.file)
    return renewed


def coming_signer(desk: Desk, person: PersonId, typed: str) -> MemberSeeds | None:
    """Open the keys that are yet to come, with the words of their new sheet."""
    with desk.keystore.reading() as keys:
        coming = keys.key_files.coming(person)
    for each in coming:
        try:
            with desk.gatehouse.derivation():
                return unlock_with_passphrase(each.file, person, Passphrase(typed))
        except CryptoError:
            continue
    return None


def _propose(
    desk: Desk, by: PersonId, person: PersonId, naming: Callable[[Manifest, NewKeys], Manifest]
) -> Outcome:
    base = base_of(desk)
    if not isinstance(base, Standing):
        return base
    with desk.gatehouse.derivation():
        keys = make_keys(person, desk.cost)
    try:
        manifest = naming(changing.confirmed(base.chain.newest, desk.today()), keys)
    except CryptoError as exc:
        return NotPossible(str(exc))
    proposal = propose(desk, by, manifest, keys=keys)
    return KeysProposed(proposal, keys) if isinstance(proposal, Proposal) else proposal


def _naming(base: Manifest, person: PersonId, keys: NewKeys) -> Manifest:
    seeds = keys.seeds
    return changing.rekeyed(base, person, seeds.signing.public, seeds.vault.public)


def _opened(person: PersonId, key: bytes, sealed: bytes, seeds: MemberSeeds) -> MemberSeeds | None:
    try:
        return open_former(sealed, person, KeyId(key), seeds)
    except CannotOpenError:
        return None
