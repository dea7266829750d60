"""Read a recovery sheet as it was typed, and say whose it is: of today's key, or of an older one.

Old sheets stay good for what was sealed to the old key, so they are recognised for as long as
the chain of manifests names it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from casework.committee.domain.sharing import Mistake
from casework.committee.domain.sheets import Keeper
from casework.committee.records.recovery import Recovery
from casework.desk import Desk
from casework.trust import Standing
from crypto.errors import RefusedError
from crypto.manifest.people import Person
from crypto.manifest.signed import KeyId, key_id
from crypto.recovery import RecoveryShare, read_share


@dataclass(frozen=True, slots=True)
class OtherSet:
    """These words are of no recovery key that this committee ever had."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A sheet that was read, of which key it is, and who keeps it if that was written down."""

    key: KeyId
    share: RecoveryShare = field(repr=False)
    keeper: Keeper | None


Read: TypeAlias = Known | OtherSet | Mistake


def read_sheet(desk: Desk, typed: str) -> Read:
    try:
        share = read_share(typed)
    except RefusedError:
        return OtherSet()
    found = desk.trust.now()
    if not isinstance(share, RecoveryShare):
        return share
    return _placed(desk, found, share) if isinstance(found, Standing) else OtherSet()


def recovery_keys(found: Standing) -> Iterator[Person]:
    """Return every recovery key that the committee has had, the one that counts first."""
    seen = set()
    for link in reversed(found.chain.links):
        recovery = link.manifest.recovery
        if recovery.signing.raw not in seen:
            seen.add(recovery.signing.raw)
            yield recovery


def _placed(desk: Desk, found: Standing, share: RecoveryShare) -> Known | OtherSet:
    keys = [key_id(each.signing) for each in recovery_keys(found)]
    with desk.database.reading() as tx:
        kept = {key: Recovery(tx).keepers(key) for key in keys}
    for key, keepers in kept.items():
        check = share.check(key)
        for keeper in keepers:
            if keeper.check == check:
                return Known(key, share, keeper)
    # A database that was lost must not lose the way back with it.
    return OtherSet() if kept[keys[0]] else Known(keys[0], share, None)
