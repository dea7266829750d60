"""From the passcode to the keys of a mailbox: slow once, then as many keys as there are uses.

The entropy carries the load; the hash makes each guess cost memory. Nothing is
kept between two calls, and an unknown passcode takes the same path as a known one.
"""

from dataclasses import dataclass
from typing import Final

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from crypto.errors import MalformedError, RefusedError
from crypto.mailbox.tags import FollowUpKey, MailboxKeys, MailboxRoot, StateKey
from crypto.passcode.issuing import Passcode
from crypto.suite import Label, VaultSeed, derive

SITE_SALT_SIZE: Final = 16
_ROOT_KEY_SIZE = 64
_MOST_MEMORY = 1_048_576
_MOST_PASSES = 16
_MOST_LANES = 8
_BLOCKS_PER_LANE = 8
_PASSCODE = Label("reporter/passcode")
_MAILBOX_ROOT = Label("reporter/mailbox-root")
_XWING_SEED = Label("reporter/xwing-seed")
_STATE_KEY = Label("reporter/state-key")
_FOLLOW_UP = Label("reporter/followup-mac")


@dataclass(frozen=True, slots=True)
class HashCost:
    """What one guess costs. It stands in the manifest, and the manifest has the same bounds."""

    passes: int
    memory_kib: int
    lanes: int

    def __post_init__(self) -> None:
        if not (1 <= self.lanes <= _MOST_LANES and 1 <= self.passes <= _MOST_PASSES):
            raise RefusedError("lanes or passes out of bounds")
        if not _BLOCKS_PER_LANE * self.lanes <= self.memory_kib <= _MOST_MEMORY:
            raise RefusedError("memory out of bounds")


PRODUCTION: Final = HashCost(passes=2, memory_kib=19_456, lanes=1)
CHEAPEST: Final = HashCost(passes=1, memory_kib=8, lanes=1)


def reporter_keys(passcode: Passcode, site_salt: bytes, cost: HashCost) -> MailboxKeys:
    """Derive all that a reporter holds. With production costs it takes 19 MiB and some 20 ms."""
    if len(site_salt) != SITE_SALT_SIZE:
        raise MalformedError("a site's salt has 16 bytes")
    root = _stretched(bytes(_PASSCODE) + passcode.canonical, site_salt, cost)
    return MailboxKeys(
        MailboxRoot(derive(root, bytes(_MAILBOX_ROOT))),
        VaultSeed(derive(root, bytes(_XWING_SEED))),
        StateKey(derive(root, bytes(_STATE_KEY))),
        FollowUpKey(derive(root, bytes(_FOLLOW_UP))),
    )


def _stretched(secret: bytes, salt: bytes, cost: HashCost) -> bytes:
    try:
        return hash_secret_raw(
            secret, salt, cost.passes, cost.memory_kib, cost.lanes, _ROOT_KEY_SIZE, Type.ID
        )
    except HashingError as exc:
        raise RefusedError("the machine cannot give what this hash costs") from exc
