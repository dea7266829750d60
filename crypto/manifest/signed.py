"""A manifest with its signatures, as it travels from the committee to the public site.

The signatures stand apart from the text: they can be gathered one by one, in
any order, by people who each read the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import NewType, Self

from crypto.errors import CannotOpenError, MalformedError
from crypto.manifest.lines import LARGEST_TEXT
from crypto.manifest.text import manifest_hash
from crypto.names import ManifestHash
from crypto.signing import SIGNATURE_SIZE, SigningPublic, SigningSeed, sign, verify
from crypto.suite import Label

KeyId = NewType("KeyId", bytes)
"""Names a signing key: a person with a new key may have to sign with the old one and the new."""

MANIFEST_LABEL = Label("committee-manifest")
MOST_SIGNATURES = 32
_MAGIC = b"CLM1"
_LENGTH = 4
_KEY_ID = 32
_ENTRY = _KEY_ID + SIGNATURE_SIZE


@dataclass(frozen=True, slots=True)
class ManifestSignature:
    key: KeyId
    raw: bytes

    def __post_init__(self) -> None:
        if len(self.key) != _KEY_ID or len(self.raw) != SIGNATURE_SIZE:
            raise MalformedError("a signature of the wrong size")


@dataclass(frozen=True, slots=True)
class SignedManifest:
    """The text and who signed it, not yet believed: `chain.verify_chain` decides that."""

    text: bytes
    signatures: tuple[ManifestSignature, ...] = ()

    def __post_init__(self) -> None:
        keys = [signature.key for signature in self.signatures]
        if keys != sorted(set(keys)) or len(keys) > MOST_SIGNATURES:
            raise MalformedError("signatures stand in the order of their keys, each once")
        if len(self.text) > LARGEST_TEXT:
            raise MalformedError("a text longer than any manifest")

    def __bytes__(self) -> bytes:
        entries = b"".join(each.key + each.raw for each in self.signatures)
        head = _MAGIC + len(self.text).to_bytes(_LENGTH)
        return head + self.text + bytes([len(self.signatures)]) + entries

    @property
    def hash(self) -> ManifestHash:
        return manifest_hash(self.text)

    def with_signatures(self, more: Iterable[ManifestSignature]) -> Self:
        """Add signatures that were gathered elsewhere; a key that signs again replaces its own."""
        by_key = {each.key: each for each in (*self.signatures, *more)}
        return type(self)(self.text, tuple(by_key[key] for key in sorted(by_key)))


def key_id(key: SigningPublic) -> KeyId:
    return KeyId(sha256(key.raw).digest())


def sign_manifest(text: bytes, key: SigningSeed) -> ManifestSignature:
    return ManifestSignature(key_id(key.public), sign(MANIFEST_LABEL, text, key))


def verify_manifest(text: bytes, signature: ManifestSignature, by: SigningPublic) -> None:
    if signature.key != key_id(by):
        raise CannotOpenError("the signature does not fit")
    verify(MANIFEST_LABEL, text, signature.raw, by)


def read_signed(raw: bytes) -> SignedManifest:
    start = len(_MAGIC) + _LENGTH
    if raw[: len(_MAGIC)] != _MAGIC:
        raise MalformedError("not a signed manifest")
    end = start + int.from_bytes(raw[len(_MAGIC) : start])
    rest = raw[end:]
    if not rest or len(rest) != 1 + rest[0] * _ENTRY:
        raise MalformedError("a signed manifest of the wrong size")
    return SignedManifest(raw[start:end], tuple(_entries(rest[1:])))


def _entries(raw: bytes) -> Iterable[ManifestSignature]:
    for at in range(0, len(raw), _ENTRY):
        entry = raw[at : at + _ENTRY]
        yield ManifestSignature(KeyId(entry[:_KEY_ID]), entry[_KEY_ID:])
