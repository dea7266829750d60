"""Hostile paper: shares that nobody printed, and sets of shares that do not belong together."""

from contextlib import suppress

from crypto.errors import CryptoError
from crypto.recovery import (
    OUTSIDERS,
    MoreNeeded,
    Quorum,
    RecoverySecret,
    RecoveryShare,
    combine,
    read_share,
    split_secret,
)

_SECRET = RecoverySecret(bytes(32))
_RECOVERY = _SECRET.vault.public
_PRINTED = [
    words
    for secret in (_SECRET, _SECRET, RecoverySecret(bytes(31) + b"\1"))
    for paper in [split_secret(secret, Quorum.majority(3), OUTSIDERS)]
    for words in (*paper.members, *paper.outsiders)
]


def fuzz_recovery_share(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    words = _PRINTED[0].split()
    at = data[0] % len(words) if data else 0
    for typed in (text, " ".join([*words[:at], text, *words[at + 1 :]])):
        with suppress(CryptoError):
            share = read_share(typed)
            if isinstance(share, RecoveryShare):
                combine([share], _RECOVERY)


def fuzz_combined_shares(data: bytes) -> None:
    """Each byte brings a share of one of three sets, as printed; some of them in other words."""
    shares = []
    for at, byte in enumerate(data[:12]):
        words = _PRINTED[byte % len(_PRINTED)].split()
        if byte >= 0xC0:
            words[at % len(words)] = data[at:].decode("latin-1")
        shares.append(RecoveryShare(byte % 2 == 0, at, byte, " ".join(words)))
    with suppress(CryptoError):
        found = combine(shares, _RECOVERY)
        assert isinstance(found, MoreNeeded) or found == _SECRET
