"""Hybrid signatures: Ed25519 and ML-DSA-65, and both must verify.

Either alone may fall, one to a quantum computer and one to a young standard's
first bad year, and what the committee signed still stands.
"""

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey

from crypto.errors import CannotOpenError, MalformedError
from crypto.suite import Label, Secret

_ED_SIZE = 32
_ED_SIGNATURE_SIZE = 64
SIGNING_SEED_SIZE = 64
SIGNING_PUBLIC_SIZE = 32 + 1_952
SIGNATURE_SIZE = 64 + 3_309


@dataclass(frozen=True, slots=True)
class SigningPublic:
    """Ed25519 public key (32), then ML-DSA-65 public key (1,952)."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != SIGNING_PUBLIC_SIZE:
            raise MalformedError("a signing key has 1,984 bytes")


@dataclass(frozen=True, slots=True, eq=False)
class SigningSeed(Secret):
    """Ed25519 seed (32), then ML-DSA-65 seed (32)."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != SIGNING_SEED_SIZE:
            raise MalformedError("a signing seed has 64 bytes")

    def __bytes__(self) -> bytes:
        return self.raw

    @property
    def public(self) -> SigningPublic:
        ed25519, mldsa = _keys(self)
        return SigningPublic(
            ed25519.public_key().public_bytes_raw() + mldsa.public_key().public_bytes_raw()
        )


def sign(label: Label, message: bytes, key: SigningSeed) -> bytes:
    """Ed25519 signature (64), then ML-DSA-65 signature (3,309), over the label and the message."""
    signed = bytes(label) + message
    ed25519, mldsa = _keys(key)
    return ed25519.sign(signed) + mldsa.sign(signed)


def verify(label: Label, message: bytes, signature: bytes, by: SigningPublic) -> None:
    """Return if both halves verify; refuse otherwise, without saying which half failed."""
    signed = bytes(label) + message
    try:
        ed25519 = Ed25519PublicKey.from_public_bytes(by.raw[:_ED_SIZE])
        mldsa = MLDSA65PublicKey.from_public_bytes(by.raw[_ED_SIZE:])
        ed25519.verify(signature[:_ED_SIGNATURE_SIZE], signed)
        mldsa.verify(signature[_ED_SIGNATURE_SIZE:], signed)
    except (InvalidSignature, ValueError) as exc:
        raise CannotOpenError("the signature does not fit") from exc


def _keys(seed: SigningSeed) -> tuple[Ed25519PrivateKey, MLDSA65PrivateKey]:
    return (
        Ed25519PrivateKey.from_private_bytes(seed.raw[:_ED_SIZE]),
        MLDSA65PrivateKey.from_seed_bytes(seed.raw[_ED_SIZE:]),
    )
