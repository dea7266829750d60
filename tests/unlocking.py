"""A second reader of locked copies: what another program does with words that were told to it."""

import hmac
from hashlib import pbkdf2_hmac
from io import BytesIO
from struct import unpack_from
from zipfile import ZipFile

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_HEAD = 30


class WrongWordsError(Exception):
    """They do not open it, or it was changed."""


def unlocked(raw: bytes, words: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the one file in it."""
    with ZipFile(BytesIO(raw)) as whole:
        [inside] = whole.infolist()
    assert inside.compress_type == 99
    assert inside.CRC == 0
    name, extra = unpack_from("<HH", raw, inside.header_offset + 26)
    start = inside.header_offset + _HEAD + name + extra
    locked = raw[start : start + inside.compress_size]
    plain = opened(locked, words)
    assert len(plain) == inside.file_size
    return inside.filename, plain


def opened(locked: bytes, words: str) -> bytes:
    salt, verifier, body, seal = locked[:16], locked[16:18], locked[18:-10], locked[-10:]
    keys = pbkdf2_hmac("sha1", words.encode(), salt, 1_000, 66)
    if keys[64:] != verifier or hmac.new(keys[32:64], body, "sha1").digest()[:10] != seal:
        raise WrongWordsError
    cipher = Cipher(algorithms.AES(keys[:32]), modes.ECB()).encryptor()  # noqa: S305  # as it counts
    blocks = -(-len(body) // 16)
    mask = cipher.update(b"".join(each.to_bytes(16, "little") for each in range(1, blocks + 1)))
    return bytes(one ^ other for one, other in zip(body, mask, strict=False))
