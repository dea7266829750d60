"""A security key in a few lines, so that tests can answer as no browser would."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def letters(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _new_key() -> EllipticCurvePrivateKey:
    return generate_private_key(SECP256R1())


@dataclass
class Authenticator:
    """One passkey on one device. Every part of an answer can be bent."""

    origin: str
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: EllipticCurvePrivateKey = field(default_factory=_new_key)
    handle: bytes = b""
    uses: int = 0
    counts: bool = True  # those of a phone say 0 for ever
    flags: int = PRESENT | VERIFIED

    @property
    def host(self) -> str:
        return self.origin.split("//")[1].split(":")[0]

    def make(self, options: str) -> dict[str, str]:
        """Answer a page that adds a passkey, as its form would be posted."""
        asked = json.loads(options)
        self.handle = _bytes(asked["user"]["id"])
        told = self._told("webauthn.create", asked["challenge"])
        attested = self._state(ATTESTED) + self._attested()
        statement = {"fmt": "none", "attStmt": {}, "authData": attested}
        response = {
            "clientDataJSON": letters(told),
            "attestationObject": letters(cbor2.dumps(statement)),
        }
        return self._posted(response)

    def use(self, options: str) -> dict[str, str]:
        """Answer a page that uses a passkey."""
        told = self._told("webauthn.get", json.loads(options)["challenge"])
        self.uses += self.counts
        state = self._state()
        response = {
            "clientDataJSON": letters(told),
            "authenticatorData": letters(state),
            "signature": letters(self.key.sign(state + sha256(told).digest(), ECDSA(SHA256()))),
            "userHandle": letters(self.handle),
        }
        return self._posted(response)

    def _posted(self, response: dict[str, str]) -> dict[str, str]:
        name = letters(self.credential)
        words: dict[str, Any] = {"id": name, "rawId": name, "type": "public-key"}
        return {
            "words": json.dumps(words | {"response": response}),
            "secret": letters(self.secret),
        }

    def _told(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _state(self, more: int = 0) -> bytes:
        flags = bytes([self.flags | more])
        return sha256(self.host.encode()).digest() + flags + self.uses.to_bytes(4)

    def _attested(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        size = len(self.credential).to_bytes(2)
        return bytes(16) + size + self.credential + cbor2.dumps(public)


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
