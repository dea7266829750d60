"""Published vectors: what other people's programs sealed, read by ours.

No vector is published for suite 0x0001 itself (its AEAD is the odd one out), nor for
Cobblestone-256. So the published ones hold our second reading of the standards to
them, and the second reading holds the library to itself, in both directions.
"""

import zlib
from base64 import b64decode
from hashlib import sha256

import pytest
from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.suite import VaultSeed
from tests.unit.crypto.frozen import Vector, frozen, name_of, unhex
from tests.unit.crypto.second_reading import (
    CHACHA,
    Chunks,
    expand,
    hpke_schedule,
    x_wing_decapsulate,
)


@pytest.mark.parametrize("vector", frozen("xwing"), ids=name_of)
def test_a_vault_is_an_x_wing_key_as_the_draft_has_it(vector: Vector) -> None:
    seed, ciphertext, shared = unhex(vector, "seed", "ciphertext", "shared_secret")
    public = VaultSeed(seed).public.raw.hex()
    assert public.startswith(vector["public_begins"])
    assert public.endswith(vector["public_ends"])
    assert x_wing_decapsulate(ciphertext, seed) == shared


@pytest.mark.parametrize("vector", frozen("hpke"), ids=name_of)
def test_hpke_over_x_wing_is_as_the_draft_has_it(vector: Vector) -> None:
    seed, public, enc, info = unhex(vector, "seed", "public", "enc", "info")
    shared, key, nonce = unhex(vector, "shared_secret", "key", "base_nonce")
    assert VaultSeed(seed).public.raw == public
    assert x_wing_decapsulate(enc, seed) == shared
    assert hpke_schedule(shared, info, CHACHA) == (key, nonce)
    aad, sealed, plain = unhex(vector, "aad", "ciphertext", "plaintext")
    assert ChaCha20Poly1305(key).decrypt(nonce, sealed, aad) == plain


@pytest.mark.parametrize("vector", frozen("age_stanza"), ids=name_of)
def test_a_members_key_opens_a_post_quantum_age_stanza_alone(vector: Vector) -> None:
    seed = VaultSeed(_from_bech32(vector["identity"]))
    opened = _open_age_stanza(b64decode(vector["enc"] + "=="), _unpadded(vector["body"]), seed)
    expected = bytes.fromhex(vector["file_key"]) if vector["expect"] == "opens" else None
    assert opened == expected


def _open_age_stanza(enc: bytes, body: bytes, seed: VaultSeed) -> bytes | None:
    """As age does: HPKE with its own label, HKDF-SHA256 and ChaCha20Poly1305."""
    mlkem, x25519 = _private(seed)
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    key = MLKEM768X25519PrivateKey(mlkem, x25519)
    try:
        return suite.decrypt(enc + body, key, b"age-encryption.org/mlkem768x25519")
    except (InvalidTag, ValueError):
        return None


def _private(seed: VaultSeed) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    mlkem, x25519 = expand(seed.raw)
    public = mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
    assert seed.public.raw == public
    return mlkem, x25519


def _unpadded(text: str) -> bytes:
    return b64decode(text + "=" * (-len(text) % 4))


def _from_bech32(identity: str) -> bytes:
    """BIP 173 without its checksum: five bits a letter, the last six letters left away."""
    letters = identity.rpartition("1")[2].lower()[:-6]
    bits = "".join(f"{'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.index(letter):05b}" for letter in letters)
    return int(bits[: 8 * 32], 2).to_bytes(32)


@pytest.mark.parametrize("vector", frozen("cobblestone"), ids=name_of)
def test_the_second_reading_of_the_bulk_cipher_is_that_of_its_authors(vector: Vector) -> None:
    sealed = b64decode(vector["ciphertext"])
    sealed = zlib.decompress(sealed) if vector["compressed"] else sealed
    key = bytes.fromhex(vector["key"])
    opened = None
    if len(key) == 32:
        opened = Chunks(key, vector["context"].encode(), hashes.SHA256()).open(sealed)
    assert (opened is not None) == (vector["expect"] == "opens")
    if opened is not None:
        assert len(opened) == vector["payload_length"]
        assert sha256(opened).hexdigest() == vector["payload_sha256"]


_SIZES = st.sampled_from([0, 1, 16_383, 16_384, 16_385, 32_768, 50_000])


@settings(max_examples=20)
@given(size=_SIZES, key=st.binary(min_size=32, max_size=32), context=st.binary(max_size=64))
def test_the_bulk_cipher_is_the_second_reading_with_sha_512(
    size: int, key: bytes, context: bytes
) -> None:
    plain = bytes(size)
    encryptor = Cobblestone256Encryptor(key, context)
    assert Chunks(key, context).open(encryptor.update(plain) + encryptor.finalize()) == plain
    decryptor = Cobblestone256Decryptor(key, context)
    sealed = Chunks(key, context).seal(plain, salt=bytes(24))
    assert decryptor.update(sealed) + decryptor.finalize() == plain
