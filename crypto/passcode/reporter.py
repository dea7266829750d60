"""From the passcode to the keys of a mailbox: slow once, then as many keys as there are uses.

The entropy carries the load; the hash makes each guess cost memory. Nothing is
kept between two calls, and an unknown passcode takes the same path as a known one.
"""

from typing import Final

from crypto.errors import MalformedError
from crypto.mailbox.tags import FollowUpKey, MailboxKeys, MailboxRoot, StateKey
from crypto.passcode.issuing import Passcode
from crypto.passcode.stretching import HashCost, stretched
from crypto.suite import Label, VaultSeed, derive

__all__ = ["CHEAPEST", "PRODUCTION", "SITE_SALT_SIZE", "HashCost", "reporter_keys"]

SITE_SALT_SIZE: Final = 16
_ROOT_KEY_SIZE = 64
_PASSCODE = Label("reporter/passcode")
_MAILBOX_ROOT = Label("reporter/mailbox-root")
_XWING_SEED = Label("reporter/xwing-seed")
_STATE_KEY = Label("reporter/state-key")
_FOLLOW_UP = Label("reporter/followup-mac")


PRODUCTION: Final = HashCost(passes=2, memory_kib=19_456, lanes=1)
CHEAPEST: Final = HashCost(passes=1, memory_kib=8, lanes=1)


def reporter_keys(passcode: Passcode, site_salt: bytes, cost: HashCost) -> MailboxKeys:
    """Derive all that a reporter holds. With production costs it takes 19 MiB and some 20 ms."""
    if len(site_salt) != SITE_SALT_SIZE:
        raise MalformedError("a site's salt has 16 bytes")
    root = stretched(bytes(_PASSCODE) + passcode.canonical, site_salt, cost, _ROOT_KEY_SIZE)
    return MailboxKeys(
        MailboxRoot(derive(root, bytes(_MAILBOX_ROOT))),
        VaultSeed(derive(root, bytes(_XWING_SEED))),
        StateKey(derive(root, bytes(_STATE_KEY))),
        FollowUpKey(derive(root, bytes(_FOLLOW_UP))),
    )
