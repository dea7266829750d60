"""A member's two private keys, which always travel together, and what their holder alone reads."""

from dataclasses import dataclass
from secrets import token_bytes

from crypto.encoding import utf8
from crypto.errors import CannotOpenError
from crypto.keyring.boxes import lock, unlock
from crypto.manifest.signed import KeyId, key_id
from crypto.names import PersonId
from crypto.signing import SIGNING_SEED_SIZE, SigningSeed
from crypto.suite import (
    KEY_SIZE,
    SEED_SIZE,
    Label,
    Secret,
    VaultPublic,
    VaultSeed,
    derive,
    hpke_open,
    hpke_seal,
    same,
)

SEEDS_SIZE = SEED_SIZE + SIGNING_SEED_SIZE
_OWN = Label("own-note")
_FORMER = Label("former-keys")
_PRACTICE = Label("practice-report")


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


def seal_former(old: MemberSeeds, person: PersonId, new: VaultPublic) -> bytes:
    """Seal somebody's keys to those that follow them, so that what is older can still be read."""
    return hpke_seal(bytes(old), new, _former(person, key_id(old.signing.public)))


def open_former(sealed: bytes, person: PersonId, old: KeyId, new: MemberSeeds) -> MemberSeeds:
    return read_seeds(hpke_open(sealed, new.vault, _former(person, old)))


def opens_practice(seeds: MemberSeeds, public: VaultPublic) -> bool:
    """Say whether these keys open what is sealed to that one: a report that nobody wrote."""
    practice = token_bytes(KEY_SIZE)
    sealed = hpke_seal(practice, public, bytes(_PRACTICE))
    try:
        return same(hpke_open(sealed, seeds.vault, bytes(_PRACTICE)), practice)
    except CannotOpenError:
        return False


def _former(person: PersonId, old: KeyId) -> bytes:
    return _FORMER.over(utf8(person), old)
