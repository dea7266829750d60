"""A case has keys of its own, and a new generation for everybody who leaves."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, CryptoError, MalformedError, RefusedError
from crypto.keyring.boxes import lock
from crypto.keyring.casekeys import (
    KEPT_KEY_SIZE,
    LAST_GENERATION,
    CaseKey,
    Part,
    PartKey,
    case_id,
    keep_envelope_key,
    keep_older,
    link_key,
    new_case_key,
    open_envelope_key,
    open_older,
)
from crypto.names import CaseId, EnvelopeId
from crypto.suite import Label, derive
from tests.unit.crypto.committees import seed_bytes, vectors

ENVELOPE = EnvelopeId(bytes(range(16)))
CASE = case_id(ENVELOPE)
OTHER_CASE = case_id(EnvelopeId(bytes(16)))
FIRST = CaseKey(CASE, 1, seed_bytes("case", 32))
SECOND = FIRST.next()
ENVELOPE_KEY = seed_bytes("envelope key", 32)


def test_a_case_is_named_after_its_first_envelope() -> None:
    assert case_id(ENVELOPE) == sha256(b"charterline/v1/case-id\0" + ENVELOPE).digest()
    assert case_id(ENVELOPE) != OTHER_CASE
    for size in (0, 15, 17, 32):
        with pytest.raises(MalformedError):
            case_id(EnvelopeId(bytes(size)))


def test_a_new_case_has_a_key_that_was_never_seen() -> None:
    assert new_case_key(CASE).raw != new_case_key(CASE).raw
    assert new_case_key(CASE).generation == 1


def test_a_new_generation_has_nothing_in_common_with_the_one_before() -> None:
    assert (SECOND.case, SECOND.generation) == (CASE, 2)
    assert SECOND.raw != FIRST.raw
    assert SECOND.raw != FIRST.next().raw
    assert len(SECOND.raw) == 32
    last = CaseKey(CASE, LAST_GENERATION, FIRST.raw)
    assert CaseKey(CASE, LAST_GENERATION - 1, FIRST.raw).next().generation == LAST_GENERATION
    with pytest.raises(RefusedError):
        last.next()


@pytest.mark.parametrize(
    ("case", "generation", "size"),
    [(31, 1, 32), (33, 1, 32), (32, 0, 32), (32, 2**32, 32), (32, 1, 31), (32, 1, 33)],
)
def test_keys_have_sizes_and_generations_are_counted_from_one(
    case: int, generation: int, size: int
) -> None:
    with pytest.raises(MalformedError):
        CaseKey(CaseId(bytes(case)), generation, bytes(size))
    with pytest.raises(MalformedError):
        PartKey(Part.NOTES, CaseId(bytes(case)), generation, bytes(size))


def test_keys_do_not_show_themselves() -> None:
    for key in (FIRST, FIRST.part(Part.NOTES)):
        assert "raw" not in repr(key)
        assert repr(key.raw) not in repr(key)


# Generations.


def test_today_s_readers_read_all_generations_and_those_of_yesterday_only_theirs() -> None:
    third = SECOND.next()
    under_second, under_third = keep_older(FIRST, SECOND), keep_older(SECOND, third)
    assert open_older(under_third, third) == SECOND
    assert open_older(under_second, open_older(under_third, third)) == FIRST
    for key in (FIRST, SECOND):
        with pytest.raises(CryptoError):
            open_older(under_third, key)


def test_a_kept_generation_cannot_be_moved() -> None:
    kept = keep_older(FIRST, SECOND)
    assert len(kept) == KEPT_KEY_SIZE == 60
    for newer in (
        CaseKey(CASE, 3, SECOND.raw),
        CaseKey(OTHER_CASE, 2, SECOND.raw),
        CaseKey(CASE, 2, FIRST.raw),
    ):
        with pytest.raises(CannotOpenError):
            open_older(kept, newer)


def test_a_generation_holds_the_one_before_it_and_no_other() -> None:
    third = SECOND.next()
    elsewhere = CaseKey(OTHER_CASE, 1, FIRST.raw)
    for older, newer in ((FIRST, third), (third, SECOND), (SECOND, SECOND), (elsewhere, SECOND)):
        with pytest.raises(RefusedError):
            keep_older(older, newer)
    with pytest.raises(RefusedError):
        keep_older(FIRST, FIRST)
    with pytest.raises(RefusedError):
        open_older(keep_older(FIRST, SECOND), FIRST)


# Envelope keys.


def test_an_envelope_is_opened_by_its_case() -> None:
    kept = keep_envelope_key(ENVELOPE_KEY, FIRST, ENVELOPE)
    assert open_envelope_key(kept, FIRST, ENVELOPE) == ENVELOPE_KEY
    assert len(kept) == 60


def test_an_envelope_key_cannot_be_moved() -> None:
    kept = keep_envelope_key(ENVELOPE_KEY, FIRST, ENVELOPE)
    for key, envelope in (
        (FIRST, EnvelopeId(bytes(16))),
        (SECOND, ENVELOPE),
        (CaseKey(CASE, 2, FIRST.raw), ENVELOPE),
        (CaseKey(OTHER_CASE, 1, FIRST.raw), ENVELOPE),
    ):
        with pytest.raises(CannotOpenError):
            open_envelope_key(kept, key, envelope)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_only_an_envelope_key_is_kept_as_one(size: int) -> None:
    with pytest.raises(MalformedError):
        keep_envelope_key(bytes(size), FIRST, ENVELOPE)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_whoever_holds_the_case_cannot_keep_anything_else_in_its_place(size: int) -> None:
    context = Label("kept-envelope-key").over(CASE + (1).to_bytes(4), ENVELOPE)
    kept = lock(bytes(size), derive(FIRST.raw, context), context)
    with pytest.raises(MalformedError):
        open_envelope_key(kept, FIRST, ENVELOPE)
    context = Label("older-generation").over(CASE + (2).to_bytes(4))
    kept = lock(bytes(size), derive(SECOND.raw, context), context)
    with pytest.raises(MalformedError):
        open_older(kept, SECOND)


@given(raw=st.binary(max_size=80))
@settings(max_examples=50)
def test_no_bytes_open(raw: bytes) -> None:
    for hostile in (raw, raw.ljust(60, b"\0")):
        with pytest.raises(CryptoError):
            open_envelope_key(hostile, FIRST, ENVELOPE)
        with pytest.raises(CryptoError):
            open_older(hostile, SECOND)


def test_a_key_that_is_kept_twice_does_not_look_the_same() -> None:
    assert keep_older(FIRST, SECOND)[:12] != keep_older(FIRST, SECOND)[:12]


# Links.


def test_only_who_holds_both_cases_can_read_a_link_between_them() -> None:
    other = new_case_key(OTHER_CASE)
    key = link_key(FIRST, other)
    assert key == link_key(other, FIRST)
    assert len(key) == 32
    changed = [
        link_key(SECOND, other),
        link_key(FIRST, other.next()),
        link_key(FIRST, CaseKey(case_id(EnvelopeId(b"\1" * 16)), 1, other.raw)),
        link_key(CaseKey(CASE, 2, FIRST.raw), other),
    ]
    assert len({key, *changed}) == 5
    with pytest.raises(RefusedError):
        link_key(FIRST, SECOND)


@pytest.mark.parametrize("vector", vectors("casekeys"), ids=lambda vector: vector["name"])
def test_frozen_case_keys_keep_their_meaning(vector: dict[str, str]) -> None:
    key = CaseKey(
        CaseId(bytes.fromhex(vector["case"])),
        int(vector["generation"]),
        bytes.fromhex(vector["key"]),
    )
    for part in Part:
        assert key.part(part).raw.hex() == vector[part.name.lower()]
    other = CaseKey(CaseId(bytes.fromhex(vector["other_case"])), 1, bytes(32))
    assert link_key(key, other).hex() == vector["link"]
    older, kept = bytes.fromhex(vector["older"]), bytes.fromhex(vector["envelope_key"])
    envelope = EnvelopeId(bytes.fromhex(vector["envelope"]))
    if vector["expect"] == "opens":
        assert open_older(older, key).raw.hex() == vector["older_key"]
        assert open_envelope_key(kept, key, envelope).hex() == vector["plain"]
        return
    with pytest.raises(CryptoError):
        open_older(older, key)
    with pytest.raises(CryptoError):
        open_envelope_key(kept, key, envelope)
