"""Which cases somebody's keys open right now, kept for as long as the session is unlocked.

Asked anew whenever the key store has changed, so that a wrap that was taken away opens no
further page, whatever is still in memory.
"""

from collections.abc import Mapping
from typing import Final

from casework.committee.services.changes.rekeying import former_seeds
from casework.desk import Desk
from casework.rights import SignedIn
from casework.shelf import Keys, Tried
from crypto.keyring.grants import CASE_WRAP_SIZE, Generation, Granted, try_wraps
from crypto.names import CaseId
from crypto.suite import VaultSeed
from store.keystore.store import KeyStoreTx
from store.keystore.wrapsets import Head, WrapSet

_AT_ONCE: Final = 256


def keys_of(desk: Desk, me: SignedIn) -> Keys:
    before = desk.shelf.of(me.session)
    with desk.keystore.reading() as keys:
        if before is not None and before.change == keys.change:
            return before
        found = _tried(keys, vaults_of(desk, me), me, {} if before is None else before.tried)
        held = Keys(me.person, keys.change, found)
    desk.shelf.put(me.session, held)
    return held


def vaults_of(desk: Desk, me: SignedIn) -> tuple[VaultSeed, ...]:
    """Return the keys of today, and those of before, for what is older."""
    return (me.seeds.vault, *(each.vault for each in former_seeds(desk, me)))


def _tried(
    keys: KeyStoreTx, vaults: tuple[VaultSeed, ...], me: SignedIn, before: Mapping[bytes, Tried]
) -> dict[bytes, Tried]:
    heads = keys.wraps.heads()
    known = {scope: before[scope] for scope, head in heads.items() if _is_same(before, scope, head)}
    new = [scope for scope in heads if scope not in known]
    for at in range(0, len(new), _AT_ONCE):
        for wraps in keys.wraps.of(new[at : at + _AT_ONCE]):
            granted = _granted(wraps, vaults, me)
            known[wraps.scope] = Tried(wraps.generation, wraps.manifest, granted)
    return known


def _is_same(before: Mapping[bytes, Tried], scope: bytes, head: Head) -> bool:
    """Whoever steps back gets other wraps of the same generation, and an empty shelf besides."""
    there = before.get(scope)
    return there is not None and (there.generation, there.manifest) == (
        head.generation,
        head.manifest,
    )


def _granted(wraps: WrapSet, vaults: tuple[VaultSeed, ...], me: SignedIn) -> Granted | None:
    if len(wraps.wraps[0]) != CASE_WRAP_SIZE:
        return None
    generation = Generation(CaseId(wraps.scope), wraps.generation, wraps.manifest)
    for vault in vaults:
        granted = try_wraps(wraps.wraps, vault, me.person, generation)
        if granted is not None:
            return granted
    return None
