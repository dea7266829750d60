"""A signed manifest as bytes: one form, each signature by a key that it names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import MalformedError
from crypto.manifest.signed import (
    MOST_SIGNATURES,
    KeyId,
    ManifestSignature,
    SignedManifest,
    read_signed,
)
from tests.unit.crypto.committees import (
    Holder,
    genesis_of,
    holders,
    signed,
)

PEOPLE = holders(3, 2, guests=1)
M1, M2, M3 = (PEOPLE[each] for each in ("m1", "m2", "m3"))
GENESIS = genesis_of(PEOPLE.values())


@pytest.mark.parametrize("signers", [[], [M1], [M3, M1, M2]])
def test_a_signed_manifest_travels_as_bytes(signers: list[Holder]) -> None:
    one = signed(GENESIS, signers)
    assert read_signed(bytes(one)) == one
    assert len(bytes(one)) == 4 + 4 + len(one.text) + 1 + len(signers) * (32 + 3_373)


def test_signed_bytes_have_one_form() -> None:
    raw = bytes(signed(GENESIS, [M1, M2]))
    size = int.from_bytes(raw[4:8])
    first, second = raw[-2 * 3_405 : -3_405], raw[-3_405:]
    wrong = [
        b"",
        raw[:-1],
        raw + b"\0",
        b"XLM1" + raw[4:],
        raw[:4] + (size + 1).to_bytes(4) + raw[8:],
        raw[:4] + (2**32 - 1).to_bytes(4) + raw[8:],
        raw[:-3_405],
        raw + second,
        raw[: -2 * 3_405] + second + first,
        raw[: -2 * 3_405] + first + first,
    ]
    for bad in wrong:
        with pytest.raises(MalformedError):
            read_signed(bad)


@given(raw=st.binary(max_size=200))
@settings(max_examples=100)
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    for hostile in (raw, b"CLM1" + raw):
        try:
            assert bytes(read_signed(hostile)) == hostile
        except MalformedError:
            continue


def test_signatures_have_sizes_and_a_number() -> None:
    with pytest.raises(MalformedError):
        ManifestSignature(KeyId(bytes(31)), bytes(3_373))
    with pytest.raises(MalformedError):
        ManifestSignature(KeyId(bytes(32)), bytes(3_372))
    many = [ManifestSignature(KeyId(bytes([at] * 32)), bytes(3_373)) for at in range(33)]
    assert MOST_SIGNATURES == 32
    full = SignedManifest(b"", tuple(many[:32]))
    assert read_signed(bytes(full)) == full
    with pytest.raises(MalformedError):
        SignedManifest(b"", tuple(many))
    with pytest.raises(MalformedError):
        SignedManifest(b"", tuple(many[1::-1]))
    with pytest.raises(MalformedError):
        SignedManifest(bytes(262_145))
    assert SignedManifest(bytes(262_144)).hash
