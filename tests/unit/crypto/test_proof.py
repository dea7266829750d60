"""A proof of reporting stands on its own, and on every word of it."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import signing
from crypto.encoding import Value, encode
from crypto.errors import CannotOpenError, CryptoError, MalformedError, RefusedError
from crypto.mailbox.answering import sign_proof
from crypto.mailbox.proof import (
    Proof,
    content_digest,
    read_proof,
    read_proof_text,
    verify_proof,
)
from crypto.mailbox.roles import Roles
from crypto.names import ManifestHash
from crypto.suite import Label
from tests.unit.crypto.mailboxes import DAY, HOLDERS, MANIFEST, MARIA, PENS, ROLES, THOMAS, secret

ANSWERS: Value = {"what": "Invoices were backdated.", "when": ["2026-03"]}
FILES = [sha256(b"one").digest(), sha256(b"two").digest()]
SALT = secret("salt")
CONTENT = content_digest(SALT, ANSWERS, FILES)
PROOF = sign_proof(DAY, date(2026, 6, 5), CONTENT, PENS[MARIA])


def test_a_kept_proof_verifies_without_us() -> None:
    kept = read_proof_text(PROOF.text)
    assert kept == PROOF
    verify_proof(kept, ROLES)
    verify_proof(kept, ROLES, content_digest(SALT, ANSWERS, FILES))


def test_a_holder_signs_what_was_sent_and_when() -> None:
    proof = sign_proof(date(2026, 1, 2), date(2026, 1, 5), bytes(32), PENS[THOMAS])
    assert (proof.sent, proof.collected) == (date(2026, 1, 2), date(2026, 1, 5))
    assert (proof.content, proof.signer, proof.manifest) == (bytes(32), THOMAS, MANIFEST)
    verify_proof(proof, ROLES, bytes(32))


def test_a_proof_says_its_days_and_fingerprint_in_plain_words() -> None:
    assert "sent to the audit committee on 2026-06-03." in PROOF.text
    assert "collected it on 2026-06-05." in PROOF.text
    assert f"\n{CONTENT.hex()}\n" in PROOF.text
    assert max(map(len, PROOF.text.split("\n"))) == 64
    assert PROOF.text.isascii()
    assert PROOF.text.endswith("-----END PROOF OF REPORTING-----\n")


def test_a_proof_survives_mail_and_another_systems_line_ends() -> None:
    assert read_proof_text(PROOF.text.replace("\n", "\r\n")) == PROOF
    assert read_proof_text(PROOF.text + "\n\n") == PROOF
    assert read_proof_text(PROOF.text.rstrip("\n")) == PROOF


def test_the_wrong_signer_and_other_content_are_refused() -> None:
    with pytest.raises(CannotOpenError):
        verify_proof(PROOF, Roles({MANIFEST: {**HOLDERS, MARIA: HOLDERS[THOMAS]}}, HOLDERS))
    with pytest.raises(RefusedError):
        verify_proof(PROOF, ROLES, content_digest(SALT, ANSWERS, FILES[:1]))


def test_only_a_holder_of_the_named_manifest_proves_anything() -> None:
    elsewhere = ManifestHash(bytes(32))
    others = {person: holder for person, holder in HOLDERS.items() if person != MARIA}
    for roles in (Roles({MANIFEST: others}, HOLDERS), Roles({elsewhere: HOLDERS}, HOLDERS)):
        with pytest.raises(CannotOpenError):
            verify_proof(PROOF, roles)
    verify_proof(PROOF, Roles({MANIFEST: HOLDERS}, others))


@pytest.mark.parametrize(
    "altered",
    [
        replace(PROOF, sent=date(2026, 6, 2)),
        replace(PROOF, collected=date(2026, 6, 6)),
        replace(PROOF, content=bytes(32)),
        replace(PROOF, signer=THOMAS),
        replace(PROOF, manifest=ManifestHash(bytes(32))),
    ],
)
def test_no_part_of_a_proof_can_be_altered(altered: Proof) -> None:
    assert read_proof_text(altered.text) == altered
    with pytest.raises(CannotOpenError):
        verify_proof(altered, ROLES)


def test_the_words_cannot_say_more_than_was_signed() -> None:
    for before, after in [
        ("on 2026-06-03", "on 2026-06-01"),
        ("PROOF OF REPORTING, VERSION 1", "PROOF OF REPORTING, VERSION 2"),
        ("A report", "No report"),
        ("\nKeep this", "\nDo not keep this"),
        ("-----BEGIN", "A word more\n-----BEGIN"),
        ("-----END PROOF OF REPORTING-----", "-----END PROOF-----"),
        ("-----END PROOF OF REPORTING-----", "-----END PROOF OF REPORTING-----\nand more"),
        ("\n", " \n"),
        ("-----END PROOF OF REPORTING-----\n", "-----END PROOF OF REPORTING----- \n"),
        ("-----END PROOF OF REPORTING-----\n", "-----END PROOF OF REPORTING-----\n "),
        ("-----END PROOF OF REPORTING-----\n", "-----END PROOF OF REPORTING-----X"),
    ]:
        with pytest.raises(MalformedError):
            read_proof_text(PROOF.text.replace(before, after, 1))


@settings(deadline=None, max_examples=50)
@given(at=st.integers(0, len(PROOF.raw) - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused(at: int, bit: int) -> None:
    raw = bytearray(PROOF.raw)
    raw[at] ^= 1 << bit
    with pytest.raises(CryptoError):
        verify_proof(read_proof(bytes(raw)), ROLES)


@given(size=st.integers(0, len(PROOF.raw) - 1))
def test_a_cut_proof_is_refused(size: int) -> None:
    with pytest.raises(MalformedError):
        read_proof(PROOF.raw[:size])


@given(st.text(max_size=80))
def test_no_text_brings_a_foreign_error(text: str) -> None:
    for kept in (text, f"-----BEGIN PROOF OF REPORTING-----\n{text}\n-----END"):
        with pytest.raises(MalformedError):
            read_proof_text(kept)


def _raw(**changed: Value) -> bytes:
    good: dict[str, Value] = {
        "v": 1,
        "sent": "2026-06-03",
        "collected": "2026-06-05",
        "content": bytes(32),
        "signer": "maria",
        "manifest": bytes(MANIFEST),
    }
    return bytes(signing.SIGNATURE_SIZE) + encode({**good, **changed})


@pytest.mark.parametrize(
    "changed",
    [
        {"v": 2},
        {"v": 0},
        {"sent": "June"},
        {"collected": None},
        {"content": bytes(31)},
        {"signer": ""},
        {"signer": "x" * 65},
        {"manifest": bytes(33)},
        {"more": 1},
    ],
)
def test_a_proof_outside_the_format_is_refused(changed: dict[str, Value]) -> None:
    assert read_proof(_raw()).signer == MARIA
    assert read_proof(_raw(signer="x" * 64)).sent == DAY
    assert read_proof(_raw(signer="x")).collected == date(2026, 6, 5)
    with pytest.raises(MalformedError):
        read_proof(_raw(**changed))


def test_the_fingerprint_depends_on_everything_and_on_where_it_stands() -> None:
    others = [
        content_digest(secret("other salt"), ANSWERS, FILES),
        content_digest(SALT, {**ANSWERS, "who": ""} if isinstance(ANSWERS, dict) else None, FILES),
        content_digest(SALT, ANSWERS, FILES[::-1]),
        content_digest(SALT, ANSWERS, FILES[:1]),
        content_digest(SALT, ANSWERS, []),
    ]
    assert len({CONTENT, *others}) == 6
    plain = Label("proof/content").over(SALT, encode(ANSWERS), b"".join(FILES))
    assert sha256(plain).digest() == CONTENT


def test_salts_and_hashes_have_32_bytes() -> None:
    for salt, files in [(bytes(31), FILES), (bytes(33), []), (SALT, [bytes(31)])]:
        with pytest.raises(MalformedError):
            content_digest(salt, ANSWERS, files)


def test_no_signature_fills_a_log() -> None:
    assert "signature" not in repr(PROOF)
