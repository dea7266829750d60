"""The suite 0x0001: the one set of primitives that everything else is built from.

Sealing to a person, deriving keys and comparing secrets happen here and nowhere else.
Each other primitive (bulk cipher, signatures, boxes, argon2id) has one module of its
own. Errors of the library below are turned into ours here.
"""

import hmac
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from hashlib import shake_256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.errors import CannotOpenError, MalformedError

SUITE_ID = 0x0001
KEY_SIZE = 32
SEED_SIZE = 32
ENC_SIZE = 1_120
TAG_SIZE = 16
VAULT_PUBLIC_SIZE = 1_216
_MLKEM_PUBLIC_SIZE = 1_184
_MLKEM_SEED_SIZE = 64

_HPKE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class VaultPublic:
    """An X-Wing public key: enough to seal to somebody, never enough to open.

    It is made ready when it is read, long before anybody chooses whom to seal to. So
    sealing itself is the same work for every key, also for one that is made on the spot.
    """

    raw: bytes
    ready: MLKEM768X25519PublicKey = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.raw) != VAULT_PUBLIC_SIZE:
            raise MalformedError("a vault key has 1,216 bytes")
        try:
            mlkem = MLKEM768PublicKey.from_public_bytes(self.raw[:_MLKEM_PUBLIC_SIZE])
            x25519 = X25519PublicKey.from_public_bytes(self.raw[_MLKEM_PUBLIC_SIZE:])
        except ValueError as exc:
            raise MalformedError("not a vault key") from exc
        object.__setattr__(self, "ready", MLKEM768X25519PublicKey(mlkem, x25519))


@dataclass(frozen=True, slots=True, eq=False)
class VaultKey:
    """A seed made ready. Expanding it costs as much as opening, and sixteen are tried with one."""

    mlkem: MLKEM768PrivateKey = field(repr=False)
    x25519: X25519PrivateKey = field(repr=False)
    private: MLKEM768X25519PrivateKey = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "private", MLKEM768X25519PrivateKey(self.mlkem, self.x25519))

    @property
    def public(self) -> VaultPublic:
        mlkem, x25519 = self.mlkem.public_key(), self.x25519.public_key()
        return VaultPublic(mlkem.public_bytes_raw() + x25519.public_bytes_raw())


class Secret(ABC):
    """What two are compared by in constant time: all its bytes, of whichever fields they are.

    It has no hash, so that no secret becomes a key of a dictionary, where it would be
    compared as anything else is.
    """

    __slots__ = ()

    @abstractmethod
    def __bytes__(self) -> bytes: ...

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and same(bytes(self), bytes(other))

    __hash__ = None  # type: ignore[assignment]  # so Python spells that it has no hash


@dataclass(frozen=True, slots=True, eq=False)
class VaultSeed(Secret):
    """An X-Wing private key in its 32-byte form, the one that other libraries can read."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != SEED_SIZE:
            raise MalformedError("a vault seed has 32 bytes")

    def __bytes__(self) -> bytes:
        return self.raw

    @property
    def public(self) -> VaultPublic:
        return self.expanded().public

    def expanded(self) -> VaultKey:
        """X-Wing's own expansion, so that a seed made elsewhere is the same key here."""
        both = shake_256(self.raw).digest(_MLKEM_SEED_SIZE + KEY_SIZE)
        return VaultKey(
            MLKEM768PrivateKey.from_seed_bytes(both[:_MLKEM_SEED_SIZE]),
            X25519PrivateKey.from_private_bytes(both[_MLKEM_SEED_SIZE:]),
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Domain separation. Every use of a key has a name of its own, and FORMAT.md lists them all."""

    text: str

    def __bytes__(self) -> bytes:
        return f"charterline/v1/{self.text}\0".encode("ascii")

    def over(self, *parts: bytes) -> bytes:
        """Return the label and the parts, each with its length, so that no two inputs collide."""
        return bytes(self) + b"".join([len(part).to_bytes(4) + part for part in parts])


def hpke_seal(plain: bytes, to: VaultPublic, info: bytes) -> bytes:
    """Seal to one holder: enc (1,120 bytes), then the ciphertext and its tag."""
    try:
        return _HPKE.encrypt(plain, to.ready, info)
    except ValueError as exc:
        raise MalformedError("not a usable vault key") from exc


def hpke_open(sealed: bytes, key: VaultSeed | VaultKey, info: bytes) -> bytes:
    ready = key if isinstance(key, VaultKey) else key.expanded()
    try:
        return _HPKE.decrypt(sealed, ready.private, info)
    except (InvalidTag, ValueError) as exc:
        raise CannotOpenError("the key does not fit, or the bytes were changed") from exc


def derive(secret: bytes, info: bytes, size: int = KEY_SIZE) -> bytes:
    """HKDF-SHA-256 without salt: one secret, and as many independent keys as there are labels."""
    return HKDF(hashes.SHA256(), size, None, info).derive(secret)


def mac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")


def same(one: bytes, other: bytes) -> bool:
    """Compare in constant time: the only way that secrets and tags are compared here."""
    return hmac.compare_digest(one, other)


def check_key(raw: bytes) -> None:
    if len(raw) != KEY_SIZE:
        raise MalformedError("a key has 32 bytes")
