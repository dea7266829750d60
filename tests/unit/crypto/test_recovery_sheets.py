"""Whose sheet it is, and of which recovery key, without a word of it."""

from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.manifest.signed import KeyId
from crypto.recovery import (
    CHECK_SIZE,
    Quorum,
    RecoverySecret,
    RecoveryShare,
    read_share,
    split_secret,
)
from tests.unit.crypto.committees import seed_bytes

PAPER = split_secret(RecoverySecret(seed_bytes("recovery", 32)), Quorum.majority(3))


def _read(words: str) -> RecoveryShare:
    share = read_share(words)
    assert isinstance(share, RecoveryShare)
    return share


def test_a_sheet_is_told_from_every_other_sheet_and_from_itself_under_another_key() -> None:
    sheets = [_read(words) for words in (*PAPER.members, *PAPER.outsiders)]
    keys = [KeyId(sha256(name).digest()) for name in (b"this year", b"last year")]
    checks = {share.check(key) for share in sheets for key in keys}
    assert len(checks) == 2 * len(sheets)
    assert {len(check) for check in checks} == {CHECK_SIZE}


def test_a_sheets_check_value_is_what_the_format_says() -> None:
    share = _read(PAPER.members[0])
    key = KeyId(sha256(b"this year").digest())
    info = b"charterline/v1/recovery-sheet\x00" + (32).to_bytes(4) + key
    extracted = HKDF(SHA256(), 32, None, info)
    assert share.check(key) == extracted.derive(PAPER.members[0].encode())
