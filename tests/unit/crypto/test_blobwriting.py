"""Files are sealed as they come, within limits, and nothing shows how many there are."""

import tracemalloc
from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.blob.shape import MOST_FILES_SIZE, STORED_SIZES, BlobKey, FileEntry, stored_size
from crypto.blob.writing import BlobWriter, Limits
from crypto.errors import RefusedError
from tests.unit.crypto import second_reading
from tests.unit.crypto.blobs import entries, written
from tests.unit.crypto.submissions import BLOB, BLOB_KEY, ENVELOPE


def _writer(limits: Limits | None = None) -> BlobWriter:
    return BlobWriter(BLOB_KEY, BLOB, ENVELOPE, limits)


def _refuses(*steps: Callable[[], object]) -> None:
    for step in steps:
        with pytest.raises(RefusedError):
            step()


_FILES = st.lists(st.integers(0, 50_000).map(lambda size: b"x" * size), max_size=4)


@settings(max_examples=40)
@given(files=_FILES, chunk=st.integers(min_value=100, max_value=60_000))
def test_a_second_reading_of_the_format_finds_the_files(files: list[bytes], chunk: int) -> None:
    stored, ref = written(files, chunk=chunk)
    header, sealed = stored[:24], stored[24:]
    assert header == b"CHLB\x01\x00\x00\x01" + BLOB
    context = b"charterline/v1/blob\x00" + header + ENVELOPE
    plain = second_reading.Chunks(BLOB_KEY.raw, context).open(sealed)
    assert plain is not None
    together = b"".join(files)
    assert plain == (together + b"\x80").ljust(len(plain), b"\x00")
    assert len(stored) == stored_size(len(together))
    assert ref.files == entries(files)
    assert (ref.blob, ref.key, ref.size) == (BLOB, BLOB_KEY, len(together))


def test_nothing_attached_looks_like_a_little_attached() -> None:
    sizes = {len(written(files)[0]) for files in ([], [b""], [b"x"], [b"x" * 65_391])}
    assert sizes == {STORED_SIZES[0]}


def test_the_same_files_are_never_sealed_to_the_same_bytes() -> None:
    assert written([b"x"])[0][24:48] != written([b"x"])[0][24:48]


def test_what_went_in_comes_out_at_most_one_chunk_later() -> None:
    writer = _writer()
    writer.begin_file("a")
    came_out = 0
    for went_in in range(1_000, 200_000, 1_000):
        came_out += len(writer.write(bytes(1_000)))
        assert came_out >= went_in - 16_384


def test_bytes_bytearrays_and_views_are_written_alike() -> None:
    writer = _writer()
    writer.begin_file("a")
    for chunk in (b"abc", bytearray(b"def"), memoryview(b"ghi")):
        writer.write(chunk)
    assert writer.end_file() == FileEntry("a", 9, sha256(b"abcdefghi").digest())


def test_a_file_may_be_as_long_as_its_limit_and_no_longer() -> None:
    writer = _writer(Limits(each=10, total=25))
    for name in ("a", "b"):
        writer.begin_file(name)
        writer.write(b"x" * 9)
        writer.write(b"x")
        writer.end_file()
    writer.begin_file("c")
    with pytest.raises(RefusedError):
        writer.write(b"x" * 11)


def test_files_together_may_be_as_long_as_their_limit_and_no_longer() -> None:
    writer = _writer(Limits(each=10, total=15))
    writer.begin_file("a")
    writer.write(b"x" * 10)
    writer.end_file()
    writer.begin_file("b")
    writer.write(b"x" * 5)
    with pytest.raises(RefusedError):
        writer.write(b"x")


def test_no_limit_lets_more_through_than_the_largest_blob_holds() -> None:
    writer = _writer(Limits(each=2**40, total=2**40))
    writer.begin_file("a")
    with pytest.raises(RefusedError):
        writer.write(bytes(MOST_FILES_SIZE + 1))
    assert Limits() == Limits(MOST_FILES_SIZE, MOST_FILES_SIZE)


def test_after_a_refusal_nothing_more_is_taken() -> None:
    writer = _writer(Limits(each=1))
    writer.begin_file("a")
    with pytest.raises(RefusedError):
        writer.write(b"xx")
    _refuses(lambda: writer.write(b""), writer.end_file, writer.finish)


def test_steps_out_of_turn_are_refused() -> None:
    writer = _writer()
    _refuses(lambda: writer.write(b"x"), writer.end_file)
    writer.begin_file("a")
    _refuses(lambda: writer.begin_file("b"), writer.finish)
    writer.end_file()
    writer.finish()
    _refuses(lambda: writer.begin_file("b"), lambda: writer.write(b"x"), writer.finish)


def test_the_reference_lists_the_files_that_have_ended() -> None:
    writer = _writer()
    writer.begin_file("a")
    assert not writer.reference.files
    entry = writer.end_file()
    assert writer.reference.files == (entry,)


def test_a_large_file_takes_little_memory() -> None:
    """37 MiB go in, 48 MiB come out: what the writer holds must not grow with them."""
    chunk = bytes(2**16)
    tracemalloc.start()
    writer = BlobWriter(BlobKey(bytes(32)), BLOB, ENVELOPE)
    writer.begin_file("a")
    size = sum(len(writer.write(chunk)) for _ in range(37 * 16))
    writer.end_file()
    size += sum(map(len, writer.finish()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == 48 * 2**20
    assert peak < 2 * 2**20
