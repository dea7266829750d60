"""Which cases somebody's keys open right now, kept for as long as the session is unlocked.

Only what is asked for is tried, so that a page costs what stands on it, however many cases there
are. What was tried is asked anew whenever the key store has changed, so that a wrap that was
taken away opens no further page, whatever is still in memory.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from casework.committee.services.changes.rekeying import former_seeds
from casework.desk import Desk
from casework.rights import SignedIn
from casework.shelf import Tried
from crypto.keyring.grants import CASE_WRAP_SIZE, Generation, Granted, try_each
from crypto.names import CaseId, ManifestHash
from crypto.suite import VaultSeed
from store.keystore.store import KeyStoreTx
from store.keystore.wrapsets import Head, WrapSet

_AT_ONCE: Final = 256
_NOWHERE: Final = (0, ManifestHash(b""))
"""The generation and the manifest of a case that the key store does not know."""


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """What one session opens, tried when it is asked for."""

    desk: Desk
    me: SignedIn = field(repr=False)

    def of(self, case: CaseId) -> Granted | None:
        return self.among((case,)).get(case)

    def among(self, cases: Collection[CaseId]) -> Mapping[CaseId, Granted]:
        """Return the keys of those of these cases that open to this session."""
        since = self.desk.shelf.cleared()
        known = self.desk.shelf.known(self.me.session, cases)
        with self.desk.keystore.reading() as keys:
            now = {case: each for case, each in known.items() if each.change == keys.change}
            new = [case for case in cases if case not in now]
            found = self._looked_at(keys, new, known) if new else {}
        if found:
            self.desk.shelf.add(self.me, found, since)
        tried = now | found
        return {case: each.granted for case, each in tried.items() if each.granted is not None}

    @property
    def cases(self) -> frozenset[CaseId]:
        """Return all that open. It costs a trial of every case that was not asked for yet."""
        with self.desk.keystore.reading() as keys:
            scopes = [CaseId(each) for each in keys.wraps.heads()]
        found: set[CaseId] = set()
        for at in range(0, len(scopes), _AT_ONCE):
            found |= self.among(scopes[at : at + _AT_ONCE]).keys()
        return frozenset(found)

    def _looked_at(
        self, keys: KeyStoreTx, cases: Sequence[CaseId], known: Mapping[CaseId, Tried]
    ) -> dict[CaseId, Tried]:
        # What was never tried has no earlier state to be compared with.
        seen = [case for case in cases if case in known]
        heads = keys.wraps.heads(seen) if seen else {}
        same = {case: known[case] for case in seen if _is_same(known[case], heads.get(case))}
        found = {case: replace(each, change=keys.change) for case, each in same.items()}
        new = [case for case in cases if case not in same]
        vaults = vaults_of(self.desk, self.me) if new else ()
        sets = keys.wraps.of(new)
        granted = _granted(sets, vaults, self.me)
        for each in sets:
            case = CaseId(each.scope)
            found[case] = Tried(keys.change, each.generation, each.manifest, granted.get(case))
        # What is not there is remembered too: asked for again, it costs what a shut case does.
        nothing = Tried(keys.change, *_NOWHERE, None)
        return dict.fromkeys(new, nothing) | found


def keys_of(desk: Desk, me: SignedIn) -> Keys:
    return Keys(desk, me)


def vaults_of(desk: Desk, me: SignedIn) -> tuple[VaultSeed, ...]:
    """Return the keys of today, and those of before, for what is older."""
    return (me.seeds.vault, *(each.vault for each in former_seeds(desk, me)))


def _is_same(before: Tried, head: Head | None) -> bool:
    """Whoever steps back gets other wraps of the same generation, and an empty shelf besides."""
    after = _NOWHERE if head is None else (head.generation, head.manifest)
    return (before.generation, before.manifest) == after


def _granted(
    sets: Iterable[WrapSet], vaults: Iterable[VaultSeed], me: SignedIn
) -> Mapping[CaseId, Granted]:
    """Try the keys of today on all of them, and those of before on what is left."""
    found: dict[CaseId, Granted] = {}
    left = [each for each in sets if len(each.wraps[0]) == CASE_WRAP_SIZE]
    for vault in vaults:
        tried = try_each(((each.wraps, _generation(each)) for each in left), vault, me.person)
        for each, granted in zip(left, tried, strict=True):
            if granted is not None:
                found[CaseId(each.scope)] = granted
        left = [each for each in left if CaseId(each.scope) not in found]
    return found


def _generation(wraps: WrapSet) -> Generation:
    return Generation(CaseId(wraps.scope), wraps.generation, wraps.manifest)
