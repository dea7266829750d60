"""What is read is what was written, whole and in its place, or nothing is taken for it."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.blob.reading import BlobReader, Piece, read_file
from crypto.blob.shape import BlobKey, BlobRef, FileEntry
from crypto.errors import CannotOpenError, RefusedError
from crypto.names import BlobId, EnvelopeId
from tests.unit.crypto import second_reading
from tests.unit.crypto.blobs import cut, entries, read, together, written
from tests.unit.crypto.frozen import Vector, frozen, name_of, unhex
from tests.unit.crypto.second_reading import filler
from tests.unit.crypto.submissions import BLOB, BLOB_KEY, ENVELOPE

FILES = [filler("a", 20_000), b"", filler("b", 40_000), filler("c", 1)]


@settings(max_examples=40)
@given(
    sizes=st.lists(st.integers(0, 40_000), max_size=5),
    chunk=st.integers(min_value=50, max_value=100_000),
)
def test_what_was_written_is_read_however_it_is_cut(sizes: list[int], chunk: int) -> None:
    files = [filler(f"{number}", size) for number, size in enumerate(sizes)]
    stored, ref = written(files)
    assert read(stored, ref, chunk=chunk) == files


def _built(vector: Vector) -> tuple[bytes, BlobRef, EnvelopeId]:
    names = ("key", "salt", "blob", "envelope")
    secrets = dict(zip(names, unhex(vector, *names), strict=True))
    files = [
        filler(f"file {number} of {vector['name']}", size)
        for number, size in enumerate(vector["files"])
    ]
    stored = vector["stored_size"]
    padded = stored - 24 - 56 - 16 * ((stored - 80) // 16_400 + 1)
    ref = BlobRef(BlobId(secrets["blob"]), BlobKey(secrets["key"]), entries(files))
    return second_reading.blob(files, secrets, padded), ref, EnvelopeId(secrets["envelope"])


@pytest.mark.parametrize("vector", frozen("blob"), ids=name_of)
def test_a_frozen_blob_is_read_for_ever(vector: Vector) -> None:
    stored, ref, envelope = _built(vector)
    assert len(stored) == vector["stored_size"]
    assert sha256(stored).hexdigest() == vector["sha256"]
    contents = read(stored, ref, envelope)
    assert [sha256(content).hexdigest() for content in contents] == vector["file_sha256"]


@pytest.mark.parametrize("change", frozen("blob", "changed"), ids=name_of)
def test_a_frozen_blob_with_one_bit_changed_is_refused(change: Vector) -> None:
    vector = next(each for each in frozen("blob") if each["name"] == change["of"])
    stored, ref, envelope = _built(vector)
    changed = bytearray(stored)
    changed[change["at"]] ^= change["xor"]
    with pytest.raises(CannotOpenError):
        read(bytes(changed), ref, envelope)


def _refused(stored: bytes, ref: BlobRef, envelope: EnvelopeId = ENVELOPE) -> None:
    with pytest.raises(CannotOpenError):
        read(stored, ref, envelope)


def test_a_blob_with_any_byte_of_its_header_changed_is_refused() -> None:
    stored, ref = written(FILES)
    for at in (*range(80), *range(80, len(stored), 1_021)):
        changed = bytearray(stored)
        changed[at] ^= 1 << at % 8
        _refused(bytes(changed), ref)


def test_a_blob_cut_off_at_any_kib_is_refused() -> None:
    stored, ref = written(FILES)
    for size in (*range(0, len(stored), 1_024), 24, 80, 96, len(stored) - 1):
        _refused(stored[:size], ref)


def test_chunks_dropped_swapped_repeated_or_appended_are_refused() -> None:
    stored, ref = written(FILES)
    head, chunks = stored[:80], list(cut(stored[80:], 16_400))
    for mixed in (
        chunks[1:],
        [chunks[1], chunks[0], *chunks[2:]],
        [chunks[0], chunks[0], *chunks[2:]],
        [*chunks[:-2], chunks[-1]],
        [*chunks[:-1], chunks[-2], chunks[-1]],
        [*chunks, chunks[-1]],
        [*chunks, b"\x00"],
    ):
        _refused(head + b"".join(mixed), ref)


def test_a_blob_belongs_to_one_envelope_one_key_and_one_id() -> None:
    stored, ref = written(FILES)
    other_id = BlobId(bytes(16))
    _refused(stored, ref, EnvelopeId(bytes(16)))
    _refused(stored, replace(ref, key=BlobKey(bytes(32))))
    _refused(stored, replace(ref, blob=other_id))
    other, _ = written(FILES, blob=other_id)
    _refused(other, ref)
    _refused(stored[:24] + other[24:], ref)


@pytest.mark.parametrize(
    "claimed",
    [
        entries(FILES[:-1]),
        entries(FILES[:2]),
        entries([]),
        entries([FILES[2], b"", FILES[0], FILES[3]]),
        entries([FILES[0][:-1], FILES[0][-1:] + FILES[2], FILES[3]])[:1],
        (replace(entries(FILES)[0], size=19_999), *entries(FILES)[1:]),
        (replace(entries(FILES)[0], size=20_001), *entries(FILES)[1:]),
        (entries(FILES)[0], replace(entries(FILES)[1], sha256=bytes(32)), *entries(FILES)[2:]),
        (*entries(FILES)[:3], replace(entries(FILES)[3], sha256=bytes(32))),
        (*entries(FILES), FileEntry("one more", 1, bytes(32))),
        (*entries(FILES), FileEntry("one more", 60_000, bytes(32))),
    ],
)
def test_a_blob_holds_the_files_that_its_message_names_and_no_others(
    claimed: tuple[FileEntry, ...],
) -> None:
    stored, ref = written(FILES)
    _refused(stored, replace(ref, files=claimed))


SECRETS = {"key": BLOB_KEY.raw, "salt": bytes(24), "blob": BLOB, "envelope": ENVELOPE}


@pytest.mark.parametrize(
    ("behind", "padded"),
    [
        (b"", 65_392),
        (b"\x00\x80", 65_392),
        (b"\x81", 65_392),
        (b"\x80\x00\x01", 65_392),
        (b"\x80" + bytes(60_000) + b"\x01", 65_392),
        (b"\x80".ljust(65_389, b"\x00")[:-1] + b"\x01", 65_392),
        (b"\x80", 98_128),
        (b"\x80", 65_391),
        (b"\x80", 65_393),
    ],
)
def test_padding_is_one_mark_and_zeros_up_to_the_smallest_size(behind: bytes, padded: int) -> None:
    ref = BlobRef(BLOB, BLOB_KEY, entries([b"abc"]))
    good = second_reading.blob_of(b"abc\x80".ljust(65_392, b"\x00"), SECRETS)
    assert read(good, ref) == [b"abc"]
    _refused(second_reading.blob_of((b"abc" + behind).ljust(padded, b"\x00"), SECRETS), ref)


def test_one_file_of_many_is_read_alone_and_no_more_is_taken_than_it_needs() -> None:
    stored, ref = written(FILES)
    taken = []

    def chunks() -> Iterator[bytes]:
        for chunk in cut(stored, 1_000):
            taken.append(len(chunk))
            yield chunk

    assert b"".join(read_file(chunks(), ref, ENVELOPE, 0)) == FILES[0]
    assert sum(taken) == 33_000  # two sealed chunks lie in front of its end
    for number, content in enumerate(FILES):
        assert b"".join(read_file(cut(stored, 5_000), ref, ENVELOPE, number)) == content


@pytest.mark.parametrize("number", [-1, 4])
def test_a_file_that_the_blob_has_not_is_refused(number: int) -> None:
    stored, ref = written(FILES)
    with pytest.raises(RefusedError):
        list(read_file([stored], ref, ENVELOPE, number))


def test_the_last_piece_of_a_file_comes_only_if_its_hash_fits() -> None:
    stored, ref = written([filler("long", 60_000)])
    lying = replace(ref, files=(replace(ref.files[0], sha256=bytes(32)),))
    for only in (None, 0):
        reader = BlobReader(lying, ENVELOPE, only)
        pieces = reader.feed(stored)
        assert sum(len(piece.data) for piece in pieces) == 3 * 16_384
        with pytest.raises(CannotOpenError):
            reader.finish()
    with pytest.raises(CannotOpenError):
        list(read_file(cut(stored, 1_000), lying, ENVELOPE, 0))


def test_a_reader_that_refused_once_refuses_for_ever() -> None:
    stored, ref = written(FILES)
    reader = BlobReader(ref, ENVELOPE)
    reader.feed(stored[:20_000])
    with pytest.raises(CannotOpenError):
        reader.feed(bytes(20_000))
    with pytest.raises(CannotOpenError):
        reader.feed(stored[20_000:25_536])
    with pytest.raises(CannotOpenError):
        reader.finish()


def test_a_reader_finishes_once_and_takes_nothing_after_it() -> None:
    stored, ref = written(FILES)
    reader = BlobReader(ref, ENVELOPE)
    pieces = reader.feed(stored)
    assert not reader.has_handed_over(3)
    pieces += reader.finish()
    assert reader.has_handed_over(3)
    assert not reader.has_handed_over(4)
    assert together(iter(pieces), 4) == FILES
    with pytest.raises(CannotOpenError):
        reader.feed(b"")
    with pytest.raises(CannotOpenError):
        reader.finish()


def test_a_reader_that_refused_the_header_does_not_take_the_rest() -> None:
    stored, ref = written(FILES)
    reader = BlobReader(ref, ENVELOPE)
    with pytest.raises(CannotOpenError):
        reader.feed(bytes(24))
    with pytest.raises(CannotOpenError):
        reader.feed(stored[24:])


def test_a_whole_blob_is_finished_once() -> None:
    stored, ref = written(FILES)
    reader = BlobReader(ref, ENVELOPE)
    reader.feed(stored)
    reader.finish()
    with pytest.raises(CannotOpenError):
        reader.finish()


def test_an_empty_file_is_one_empty_piece() -> None:
    stored, ref = written([b"", b"x", b""])
    reader = BlobReader(ref, ENVELOPE)
    pieces = reader.feed(stored) + reader.finish()
    assert pieces == [Piece(0, b""), Piece(1, b"x"), Piece(2, b"")]
    assert "data" not in repr(pieces[1])


def test_a_message_that_names_more_than_a_blob_holds_is_refused() -> None:
    with pytest.raises(RefusedError):
        BlobReader(BlobRef(BLOB, BLOB_KEY, (FileEntry("a", 2**60, bytes(32)),)), ENVELOPE)


def test_bytes_without_end_are_refused_at_the_first_that_is_too_many() -> None:
    stored, ref = written([])
    reader = BlobReader(ref, ENVELOPE)
    reader.feed(stored)
    with pytest.raises(CannotOpenError):
        reader.feed(b"\x00")


def test_reading_a_large_file_takes_little_memory() -> None:
    size = 20 * 2**20
    stored, ref = written([bytes(size)], chunk=2**20)
    rows = list(cut(stored, 2**20))
    tracemalloc.start()
    assert sum(map(len, read_file(rows, ref, ENVELOPE, 0))) == size
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * 2**20
