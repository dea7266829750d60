"""The formats once more, written from their descriptions alone, with nothing of ours imported.

Two programs that agree are evidence for the text between them. This one is slow,
seals nothing at random, and takes every key and salt from a vector.
"""

import hmac
from dataclasses import dataclass, field
from hashlib import sha3_256, sha256, shake_256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

X_WING, HKDF_SHA256, AES_256_GCM, CHACHA = 0x647A, 1, 2, 3
CHUNK = 16_384


def expand(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """draft-connolly-cfrg-xwing-kem, section 5.2: one seed of 32 bytes, two private keys."""
    both = shake_256(seed).digest(96)
    mlkem = MLKEM768PrivateKey.from_seed_bytes(both[:64])
    return mlkem, X25519PrivateKey.from_private_bytes(both[64:])


def x_wing_public(seed: bytes) -> bytes:
    mlkem, x25519 = expand(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def x_wing_decapsulate(enc: bytes, seed: bytes) -> bytes:
    """Section 5.4 of the same draft, with its six-byte label."""
    mlkem, x25519 = expand(seed)
    ours = x25519.public_key().public_bytes_raw()
    shared_m = mlkem.decapsulate(enc[:1_088])
    shared_x = x25519.exchange(X25519PublicKey.from_public_bytes(enc[1_088:]))
    return sha3_256(
        shared_m + shared_x + enc[1_088:] + ours + bytes.fromhex("5c2e2f2f5e5c")
    ).digest()


def hpke_schedule(shared: bytes, info: bytes, aead: int) -> tuple[bytes, bytes]:
    """RFC 9180, section 5.1, base mode, HKDF-SHA256: key and base nonce."""
    ids = (X_WING, HKDF_SHA256, aead)
    suite = b"HPKE" + b"".join(number.to_bytes(2) for number in ids)

    def extract(salt: bytes, label: bytes, secret: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + secret, "sha256")

    def take(secret: bytes, label: bytes, context: bytes, size: int) -> bytes:
        labelled = size.to_bytes(2) + b"HPKE-v1" + suite + label + context
        return HKDFExpand(hashes.SHA256(), size, labelled).derive(secret)

    context = b"\x00" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")
    return take(secret, b"key", context, 32), take(secret, b"base_nonce", context, 12)


def hpke_open(sealed: bytes, seed: bytes, info: bytes) -> bytes:
    key, nonce = hpke_schedule(x_wing_decapsulate(sealed[:1_120], seed), info, AES_256_GCM)
    return AESGCM(key).decrypt(nonce, sealed[1_120:], b"")


@dataclass(frozen=True)
class Chunks:
    """C2SP chunked-encryption over AES-256-GCM. Cobblestone-256 is the one with SHA-512."""

    key: bytes
    context: bytes
    hash: hashes.HashAlgorithm = field(default_factory=hashes.SHA512)

    def seal(self, plain: bytes, salt: bytes) -> bytes:
        commitment, cipher, base = self._derived(salt)
        chunks = (plain[start : start + CHUNK] for start in range(0, len(plain) + 1, CHUNK))
        sealed = (
            cipher.encrypt((base ^ number).to_bytes(12), chunk, b"")
            for number, chunk in enumerate(chunks)
        )
        return salt + commitment + b"".join(sealed)

    def open(self, sealed: bytes) -> bytes | None:
        commitment, cipher, base = self._derived(sealed[:24])
        rest = sealed[56:]
        if sealed[24:56] != commitment or len(rest) % (CHUNK + 16) < 16:
            return None
        chunks = (rest[at : at + CHUNK + 16] for at in range(0, len(rest), CHUNK + 16))
        try:
            return b"".join(
                cipher.decrypt((base ^ number).to_bytes(12), chunk, b"")
                for number, chunk in enumerate(chunks)
            )
        except InvalidTag:
            return None

    def _derived(self, salt: bytes) -> tuple[bytes, AESGCM, int]:
        info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00" + salt + self.context
        derived = HKDFExpand(self.hash, 76, info).derive(self.key)
        return derived[44:], AESGCM(derived[:32]), int.from_bytes(derived[32:44])


def hkdf(secret: bytes, label: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, label).derive(secret)


def envelope_header(manifest: bytes, envelope: bytes) -> bytes:
    return b"CHLE\x01\x00\x00\x01\x01\x10" + bytes(6) + manifest + envelope


def stanza_info(manifest: bytes, envelope: bytes) -> bytes:
    return b"charterline/v1/envelope-stanza\x00" + b"\x00\x01" + manifest + envelope


def envelope(header: bytes, stanzas: bytes, key: bytes, salt: bytes, message: bytes) -> bytes:
    """Put a whole envelope together from its secrets."""
    mac_key = hkdf(key, b"charterline/v1/envelope-header-mac\x00")
    head = header + stanzas
    head += hmac.digest(mac_key, head, "sha256")
    inner = (len(message).to_bytes(4) + message).ljust(46_648, b"\x00")
    payload_key = hkdf(key, b"charterline/v1/envelope-payload\x00")
    return head + Chunks(payload_key, sha256(head).digest()).seal(inner, salt)


def filler(name: str, size: int) -> bytes:
    """Bytes that a vector needs and nobody reads: named, so that they need not be written out."""
    return shake_256(b"filler/" + name.encode()).digest(size)


def blob(files: list[bytes], secrets: dict[str, bytes], padded: int) -> bytes:
    """Put a whole blob together from its secrets: key, salt, blob, envelope."""
    return blob_of((b"".join(files) + b"\x80").ljust(padded, b"\x00"), secrets)


def blob_of(plain: bytes, secrets: dict[str, bytes]) -> bytes:
    header = b"CHLB\x01\x00\x00\x01" + secrets["blob"]
    context = b"charterline/v1/blob\x00" + header + secrets["envelope"]
    return header + Chunks(secrets["key"], context).seal(plain, secrets["salt"])
