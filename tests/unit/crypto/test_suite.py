"""The suite's primitives do what their standards say, and refuse with our errors alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, MalformedError
from crypto.suite import (
    ENC_SIZE,
    KEY_SIZE,
    TAG_SIZE,
    VAULT_PUBLIC_SIZE,
    Label,
    VaultPublic,
    VaultSeed,
    check_key,
    derive,
    hpke_open,
    hpke_seal,
    mac,
    same,
)
from tests.unit.crypto import second_reading
from tests.unit.crypto.submissions import public, seed

LABEL = Label("test")


@given(plain=st.binary(max_size=200), info=st.binary(max_size=100))
def test_what_is_sealed_to_a_key_opens_with_its_seed(plain: bytes, info: bytes) -> None:
    sealed = hpke_seal(plain, public("holder"), info)
    assert len(sealed) == ENC_SIZE + len(plain) + TAG_SIZE
    assert hpke_open(sealed, seed("holder"), info) == plain


@given(plain=st.binary(max_size=64), info=st.binary(max_size=64))
def test_a_second_reading_of_rfc_9180_opens_what_the_suite_sealed(
    plain: bytes, info: bytes
) -> None:
    sealed = hpke_seal(plain, public("holder"), info)
    assert second_reading.hpke_open(sealed, seed("holder").raw, info) == plain


def test_another_key_or_another_purpose_opens_nothing() -> None:
    sealed = hpke_seal(b"key", public("holder"), b"purpose")
    with pytest.raises(CannotOpenError):
        hpke_open(sealed, seed("somebody else"), b"purpose")
    with pytest.raises(CannotOpenError):
        hpke_open(sealed, seed("holder"), b"another purpose")


@pytest.mark.parametrize("at", [0, 1_087, 1_088, 1_119, 1_120, 1_138])
def test_one_changed_bit_opens_nothing(at: int) -> None:
    sealed = bytearray(hpke_seal(b"key", public("holder"), b""))
    sealed[at] ^= 0x80
    with pytest.raises(CannotOpenError):
        hpke_open(bytes(sealed), seed("holder"), b"")


@given(sealed=st.binary(max_size=1_300))
def test_bytes_that_nobody_sealed_are_refused(sealed: bytes) -> None:
    with pytest.raises(CannotOpenError):
        hpke_open(sealed, seed("holder"), b"")


def test_points_of_low_order_are_refused() -> None:
    sealed = hpke_seal(b"key", public("holder"), b"")
    for point in (bytes(32), b"\x01" + bytes(31)):
        with pytest.raises(CannotOpenError):
            hpke_open(sealed[:1_088] + point + sealed[1_120:], seed("holder"), b"")


def test_nothing_is_sealed_to_what_is_no_key() -> None:
    for raw in (b"\xff" * VAULT_PUBLIC_SIZE, public("holder").raw[:-32] + bytes(32)):
        with pytest.raises(MalformedError):
            hpke_seal(b"key", VaultPublic(raw), b"")


@pytest.mark.parametrize("size", [0, 1_215, 1_217])
def test_a_vault_key_has_1216_bytes(size: int) -> None:
    with pytest.raises(MalformedError):
        VaultPublic(bytes(size))


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_vault_seed_has_32_bytes(size: int) -> None:
    with pytest.raises(MalformedError):
        VaultSeed(bytes(size))


def test_a_seed_shows_in_no_repr() -> None:
    assert seed("holder").raw.hex() not in repr(seed("holder"))
    assert repr(seed("holder").raw) not in repr(seed("holder"))


def test_derive_is_hkdf_sha256_of_rfc_5869() -> None:
    secret = b"\x0b" * 22
    assert derive(secret, b"", 42).hex() == (
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    )
    assert len(derive(secret, b"")) == KEY_SIZE


def test_mac_is_hmac_sha256_of_rfc_4231() -> None:
    assert mac(b"Jefe", b"what do ya want for nothing?").hex() == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


@given(one=st.binary(max_size=4), other=st.binary(max_size=4))
def test_same_means_equal(one: bytes, other: bytes) -> None:
    assert same(one, other) == (one == other)


def test_a_label_names_product_and_version() -> None:
    assert bytes(LABEL) == b"charterline/v1/test\x00"
    assert LABEL.over(b"ab", b"") == b"charterline/v1/test\x00\x00\x00\x00\x02ab\x00\x00\x00\x00"


_PARTS = st.lists(st.binary(max_size=6), max_size=4)


@given(one=_PARTS, other=_PARTS)
def test_two_inputs_of_a_label_never_collide(one: list[bytes], other: list[bytes]) -> None:
    assert (LABEL.over(*one) == LABEL.over(*other)) == (one == other)


def test_a_public_key_is_what_its_bytes_are() -> None:
    one, other = public("holder"), VaultPublic(public("holder").raw)
    assert (one, hash(one)) == (other, hash(other))
    assert one != public("somebody else")
    assert "ready" not in repr(one)


def test_bytes_that_are_no_public_key_are_refused_before_anybody_seals() -> None:
    """So that sealing never spends a different time on a key that it has yet to read."""
    with pytest.raises(MalformedError):
        VaultPublic(b"\xff" * VAULT_PUBLIC_SIZE)


def test_every_coefficient_of_a_public_key_is_below_3329() -> None:
    """Twelve bits each, the lowest first: the first one takes a byte and a half."""
    rest = public("holder").raw
    for first, is_one in ((3_328, True), (3_329, False), (4_095, False)):
        raw = (first | rest[1] >> 4 << 12).to_bytes(2, "little") + rest[2:]
        if is_one:
            assert VaultPublic(raw).raw == raw
        else:
            with pytest.raises(MalformedError):
                VaultPublic(raw)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_has_32_bytes(size: int) -> None:
    check_key(bytes(32))
    with pytest.raises(MalformedError):
        check_key(bytes(size))
