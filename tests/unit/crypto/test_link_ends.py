"""A link between two cases opens for whoever reads both, and for nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, RefusedError
from crypto.keyring.casekeys import CaseKey, Part, case_id
from crypto.keyring.fields import (
    FIELD_OVERHEAD,
    Place,
    field_generation,
    open_field,
    open_link_end,
    seal_field,
    seal_link_end,
)
from crypto.names import EnvelopeId
from tests.unit.crypto.committees import seed_bytes

ROW = bytes(range(16))
GENERATIONS = st.integers(1, 40)


def key_of(number: int, generation: int = 1) -> CaseKey:
    case = case_id(EnvelopeId(bytes([number]) * 16))
    return CaseKey(case, generation, seed_bytes(f"case {number} {generation}", 32))


@given(plain=st.binary(max_size=200), here=GENERATIONS, there=GENERATIONS)
def test_both_keys_open_what_both_keys_sealed(plain: bytes, here: int, there: int) -> None:
    one, other = key_of(1, here), key_of(2, there)
    sealed = seal_link_end(plain, one, other, ROW)
    assert open_link_end(sealed, one, other, ROW) == plain
    assert field_generation(sealed) == here
    assert len(sealed) == len(plain) + FIELD_OVERHEAD


@given(wrong=st.sampled_from(["there", "here", "row", "ends", "generation"]))
def test_neither_key_alone_nor_another_place_opens_it(wrong: str) -> None:
    one, other, row = key_of(1), key_of(2), ROW
    sealed = seal_link_end(b"merged", one, other, row)
    tried = {
        "there": (one, key_of(3), row),
        "here": (key_of(3), other, row),
        "row": (one, other, bytes(16)),
        "ends": (other, one, row),
        "generation": (key_of(1, 2), other, row),
    }
    with pytest.raises(CannotOpenError):
        open_link_end(sealed, *tried[wrong])


@given(at=st.integers(0, 63))
def test_a_changed_byte_is_noticed(at: int) -> None:
    one, other = key_of(1), key_of(2)
    sealed = bytearray(seal_link_end(bytes(64), one, other, ROW))
    sealed[at] ^= 1
    with pytest.raises(CannotOpenError):
        open_link_end(bytes(sealed), one, other, ROW)


def test_an_end_looks_like_a_field_of_its_case_and_opens_as_none() -> None:
    one, other = key_of(1), key_of(2)
    sealed = seal_link_end(bytes(64), one, other, ROW)
    place = Place("case_entries", "sealed", ROW)
    assert len(sealed) == len(seal_field(bytes(64), one.part(Part.NOTES), place))
    for part in Part:
        with pytest.raises(CannotOpenError):
            open_field(sealed, one.part(part), place)


def test_a_case_is_not_linked_with_itself() -> None:
    with pytest.raises(RefusedError):
        seal_link_end(b"", key_of(1), key_of(1, 2), ROW)
