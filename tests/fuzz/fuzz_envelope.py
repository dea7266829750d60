"""Hostile envelopes: raw, patched where they are valid, and sealed by a hostile sender."""

from crypto.envelope import Envelope, EnvelopeKey, Header, HeaderHash
from crypto.errors import CryptoError
from crypto.message.inner import (
    answers_file,
    answers_from_file,
    decode_message,
    encode_message,
    unpack,
)
from crypto.opening import Opened, open_body, open_envelope
from crypto.suite import hpke_seal
from tests.unit.crypto import second_reading
from tests.unit.crypto.second_reading import filler
from tests.unit.crypto.submissions import ENVELOPE, MANIFEST, REPORT, public, seed

_KEY = bytes(32)
_HEADER = second_reading.envelope_header(MANIFEST, ENVELOPE)
_STANZAS = hpke_seal(
    _KEY, public("holder"), second_reading.stanza_info(MANIFEST, ENVELOPE)
) + filler("the others", 15 * 1_168)
_VALID = second_reading.envelope(_HEADER, _STANZAS, _KEY, bytes(24), encode_message(REPORT))


def fuzz_header(data: bytes) -> None:
    try:
        assert bytes(Header.parse(data)) == data
    except CryptoError:
        return


def fuzz_envelope(data: bytes) -> None:
    """Lay the data over a valid envelope, at a place that its first two bytes name."""
    at = int.from_bytes(data[:2])
    raw = (_VALID[:at] + data[2:] + _VALID[at + len(data) - 2 :]) if data else data
    try:
        outcome = open_envelope(Envelope.parse(raw), seed("holder"))
    except CryptoError:
        return
    assert not isinstance(outcome, Opened) or raw == _VALID


def fuzz_sealed_message(data: bytes) -> None:
    """What a hostile sender with valid keys can say: any bytes as the message."""
    raw = second_reading.envelope(_HEADER, _STANZAS, _KEY, bytes(24), data[:46_644])
    outcome = open_envelope(Envelope.parse(raw), seed("holder"))
    assert not isinstance(outcome, Opened) or encode_message(outcome.message) == data


def fuzz_body(data: bytes) -> None:
    open_body(EnvelopeKey(_KEY), HeaderHash(bytes(32)), data)


def fuzz_inner(data: bytes) -> None:
    try:
        unpack(data.ljust(46_648, b"\x00"))
    except CryptoError:
        return


def fuzz_message(data: bytes) -> None:
    try:
        message = decode_message(data)
    except CryptoError:
        return
    assert encode_message(message) == data


def fuzz_answers(data: bytes) -> None:
    try:
        answers = answers_from_file(data)
    except CryptoError:
        return
    assert answers_file(answers) == data
