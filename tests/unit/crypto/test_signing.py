"""Two signatures in one, and both must hold."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, MalformedError
from crypto.signing import (
    SIGNATURE_SIZE,
    SigningPublic,
    SigningSeed,
    sign,
    verify,
)
from crypto.suite import Label
from tests.unit.crypto.committees import seeds_of, vectors

LABEL = Label("signing-test")
SEED = seeds_of("signer").signing
PUBLIC = SEED.public
SIGNED = sign(LABEL, b"what was said", SEED)


@given(message=st.binary(max_size=300))
@settings(max_examples=25)
def test_what_a_person_signed_verifies(message: bytes) -> None:
    verify(LABEL, message, sign(LABEL, message, SEED), PUBLIC)


def test_a_signature_is_64_bytes_of_ed25519_and_3309_of_ml_dsa() -> None:
    assert len(SIGNED) == SIGNATURE_SIZE == 3_373
    assert len(PUBLIC.raw) == 1_984


@pytest.mark.parametrize("at", [0, 31, 63, 64, 65, 2_000, 3_372])
def test_half_a_signature_is_none(at: int) -> None:
    broken = bytearray(SIGNED)
    broken[at] ^= 1
    with pytest.raises(CannotOpenError):
        verify(LABEL, b"what was said", bytes(broken), PUBLIC)


@pytest.mark.parametrize("at", [0, 31, 32, 1_983])
def test_both_halves_of_the_key_count(at: int) -> None:
    other = bytearray(PUBLIC.raw)
    other[at] ^= 1
    with pytest.raises(CannotOpenError):
        verify(LABEL, b"what was said", SIGNED, SigningPublic(bytes(other)))


def test_each_half_is_made_by_its_own_half_of_the_seed() -> None:
    mixed = SigningSeed(SEED.raw[:32] + seeds_of("another").signing.raw[32:])
    assert mixed.public.raw[:32] == PUBLIC.raw[:32]
    assert mixed.public.raw[32:] != PUBLIC.raw[32:]
    with pytest.raises(CannotOpenError):
        verify(LABEL, b"what was said", SIGNED, mixed.public)


@pytest.mark.parametrize(
    ("label", "message"),
    [
        (Label("another"), b"what was said"),
        (LABEL, b"what was not said"),
        (Label("signing-test\0what"), b" was said"),
    ],
)
def test_a_signature_counts_for_one_use_and_one_message(label: Label, message: bytes) -> None:
    with pytest.raises(CannotOpenError):
        verify(label, message, SIGNED, PUBLIC)


@given(signature=st.binary(max_size=4_000))
@settings(max_examples=50)
def test_no_bytes_pass_for_a_signature(signature: bytes) -> None:
    with pytest.raises(CannotOpenError):
        verify(LABEL, b"what was said", signature, PUBLIC)


@pytest.mark.parametrize("extra", [SIGNED + b"\0", SIGNED[:-1], SIGNED[:64], b""])
def test_a_signature_has_one_length(extra: bytes) -> None:
    with pytest.raises(CannotOpenError):
        verify(LABEL, b"what was said", extra, PUBLIC)


def test_a_key_that_is_no_key_verifies_nothing() -> None:
    with pytest.raises(CannotOpenError):
        verify(LABEL, b"what was said", SIGNED, SigningPublic(b"\xff" * 1_984))


@pytest.mark.parametrize("size", [0, 1_983, 1_985])
def test_a_signing_key_has_one_size(size: int) -> None:
    with pytest.raises(MalformedError):
        SigningPublic(bytes(size))


@pytest.mark.parametrize("size", [0, 63, 65])
def test_a_signing_seed_has_one_size(size: int) -> None:
    with pytest.raises(MalformedError):
        SigningSeed(bytes(size))


def test_a_signing_seed_does_not_show_itself() -> None:
    assert repr(SEED) == "SigningSeed()"


@pytest.mark.parametrize("vector", vectors("signing"), ids=lambda vector: vector["name"])
def test_frozen_signatures_keep_their_meaning(vector: dict[str, str]) -> None:
    seed = SigningSeed(bytes.fromhex(vector["seed"]))
    assert sha256(seed.public.raw).hexdigest() == vector["public_sha256"]
    args = (
        Label(vector["label"]),
        bytes.fromhex(vector["message"]),
        bytes.fromhex(vector["signature"]),
    )
    if vector["expect"] == "verifies":
        verify(*args, seed.public)
        assert sign(args[0], args[1], seed)[:64] == args[2][:64]
        return
    with pytest.raises(CannotOpenError):
        verify(*args, seed.public)
