"""Attachments come out as they went in, and what nobody claims is swept after two days."""

import secrets
import tracemalloc
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from crypto.names import BlobId
from store.blobs import ROW_SIZE, BlobSink, DatabaseBlobs, blob_rows, oldest_kept
from store.dropbox import Dropbox
from store.errors import RefusedError, WrongSizeError
from tests.unit.store.builders import DAY, a_blob_id, an_envelope
from tests.unit.store.conftest import Ground

FEW = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _intake(ground: Ground, day: date = DAY) -> DatabaseBlobs:
    return DatabaseBlobs(ground.intake, lambda: day)


def _casework(ground: Ground) -> DatabaseBlobs:
    return DatabaseBlobs(ground.casework, lambda: DAY)


def _claim(ground: Ground, blob: BlobId) -> None:
    with ground.intake.transaction() as tx:
        Dropbox(tx).deposit(an_envelope(), blob, DAY)


def _upload(ground: Ground, content: bytes, day: date = DAY) -> BlobId:
    blob = a_blob_id()
    with BlobSink(_intake(ground, day), blob) as sink:
        sink.write(content)
    return blob


@FEW
@given(
    sizes=st.lists(
        st.one_of(
            st.integers(0, 70_000),
            st.sampled_from([1, ROW_SIZE - 1, ROW_SIZE, ROW_SIZE + 1, 2 * ROW_SIZE + 7]),
        ),
        max_size=4,
    )
)
def test_a_blob_comes_out_byte_for_byte_however_it_was_cut(
    ground: Ground, sizes: list[int]
) -> None:
    pieces = [secrets.token_bytes(size) for size in sizes]
    blob = a_blob_id()
    with BlobSink(_intake(ground), blob) as sink:
        for piece in pieces:
            sink.write(piece)
    rows = list(_casework(ground).read(blob))
    assert b"".join(rows) == b"".join(pieces)
    assert all(len(row) == ROW_SIZE for row in rows[:-1])
    assert _casework(ground).size(blob) == sum(sizes)


@pytest.mark.parametrize("size", [0, ROW_SIZE + 1])
def test_a_row_of_an_impossible_size_is_refused(ground: Ground, size: int) -> None:
    with pytest.raises(WrongSizeError):
        _intake(ground).append(a_blob_id(), 0, bytes(size))


def test_a_row_is_written_once(ground: Ground) -> None:
    blob = a_blob_id()
    _intake(ground).append(blob, 0, b"first")
    with pytest.raises(RefusedError):
        _intake(ground).append(blob, 0, b"second")
    assert list(_casework(ground).read(blob)) == [b"first"]


class _LostConnectionError(Exception):
    """What a server raises in mid-upload."""


def test_an_upload_that_breaks_off_leaves_nothing(ground: Ground) -> None:
    blob = a_blob_id()

    def upload() -> None:
        with BlobSink(_intake(ground), blob) as sink:
            sink.write(bytes(ROW_SIZE + 5))
            assert _casework(ground).size(blob) == ROW_SIZE
            raise _LostConnectionError

    with pytest.raises(_LostConnectionError):
        upload()
    assert list(_casework(ground).read(blob)) == []


def test_a_claimed_blob_cannot_be_abandoned(ground: Ground) -> None:
    blob = _upload(ground, b"evidence")
    _claim(ground, blob)
    _intake(ground).abandon(blob)
    assert list(_casework(ground).read(blob)) == [b"evidence"]


def test_abandoning_one_upload_leaves_the_others(ground: Ground) -> None:
    other = _upload(ground, b"still coming in")
    _intake(ground).abandon(_upload(ground, b"broken off"))
    assert list(_casework(ground).read(other)) == [b"still coming in"]


def test_a_collected_blob_is_gone(ground: Ground) -> None:
    blob, other = _upload(ground, bytes(3 * ROW_SIZE)), _upload(ground, b"another")
    _claim(ground, blob)
    _casework(ground).drop(blob)
    assert _casework(ground).size(blob) == 0
    assert list(_casework(ground).read(blob)) == []
    assert _casework(ground).size(other) == 7


def test_the_collector_names_rows_before_it_fetches_them(ground: Ground) -> None:
    blob, other = _upload(ground, bytes(ROW_SIZE + 5)), _upload(ground, b"another")
    sizes = dict(_casework(ground).sizes([blob, other]))
    assert sizes == {(blob, 0): ROW_SIZE, (blob, 1): 5, (other, 0): 7}
    rows = dict(_casework(ground).rows([(blob, 1), (other, 0)]))
    assert rows == {(blob, 1): bytes(5), (other, 0): b"another"}
    _casework(ground).drop(blob, other)
    assert _casework(ground).sizes([blob, other]) == []


@FEW
@given(blobs=st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=6))
def test_the_sweep_removes_exactly_what_is_unclaimed_and_two_days_old(
    ground: Ground, blobs: list[tuple[int, bool]]
) -> None:
    kept: set[bytes] = set()
    swept: set[bytes] = set()
    for age, claimed in blobs:
        blob = _upload(ground, b"x", DAY - timedelta(days=age))
        if claimed:
            _claim(ground, blob)
        (swept if age >= 2 and not claimed else kept).add(blob)
    already = _all(ground)
    assert _casework(ground).sweep(oldest_kept(DAY)) == len(swept)
    assert _all(ground) == already - swept
    assert kept <= _all(ground)


def test_the_sweep_gets_through_more_than_one_transaction(ground: Ground) -> None:
    blob = a_blob_id()
    for number in range(40):
        _intake(ground, DAY - timedelta(days=9)).append(blob, number, b"x")
    assert _casework(ground).sweep(oldest_kept(DAY)) == 40


def test_an_upload_takes_no_more_memory_than_a_few_rows(ground: Ground) -> None:
    blob, piece = a_blob_id(), bytes(65_536)
    with BlobSink(_intake(ground), blob) as sink:
        tracemalloc.start()
        for _ in range(384):
            sink.write(piece)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert _casework(ground).size(blob) == 384 * 65_536
    assert peak < 8 * ROW_SIZE


def _all(ground: Ground) -> set[bytes]:
    with ground.owner.reading() as tx:
        return set(tx.scalars(select(blob_rows.c.blob)))
