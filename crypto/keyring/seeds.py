"""A member's two private keys, which always travel together, and what their holder alone reads."""

from dataclasses import dataclass

from crypto.encoding import utf8
from crypto.keyring.boxes import lock, unlock
from crypto.signing import SIGNING_SEED_SIZE, SigningSeed
from crypto.suite import SEED_SIZE, Label, Secret, VaultSeed, derive

SEEDS_SIZE = SEED_SIZE + SIGNING_SEED_SIZE
_OWN = Label("own-note")


@dataclass(frozen=True, slots=True, eq=False)
class MemberSeeds(Secret):
    vault: VaultSeed
    signing: SigningSeed

    def __bytes__(self) -> bytes:
        """Vault seed (32), then signing seed (64)."""
        return self.vault.raw + self.signing.raw


def read_seeds(raw: bytes) -> MemberSeeds:
    """Read 96 bytes; each seed refuses any other size."""
    return MemberSeeds(VaultSeed(raw[:SEED_SIZE]), SigningSeed(raw[SEED_SIZE:]))


def keep_own(plain: bytes, seeds: MemberSeeds, what: str) -> bytes:
    """Lock something for oneself. New keys do not open it, and begin anew."""
    info = _OWN.over(utf8(what))
    return lock(plain, derive(seeds.vault.raw, info), info)


def open_own(kept: bytes, seeds: MemberSeeds, what: str) -> bytes:
    info = _OWN.over(utf8(what))
    return unlock(kept, derive(seeds.vault.raw, info), info)
