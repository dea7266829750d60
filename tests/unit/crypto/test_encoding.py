"""One value, one encoding; everything else is refused."""

from collections import UserDict
from datetime import date
from enum import IntEnum
from types import MappingProxyType
from typing import cast

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.encoding import Value, decode, decode_vouched, encode, utf8
from crypto.errors import MalformedError
from crypto.mailbox.snapshot import Status

_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**64), max_value=2**64 - 1)
    | st.text(max_size=20)
    | st.binary(max_size=20)
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=30), inner, max_size=4)
    ),
    max_leaves=10,
)


@given(value=_VALUES)
def test_what_is_encoded_is_decoded_to_the_same(value: Value) -> None:
    assert decode(encode(value)) == value


@given(value=_VALUES)
def test_what_a_key_vouches_for_is_read_as_it_was_written(value: Value) -> None:
    assert decode_vouched(encode(value)) == value


@given(raw=st.binary(max_size=40))
def test_what_is_no_cbor_at_all_is_refused_whoever_vouches_for_it(raw: bytes) -> None:
    try:
        decode_vouched(raw)
    except MalformedError:
        with pytest.raises(MalformedError):
            decode(raw)


@given(raw=st.binary(max_size=40))
def test_any_bytes_are_one_encoding_of_a_value_or_refused(raw: bytes) -> None:
    try:
        value = decode(raw)
    except MalformedError:
        return
    assert encode(value) == raw


@pytest.mark.parametrize(
    "hexed",
    ["81" * 40 + "00", "c074323032362d30312d30315430303a30303a30305a", "a18000", "61ff", "18"],
)
def test_no_key_vouches_for_depths_dates_or_keys_that_are_no_texts(hexed: str) -> None:
    with pytest.raises(MalformedError):
        decode_vouched(bytes.fromhex(hexed))


def test_keys_are_sorted_by_their_encoding() -> None:
    assert encode({"b": 1, "aa": 2, "a": 3}).hex() == "a3616103616201626161" + "02"


@pytest.mark.parametrize(
    "hexed",
    [
        "1801",  # 1, longer than needed
        "a2616101616102",  # a key twice
        "a2616201616102",  # keys out of order
        "9f01ff",  # a list of unknown length
        "5f4101ff",  # bytes of unknown length
        "61ff",  # not UTF-8
        "fb3ff0000000000000",  # a float
        "f97e00",  # no number
        "81f93e00",  # a float in a list
        "a16161f93e00",  # a float in a map
        "a1616181c11a514b67b0",  # a date deep inside
        "f7",  # undefined
        "e0",  # a simple value
        "c11a514b67b0",  # a date
        "c349010000000000000000",  # a number below -2^64
        "c249010000000000000000",  # a number above 2^64 - 1
        "c48221196ab3",  # a decimal fraction
        "d81c80",  # a value to be shared
        "d81d00",  # a shared value
        "d9d9f700",  # a tag that says nothing
        "a10101",  # a key that is not text
        "a1410101",  # a key of bytes
        "d9010280",  # a set
        "f4f4",  # something behind the value
        "",
        "5bffffffffffffffff",
        "9bffffffffffffffff",
    ],
)
def test_what_we_never_write_is_never_read(hexed: str) -> None:
    with pytest.raises(MalformedError):
        decode(bytes.fromhex(hexed))


def test_numbers_end_at_64_bits() -> None:
    assert decode(bytes.fromhex("1bffffffffffffffff")) == 2**64 - 1
    assert decode(bytes.fromhex("3bffffffffffffffff")) == -(2**64)


def test_a_value_nests_eight_deep_and_no_deeper() -> None:
    assert decode(b"\x81" * 8 + b"\x00") == [[[[[[[[0]]]]]]]]
    with pytest.raises(MalformedError):
        decode(b"\x81" * 9 + b"\x00")
    with pytest.raises(MalformedError):
        decode(b"\x81" * 100_000 + b"\x00")


@given(
    tag=st.integers(min_value=0, max_value=300) | st.sampled_from([1004, 43_000, 55_799]),
    value=st.none() | st.integers() | st.text(max_size=9) | st.lists(st.integers(), max_size=3),
)
def test_no_tag_brings_a_foreign_error(tag: int, value: object) -> None:
    with pytest.raises(MalformedError):
        decode(cbor2.dumps(cbor2.CBORTag(tag, value)))


