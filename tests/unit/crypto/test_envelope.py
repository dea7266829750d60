"""What a store may see of an envelope, and what it refuses to take for one."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.envelope import (
    BODY_SIZE,
    ENVELOPE_SIZE,
    HEADER_SIZE,
    SLOTS,
    STANZA_SIZE,
    Envelope,
    EnvelopeKey,
    Header,
)
from crypto.errors import MalformedError
from crypto.names import EnvelopeId, ManifestHash
from crypto.sealing import seal
from tests.unit.crypto.submissions import ENVELOPE, MANIFEST, REPORT, public

SEALED = seal(REPORT, [public("holder")], MANIFEST, ENVELOPE)


def test_every_part_lies_where_the_format_says() -> None:
    raw = SEALED.raw
    assert len(raw) == 65_536
    assert raw[:16].hex() == "43484c45" + "0100" + "0001" + "01" + "10" + "000000000000"
    assert raw[16:48] == MANIFEST
    assert raw[48:64] == ENVELOPE
    assert b"".join(SEALED.stanzas) == raw[64:18_752]
    assert SEALED.authenticated == raw[:18_752]
    assert SEALED.header_mac == raw[18_752:18_784]
    assert SEALED.header_hash == sha256(raw[:18_784]).digest()
    assert SEALED.body == raw[18_784:]


def test_sixteen_stanzas_and_a_body_of_fixed_sizes() -> None:
    assert [len(stanza) for stanza in SEALED.stanzas] == [1_168] * 16
    assert (HEADER_SIZE, SLOTS, STANZA_SIZE, BODY_SIZE) == (64, 16, 1_168, 46_752)


def test_what_a_store_kept_apart_goes_together_again() -> None:
    parts = (SEALED.header, SEALED.stanzas, SEALED.header_mac, SEALED.body)
    assert Envelope.of(*parts) == SEALED
    assert Envelope.parse(SEALED.raw) == SEALED
    assert Header.parse(bytes(SEALED.header)) == Header(MANIFEST, ENVELOPE)


def test_parts_of_other_sizes_do_not_go_together() -> None:
    header, stanzas, mac, body = SEALED.header, SEALED.stanzas, SEALED.header_mac, SEALED.body
    halves = [stanzas[0][:-1], stanzas[1] + b"\x00", *stanzas[2:]]
    for wrong in (
        (header, stanzas[1:], mac, body + bytes(STANZA_SIZE)),
        (header, halves, mac, body),
        (header, stanzas, mac[1:], body + b"\x00"),
        (header, stanzas, mac, body[1:]),
    ):
        with pytest.raises(MalformedError):
            Envelope.of(*wrong)


@pytest.mark.parametrize("at", range(16))
def test_a_fixed_field_that_differs_in_one_bit_is_refused(at: int) -> None:
    for bit in range(8):
        changed = bytearray(SEALED.raw)
        changed[at] ^= 1 << bit
        with pytest.raises(MalformedError):
            Envelope.parse(bytes(changed))


@pytest.mark.parametrize("size", [*range(0, ENVELOPE_SIZE, 1_024), ENVELOPE_SIZE - 1])
def test_an_envelope_cut_off_anywhere_is_refused(size: int) -> None:
    with pytest.raises(MalformedError):
        Envelope.parse(SEALED.raw[:size])


def test_an_envelope_with_one_byte_more_is_refused() -> None:
    with pytest.raises(MalformedError):
        Envelope.parse(SEALED.raw + b"\x00")


@settings(max_examples=50)
@given(raw=st.binary(max_size=200))
def test_bytes_that_are_no_header_are_refused(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        Header.parse(raw)


def test_a_header_has_64_bytes() -> None:
    raw = bytes(SEALED.header)
    for wrong in (raw[:-1], raw + b"\x00"):
        with pytest.raises(MalformedError):
            Header.parse(wrong)


def test_ids_of_other_sizes_are_refused() -> None:
    with pytest.raises(MalformedError):
        Header(ManifestHash(bytes(31)), ENVELOPE)
    with pytest.raises(MalformedError):
        Header(MANIFEST, EnvelopeId(bytes(17)))


@pytest.mark.parametrize("size", [0, 31, 33])
def test_an_envelope_key_has_32_bytes(size: int) -> None:
    with pytest.raises(MalformedError):
        EnvelopeKey(bytes(size))


def test_neither_keys_nor_sealed_bytes_show_in_a_repr() -> None:
    key = EnvelopeKey(b"\xab" * 32)
    assert "xab" not in repr(key)
    assert len(repr(SEALED)) < 100
