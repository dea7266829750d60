"""What a blob's length tells: one of 29 sizes, and nothing else."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.blob.shape import (
    MOST_FILES_SIZE,
    STORED_SIZES,
    BlobRef,
    FileEntry,
    blob_context,
    blob_header,
    padded_size,
    stored_size,
)
from crypto.errors import MalformedError, RefusedError
from crypto.names import BlobId, EnvelopeId
from tests.unit.crypto.submissions import BLOB, BLOB_KEY, ENVELOPE


def test_there_are_29_sizes_from_64_kib_to_1_gib() -> None:
    assert len(STORED_SIZES) == 29
    assert STORED_SIZES[:4] == (65_536, 98_304, 131_072, 196_608)
    assert STORED_SIZES[-2:] == (805_306_368, 1_073_741_824)
    assert all(2 * larger <= 3 * size for size, larger in pairwise(STORED_SIZES))


@pytest.mark.parametrize(
    ("files", "stored", "padded"),
    [
        (0, 65_536, 65_392),
        (65_391, 65_536, 65_392),
        (65_392, 98_304, 98_128),
        (98_127, 98_304, 98_128),
        (98_128, 131_072, 130_864),
        (67_043_311, 67_108_864, 67_043_312),
        (100_564_991, 100_663_296, 100_564_992),
        (2**30 - 2**20, 2**30, 1_072_694_176),
    ],
)
def test_the_sizes_are_those_of_what_is_stored(files: int, stored: int, padded: int) -> None:
    assert stored_size(files) == stored
    assert padded_size(files) == padded


@given(files=st.integers(min_value=0, max_value=MOST_FILES_SIZE))
def test_every_size_is_the_smallest_that_fits(files: int) -> None:
    stored, padded = stored_size(files), padded_size(files)
    chunks = padded // 16_384 + 1
    assert stored == 24 + 56 + padded + 16 * chunks
    assert padded > files
    for size in STORED_SIZES[: STORED_SIZES.index(stored)]:
        room = size - 80 - 16 * ((size - 80) // 16_400 + 1)
        assert room <= files


@pytest.mark.parametrize("files", [-1, 2**30 - 2**20 + 1, 2**60])
def test_more_than_1_gib_less_1_mib_is_refused(files: int) -> None:
    with pytest.raises(RefusedError):
        stored_size(files)


def test_header_and_context_are_as_the_format_says() -> None:
    header = b"CHLB\x01\x00\x00\x01" + BLOB
    assert blob_header(BLOB) == header
    assert blob_context(BLOB, ENVELOPE) == b"charterline/v1/blob\x00" + header + ENVELOPE


def test_ids_of_other_sizes_are_refused() -> None:
    with pytest.raises(MalformedError):
        BlobRef(BlobId(bytes(15)), BLOB_KEY)
    with pytest.raises(MalformedError):
        blob_context(BLOB, EnvelopeId(bytes(17)))


def test_an_entry_has_a_size_and_a_hash() -> None:
    assert FileEntry("", 0, bytes(32)).size == 0
    for size, sha256 in ((-1, bytes(32)), (1, bytes(31)), (1, bytes(33))):
        with pytest.raises(MalformedError):
            FileEntry("a.txt", size, sha256)