def nested(depth: int) -> Value:
    value: Value = []
    for _ in range(depth - 1):
        value = [value]
    return value


class OddText(str):
    """A text that may spell itself in another way elsewhere."""

    __slots__ = ()


class OddNumber(IntEnum):
    ONE = 1


@pytest.mark.parametrize(
    "value",
    [
        *(2**64, -(2**64) - 1, nested(9), 1.5, {1: 2}, {b"a": 1}, {None: 1}),
        *(bytearray(b"a"), memoryview(b"a"), {1}, frozenset("a"), object(), Status, Status.SENT),
        *(OddText("a"), {OddText("a"): 1}, OddNumber.ONE, {Status.SENT: 1}, date(2026, 1, 1)),
        *(UserDict(a=1), MappingProxyType({"a": 1}), range(2), [{1}], {"a": object()}),
        *("\ud800", {"\ud800": 1}),
    ],
)
def test_what_could_not_be_read_back_is_never_written(value: Value) -> None:
    with pytest.raises(MalformedError):
        encode(value)


@pytest.mark.parametrize("others", range(4))
@pytest.mark.parametrize("bad", [1.5, [1.5], {"a": 1.5}, {"a": [1.5]}, date(2026, 1, 1), {1: 1}])
def test_what_is_not_ours_is_found_behind_however_many_others(bad: object, others: int) -> None:
    for value in ([[1]] * others + [[bad]], {f"{n}": [1] for n in range(others)} | {"x": [bad]}):
        with pytest.raises(MalformedError):
            encode(cast(Value, value))


def test_a_list_may_hold_every_kind_at_once() -> None:
    kinds: Value = [None, True, 1, "a", b"b", [2], (3,), {"c": 4}]
    assert decode(encode(kinds)) == [None, True, 1, "a", b"b", [2], [3], {"c": 4}]


def test_what_is_just_within_the_bounds_is_written_and_read() -> None:
    for value in (2**64 - 1, -(2**64), nested(8)):
        assert decode(encode(value)) == value


@pytest.mark.parametrize("tag", [*range(60), 100, 256, 258, 260, 261, 1_004, 55_799])
def test_no_tag_is_acted_upon(tag: int) -> None:
    for inner in (b"\x00", b"\x61x", b"\x41x", b"\x80"):
        with pytest.raises(MalformedError) as refused:
            decode(cbor2.dumps(cbor2.CBORTag(tag, None))[:-1] + inner)
        assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    "hexed",
    [
        "d81c81d81d00",  # a list that holds itself
        "82d81c8101d81d00",  # one list, written once and read twice
        "c11a514b67b0",  # a date
        "d8236161",  # a pattern
    ],
)
def test_a_tag_is_refused_while_it_is_read_and_never_acted_upon(hexed: str) -> None:
    with pytest.raises(MalformedError) as refused:
        decode(bytes.fromhex(hexed))
    assert isinstance(refused.value.__context__, cbor2.CBORDecodeError)


@pytest.mark.parametrize("hexed", ["a1800001", "a1810001", "a1a000", "bf616101ff", "7f6161ff"])
def test_maps_have_texts_for_keys_and_everything_says_its_length(hexed: str) -> None:
    with pytest.raises(MalformedError):
        decode(bytes.fromhex(hexed))


def test_a_key_that_is_no_text_is_refused_before_it_is_hashed() -> None:
    """Hashes of lists are not keyed: thousands that collide would cost minutes, not bytes."""
    for key in (b"\x80", b"\x81\x00", b"\x00", b"\xa0", b"\xf6"):
        with pytest.raises(MalformedError) as refused:
            decode(b"\xa1" + key + b"\x00")
        assert isinstance(refused.value.__context__, cbor2.CBORDecodeError)


def test_half_a_character_is_bound_to_nothing() -> None:
    assert utf8("\u00e9") == b"\xc3\xa9"
    with pytest.raises(MalformedError) as refused:
        utf8("\ud800")
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
