"""A ZIP file is made while it is read; whoever has it finds every changed byte of a file."""

import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.export.services.zipping import Member, zipped

FILES = st.dictionaries(
    st.from_regex(r"[a-zé]{1,8}(/[a-z]{1,5})?", fullmatch=True),
    st.lists(st.binary(max_size=40), max_size=4),
    max_size=4,
)


@settings(max_examples=80, deadline=None)
@given(FILES)
def test_what_goes_in_comes_out(files: dict[str, list[bytes]]) -> None:
    members = (Member(name, len(b"".join(pieces)), pieces) for name, pieces in files.items())
    whole = ZipFile(BytesIO(b"".join(zipped(members))))
    assert whole.namelist() == list(files)
    assert {name: whole.read(name) for name in files} == {
        name: b"".join(pieces) for name, pieces in files.items()
    }


def test_it_says_no_time_and_lets_nobody_else_read_what_was_unpacked() -> None:
    [entry] = ZipFile(BytesIO(b"".join(zipped([Member("a", 1, [b"a"])])))).infolist()
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert entry.external_attr >> 16 == 0o600


def test_a_file_of_a_gigabyte_takes_the_room_of_a_piece() -> None:
    """As many bytes as there is patience for: what counts is that room does not grow with them."""
    pieces, size = 600, 100_000
    tracemalloc.start()
    out = sum(map(len, zipped([Member("large", pieces * size, _many(pieces, size))])))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert out > pieces * size
    assert peak < 20 * size


def _many(pieces: int, size: int) -> Iterator[bytes]:
    for number in range(pieces):
        yield bytes([number % 256]) * size


def test_a_stream_that_breaks_off_leaves_nothing_that_opens() -> None:
    def breaks() -> Iterator[bytes]:
        yield b"a" * 100_000
        raise RuntimeError

    taken: list[bytes] = []
    with pytest.raises(RuntimeError):
        taken += zipped([Member("a", 200_000, breaks())])
    with pytest.raises(BadZipFile):
        ZipFile(BytesIO(b"".join(taken)))
