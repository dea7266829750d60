"""A field of the database opens in its own place, and in no other."""

from dataclasses import replace
from itertools import product

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, CryptoError
from crypto.keyring.casekeys import CaseKey, Part, PartKey, case_id
from crypto.keyring.fields import (
    FIELD_OVERHEAD,
    Place,
    field_generation,
    open_field,
    seal_field,
)
from crypto.names import CaseId, EnvelopeId
from crypto.suite import Label, derive
from tests.unit.crypto.committees import seed_bytes, vectors

CASE = case_id(EnvelopeId(bytes(16)))
KEY = CaseKey(CASE, 3, seed_bytes("case", 32))
NOTES = KEY.part(Part.NOTES)
HERE = Place("notes", "body", b"row 1")
SEALED = seal_field(b"what was found", NOTES, HERE)


@given(plain=st.binary(max_size=2_000), row=st.binary(max_size=40), part=st.sampled_from(Part))
@settings(max_examples=60)
def test_a_field_is_read_where_it_was_written(plain: bytes, row: bytes, part: Part) -> None:
    place = replace(HERE, row=row)
    sealed = seal_field(plain, KEY.part(part), place)
    assert open_field(sealed, KEY.part(part), place) == plain
    assert len(sealed) == len(plain) + FIELD_OVERHEAD == len(plain) + 32
    assert field_generation(sealed) == 3


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(HERE, table="findings"),
        replace(HERE, column="title"),
        replace(HERE, row=b"row 2"),
        Place("body", "notes", b"row 1"),
        Place("notesbody", "", b"row 1"),
        Place("notes", "bodyrow", b" 1"),
    ],
)
def test_a_field_cannot_be_moved_to_another_table_column_or_row(elsewhere: Place) -> None:
    with pytest.raises(CannotOpenError):
        open_field(SEALED, NOTES, elsewhere)


def test_a_field_cannot_be_moved_to_another_case_generation_or_part() -> None:
    """Not even for somebody who has one and the same key in both places."""
    others = [
        replace(NOTES, case=CaseId(bytes(32))),
        replace(NOTES, generation=4),
        replace(NOTES, part=Part.PRIVILEGED),
        KEY.part(Part.REPORT),
        CaseKey(CASE, 3, bytes(32)).part(Part.NOTES),
        KEY.next().part(Part.NOTES),
    ]
    for key in others:
        for sealed in (SEALED, key.generation.to_bytes(4) + SEALED[4:]):
            with pytest.raises(CannotOpenError):
                open_field(sealed, key, HERE)


def test_equal_fields_do_not_look_equal() -> None:
    assert seal_field(b"yes", NOTES, HERE)[4:16] != seal_field(b"yes", NOTES, HERE)[4:16]


@pytest.mark.parametrize("at", range(len(SEALED)))
def test_no_byte_of_a_field_can_be_changed(at: int) -> None:
    changed = bytearray(SEALED)
    changed[at] ^= 1
    with pytest.raises(CannotOpenError):
        open_field(bytes(changed), NOTES, HERE)


@given(raw=st.binary(max_size=100))
def test_no_bytes_open(raw: bytes) -> None:
    for hostile in (raw, SEALED[:4] + raw):
        with pytest.raises(CannotOpenError):
            open_field(hostile, NOTES, HERE)


@pytest.mark.parametrize("size", [0, 4, 31])
def test_what_is_shorter_than_an_empty_field_is_none(size: int) -> None:
    with pytest.raises(CannotOpenError):
        field_generation(bytes(size))
    assert field_generation(bytes(32)) == 0


def test_every_part_of_every_generation_has_a_key_of_its_own() -> None:
    keys = {
        CaseKey(case, generation, KEY.raw).part(part).raw
        for case, generation, part in product((CASE, CaseId(bytes(32))), (1, 2, 3), Part)
    }
    assert len(keys) == 30


def sealed_by_hand(vector: dict[str, str], key: PartKey, nonce: bytes) -> bytes:
    part, number = bytes([key.part.value]), key.generation.to_bytes(4)
    field_key = derive(key.raw, Label("case-field-key").over(part, key.case + number))
    row = (vector["table"].encode(), vector["column"].encode(), bytes.fromhex(vector["row"]))
    context = Label("case-field").over(part, *row, key.case, number)
    return AESGCM(field_key).encrypt(nonce, bytes.fromhex(vector["plain"]), context)


def test_a_part_key_locks_nothing_itself() -> None:
    context = Label("case-field").over(
        bytes([Part.NOTES.value]), b"notes", b"body", b"row 1", CASE, (3).to_bytes(4)
    )
    sealed = AESGCM(NOTES.raw).encrypt(bytes(12), b"what was found", context)
    with pytest.raises(CannotOpenError):
        open_field((3).to_bytes(4) + bytes(12) + sealed, NOTES, HERE)


@pytest.mark.parametrize("vector", vectors("fields"), ids=lambda vector: vector["name"])
def test_frozen_fields_keep_their_meaning(vector: dict[str, str]) -> None:
    case_key = CaseKey(
        CaseId(bytes.fromhex(vector["case"])),
        int(vector["generation"]),
        bytes.fromhex(vector["key"]),
    )
    key: PartKey = case_key.part(Part[vector["part"]])
    place = Place(vector["table"], vector["column"], bytes.fromhex(vector["row"]))
    sealed = bytes.fromhex(vector["sealed"])
    if vector["expect"] == "opens":
        assert open_field(sealed, key, place).hex() == vector["plain"]
        assert sealed == sealed[:16] + sealed_by_hand(vector, key, sealed[4:16])
        return
    with pytest.raises(CryptoError):
        open_field(sealed, key, place)
