"""The record of a key day, signed by whoever was there."""

import pytest

from crypto.errors import CannotOpenError, CryptoError, MalformedError
from crypto.manifest.record import sign_record, verify_record
from crypto.signing import sign
from crypto.suite import Label
from tests.unit.crypto.committees import seeds_of

PAGE = "Record of the key day, 2026-06-01\n\nPresent: Zoë Müller\n"
SEEDS = seeds_of("m1").signing
SIGNED = sign_record(PAGE, SEEDS)


def test_the_page_stands_as_it_was_signed() -> None:
    verify_record(PAGE, SIGNED, SEEDS.public)
    with pytest.raises(CannotOpenError):
        verify_record(PAGE + " ", SIGNED, SEEDS.public)
    with pytest.raises(CannotOpenError):
        verify_record(PAGE, SIGNED, seeds_of("m2").signing.public)


def test_the_signature_is_over_the_label_and_the_page() -> None:
    verify_record(PAGE, sign(Label("ceremony-record"), PAGE.encode(), SEEDS), SEEDS.public)
    with pytest.raises(CannotOpenError):
        verify_record(PAGE, sign(Label("herald-notice"), PAGE.encode(), SEEDS), SEEDS.public)


def test_what_is_no_text_is_not_signed() -> None:
    with pytest.raises(MalformedError):
        sign_record("\ud800", SEEDS)
    with pytest.raises(CryptoError):
        verify_record(PAGE, b"", SEEDS.public)
