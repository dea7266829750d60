"""What a store can see of a message: always 65,536 bytes, always sixteen stanzas.

Nothing here opens or seals anything. The parts have names because a store keeps
them apart: stanzas where keys are kept, so that they can be destroyed; header hash
and body with the case, where they stay. Byte layout in FORMAT.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NewType, Self

from crypto.errors import MalformedError
from crypto.names import ID_SIZE, MANIFEST_HASH_SIZE, EnvelopeId, ManifestHash
from crypto.suite import ENC_SIZE, KEY_SIZE, SUITE_ID, TAG_SIZE, Label, Secret, derive, mac

Stanza = NewType("Stanza", bytes)
"""1,168 bytes: the envelope's key, sealed to one holder, or to nobody."""

HeaderHash = NewType("HeaderHash", bytes)
"""SHA-256 of everything before the body, the header's MAC included. The body is bound to it."""

ENVELOPE_SIZE = 65_536
HEADER_SIZE = 64
SLOTS = 16
STANZA_SIZE = ENC_SIZE + KEY_SIZE + TAG_SIZE
_MAC_AT = HEADER_SIZE + SLOTS * STANZA_SIZE
MAC_SIZE = 32
_BODY_AT = _MAC_AT + MAC_SIZE
BODY_SIZE = ENVELOPE_SIZE - _BODY_AT

_MAGIC = b"CHLE"
_FIXED = _MAGIC + bytes((1, 0)) + SUITE_ID.to_bytes(2) + bytes((1, SLOTS)) + bytes(6)
_MANIFEST_AT = len(_FIXED)
_ID_AT = _MANIFEST_AT + MANIFEST_HASH_SIZE

_STANZA = Label("envelope-stanza")
_HEADER_MAC = Label("envelope-header-mac")
_PAYLOAD = Label("envelope-payload")


@dataclass(frozen=True, slots=True)
class Header:
    """What an envelope is bound to: the manifest that it was sealed under, and its own id."""

    manifest: ManifestHash
    envelope: EnvelopeId

    def __post_init__(self) -> None:
        if len(self.manifest) != MANIFEST_HASH_SIZE or len(self.envelope) != ID_SIZE:
            raise MalformedError("a manifest hash has 32 bytes, an envelope id 16")

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        if len(raw) != HEADER_SIZE or not raw.startswith(_FIXED):
            raise MalformedError("not the header of an envelope that we know")
        return cls(ManifestHash(raw[_MANIFEST_AT:_ID_AT]), EnvelopeId(raw[_ID_AT:]))

    def __bytes__(self) -> bytes:
        return _FIXED + self.manifest + self.envelope

    @property
    def stanza_info(self) -> bytes:
        """Bind each stanza to suite, manifest and envelope. All parts have fixed sizes."""
        return bytes(_STANZA) + SUITE_ID.to_bytes(2) + self.manifest + self.envelope


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class EnvelopeKey(Secret):
    """EK: random, one for each envelope. Who has it reads this envelope, and no other."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_SIZE:
            raise MalformedError("an envelope key has 32 bytes")

    def __bytes__(self) -> bytes:
        return self.raw

    def header_mac(self, authenticated: bytes) -> bytes:
        return mac(derive(self.raw, bytes(_HEADER_MAC)), authenticated)

    @property
    def payload_key(self) -> bytes:
        return derive(self.raw, bytes(_PAYLOAD))


@dataclass(frozen=True, slots=True)
class Envelope:
    """A sealed message. Only `crypto.sealing` makes one; `parse` takes one from a store."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != ENVELOPE_SIZE:
            raise MalformedError("an envelope has 65,536 bytes")
        Header.parse(self.raw[:HEADER_SIZE])

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Check the size and the fixed fields. What is sealed shows only in opening."""
        return cls(raw)

    @classmethod
    def of(cls, header: Header, stanzas: Sequence[bytes], header_mac: bytes, body: bytes) -> Self:
        """Put together again what a store kept apart, the stanzas in their old order."""
        if len(stanzas) != SLOTS or len(header_mac) != MAC_SIZE:
            raise MalformedError("an envelope has 16 stanzas, and a MAC of 32 bytes")
        if any(len(stanza) != STANZA_SIZE for stanza in stanzas):
            raise MalformedError("a stanza has 1,168 bytes")
        return cls(bytes(header) + b"".join(stanzas) + header_mac + body)

    @property
    def header(self) -> Header:
        return Header.parse(self.raw[:HEADER_SIZE])

    @property
    def stanzas(self) -> tuple[Stanza, ...]:
        return tuple(
            Stanza(self.raw[start : start + STANZA_SIZE])
            for start in range(HEADER_SIZE, _MAC_AT, STANZA_SIZE)
        )

    @property
    def authenticated(self) -> bytes:
        """What the header's MAC covers: header and stanzas."""
        return self.raw[:_MAC_AT]

    @property
    def header_mac(self) -> bytes:
        return self.raw[_MAC_AT:_BODY_AT]

    @property
    def header_hash(self) -> HeaderHash:
        return HeaderHash(sha256(self.raw[:_BODY_AT]).digest())

    @property
    def body(self) -> bytes:
        return self.raw[_BODY_AT:]
