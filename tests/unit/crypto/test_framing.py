"""Exact sizes, and one spelling for each value."""

from datetime import date
from traceback import format_exception

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import bulk, encoding
from crypto.encoding import Value, encode
from crypto.errors import CannotOpenError, CryptoError, MalformedError, RefusedError
from crypto.keyring import boxes
from crypto.mailbox.snapshot import Status

KEY = bytes(32)


@pytest.mark.parametrize("size", [72, 73, 360, 8_192, 16_455, 16_472, 16_473, 64_368, 65_536])
def test_a_full_row_has_exactly_the_size_that_was_asked_for(size: int) -> None:
    assert len(bulk.lock(bytes(bulk.room_inside(size)), KEY, b"")) == size


@given(plain=st.binary(max_size=100), context=st.binary(max_size=10))
def test_what_was_locked_unlocks_under_its_context_alone(plain: bytes, context: bytes) -> None:
    sealed = bulk.lock(plain, KEY, context)
    assert bulk.unlock(sealed, KEY, context) == plain
    with pytest.raises(CannotOpenError):
        bulk.unlock(sealed, KEY, context + b"x")


@given(body=st.binary(max_size=60))
def test_a_frame_gives_back_its_body_and_has_one_size(body: bytes) -> None:
    framed = encoding.framed(body, 64)
    assert len(framed) == 64
    assert encoding.unframed(framed) == body


def test_a_frame_takes_what_just_fits_and_refuses_one_byte_more() -> None:
    assert encoding.framed(b"x" * 6, 10) == b"\0\0\0\x06xxxxxx"
    with pytest.raises(RefusedError):
        encoding.framed(b"x" * 7, 10)


@pytest.mark.parametrize(
    "framed", [b"\0\0\0\x02x", b"\0\0\0\x01xy", b"\0\0\0\0\0\1", b"\xff\xff\xff\xffx"]
)
def test_a_frame_with_a_wrong_length_or_a_rest_is_refused(framed: bytes) -> None:
    with pytest.raises(MalformedError):
        encoding.unframed(framed)


@pytest.mark.parametrize("value", [[1], {"a": 1}, {"a": 1, "b": 2, "c": 3}, {"a": 1, "c": 2}, 1])
def test_only_exactly_the_named_fields_are_read(value: Value) -> None:
    assert encoding.fields(encode({"a": 1, "b": 2}), "b", "a") == {"a": 1, "b": 2}
    with pytest.raises(MalformedError):
        encoding.fields(encode(value), "a", "b")


@pytest.mark.parametrize("value", [True, False, 1, 6, -1, "3", None, b"3", [3]])
def test_numbers_are_numbers_within_their_range(value: Value) -> None:
    assert (encoding.number(2, 5, 2), encoding.number(5, 5, 2), encoding.number(0)) == (2, 5, 0)
    assert encoding.number(2**32 - 1) == 2**32 - 1
    with pytest.raises(MalformedError):
        encoding.number(value, 5, 2)
    with pytest.raises(MalformedError):
        encoding.number(2**32)


def test_yes_and_no_are_not_numbers() -> None:
    assert [encoding.flag(value) for value in (True, False)] == [True, False]
    with pytest.raises(MalformedError):
        encoding.flag(1)


@pytest.mark.parametrize("value", [b"", b"1", b"123", "12", 12, None])
def test_bytes_have_their_size(value: Value) -> None:
    assert encoding.sized(b"12", 2) == b"12"
    with pytest.raises(MalformedError):
        encoding.sized(value, 2)


@pytest.mark.parametrize("value", ["", "éé", "1234", b"12", 12])
def test_texts_are_measured_in_bytes(value: Value) -> None:
    assert (encoding.text("é1", 3, 1), encoding.text("1", 3, 1), encoding.text("", 3)) == (
        "é1",
        "1",
        "",
    )
    with pytest.raises(MalformedError):
        encoding.text(value, 3, 1)


def test_words_are_the_words_of_this_version() -> None:
    assert encoding.word(Status, "looked-into") is Status.LOOKED_INTO
    for value in ("rejected", "", "x" * 17, 1):
        with pytest.raises(MalformedError):
            encoding.word(Status, value)


@pytest.mark.parametrize("value", [[], [1], [1, 2, 3, 4], "12", b"12", {"1": 1, "2": 2}])
def test_lists_have_their_length(value: Value) -> None:
    assert (encoding.items([1, 2], 3, 2), encoding.items([1, 2, 3], 3, 2)) == ([1, 2], [1, 2, 3])
    assert encoding.items([], 3) == []
    with pytest.raises(MalformedError):
        encoding.items(value, 3, 2)


@given(st.dates())
def test_a_day_has_one_spelling(day: date) -> None:
    assert encoding.day(day.isoformat()) == day


@pytest.mark.parametrize(
    "value", ["2026-6-3", "20260603", "2026-W23-3", "2026-06-31", "", "2026-06-03T", 20260603]
)
def test_other_spellings_of_a_day_are_refused(value: Value) -> None:
    with pytest.raises(MalformedError):
        encoding.day(value)


@pytest.mark.parametrize("value", ["Salazar", "2026-13-01"])
def test_no_error_repeats_what_was_sealed(value: str) -> None:
    for read in (encoding.day, lambda given: encoding.word(Status, given)):
        with pytest.raises(MalformedError) as caught:
            read(value)
        assert value not in "".join(format_exception(caught.value))
        assert caught.value.__cause__ is None


@given(raw=st.binary(max_size=64))
def test_no_bytes_bring_a_foreign_error(raw: bytes) -> None:
    for read in (encoding.unframed, lambda body: encoding.fields(body, "v")):
        try:
            read(raw)
        except CryptoError:
            continue


@pytest.mark.parametrize("size", [0, 16, 31, 33, 64])
def test_a_key_of_another_size_locks_and_opens_nothing(size: int) -> None:
    sealed = bulk.lock(b"plain", KEY, b"")
    for use in (bulk.lock, bulk.unlock, boxes.lock, boxes.unlock):
        with pytest.raises(MalformedError):
            use(sealed, bytes(size), b"")
