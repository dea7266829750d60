"""What happened is written down for good, and nobody can read or count it."""

from collections import Counter
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.encoding import Value, encode
from crypto.errors import CannotOpenError, MalformedError, RefusedError
from crypto.log.commitment import (
    Commitment,
    Opening,
    committed,
    nightly_batch,
    read_opening,
    room_beside,
    verify_commitment,
)

DEEDS = st.dictionaries(
    st.text(st.characters(codec="utf-8"), max_size=20),
    st.integers(0, 2**40) | st.binary(max_size=40) | st.booleans(),
    max_size=5,
)
DEED = {"verb": "meeting-held", "day": "2026-06-03"}


@given(DEEDS)
def test_a_deed_is_read_back_from_an_entry_of_1024_bytes(deed: dict[str, int]) -> None:
    opening = committed(deed)
    assert (len(opening.salt), len(opening.entry), len(opening.commitment)) == (32, 1_024, 32)
    assert opening.deed == deed
    assert read_opening(opening.raw) == opening
    verify_commitment(opening.commitment, opening)


def test_the_same_deed_never_gives_the_same_commitment() -> None:
    assert len({committed(DEED).commitment for _ in range(50)}) == 50


@settings(max_examples=50)
@given(at=st.integers(0, 1_055), bit=st.integers(0, 7))
def test_no_bit_of_a_deed_can_be_changed_afterwards(at: int, bit: int) -> None:
    opening = committed(DEED)
    raw = bytearray(opening.raw)
    raw[at] ^= 1 << bit
    with pytest.raises(CannotOpenError):
        verify_commitment(opening.commitment, read_opening(bytes(raw)))


def test_a_commitment_is_a_labelled_salted_hash() -> None:
    opening = Opening(b"s" * 32, b"e" * 1_024)
    plain = b"charterline/v1/log/commitment\0" + b"s" * 32 + b"e" * 1_024
    assert opening.commitment == sha256(plain).digest()


def test_a_deed_that_just_fits_is_taken_and_one_byte_more_is_refused() -> None:
    most = "x" * (1_020 - len(encode({"a": "x" * 1_000})) + 1_000)
    assert committed({"a": most}).deed == {"a": most}
    assert (room_beside({"a": most}), room_beside({"a": most[1:]})) == (0, 1)
    with pytest.raises(RefusedError):
        committed({"a": most + "x"})


def test_a_deed_that_could_not_be_read_back_is_never_committed_to() -> None:
    deep: Value = 1
    for _ in range(9):
        deep = [deep]
    for deed in ({"a": 2**64}, {"a": deep}, {"a": "\ud800"}):
        with pytest.raises(MalformedError):
            committed(deed)


@pytest.mark.parametrize("size", [0, 1_055, 1_057])
def test_an_opening_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(MalformedError):
        read_opening(bytes(size))


@pytest.mark.parametrize(
    "entry", [b"\0\0\0\1\xff", b"\0\0\0\1\x01", b"\0\0\0\1\xa0\0\1", b"\xff\xff\xff\xff"]
)
def test_an_entry_that_is_no_deed_is_refused(entry: bytes) -> None:
    with pytest.raises(MalformedError):
        _ = replace(committed(DEED), entry=entry.ljust(1_024, b"\0")).deed


@pytest.mark.parametrize(
    ("deeds", "leaves"), [(0, 256), (1, 256), (255, 256), (256, 256), (257, 512), (512, 512)]
)
def test_every_night_brings_a_multiple_of_256_leaves(deeds: int, leaves: int) -> None:
    commitments = [committed(DEED).commitment for _ in range(deeds)]
    batch = nightly_batch(commitments)
    assert len(batch) == leaves
    assert {len(leaf) for leaf in batch} == {32}
    assert len(set(batch)) == leaves
    assert set(commitments) <= set(batch)


def test_the_order_within_a_night_is_random() -> None:
    deed = committed(DEED).commitment
    places = Counter(nightly_batch([deed]).index(deed) // 64 for _ in range(60))
    # All 60 in one quarter of the places would happen once in 4^59 runs.
    assert len(places) > 1


def test_only_commitments_go_into_a_night() -> None:
    for size in (31, 33):
        with pytest.raises(MalformedError):
            nightly_batch([Commitment(bytes(size))])


def test_no_deed_is_ever_printed() -> None:
    assert repr(committed(DEED)) == "Opening()"
