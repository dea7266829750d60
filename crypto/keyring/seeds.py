"""A member's two private keys, which always travel together."""

from dataclasses import dataclass

from crypto.signing import SIGNING_SEED_SIZE, SigningSeed
from crypto.suite import SEED_SIZE, Secret, VaultSeed

SEEDS_SIZE = SEED_SIZE + SIGNING_SEED_SIZE


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
