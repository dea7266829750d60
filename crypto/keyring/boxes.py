"""One way to lock small things under a key: AES-256-GCM with a random nonce.

A key may lock 2^32 boxes before two nonces are likely to meet (one chance in
2^32). Every key here serves one session, one file, one case or one part of it,
some thousands of boxes at most, so no key comes near.
"""

from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from crypto.errors import CannotOpenError
from crypto.suite import TAG_SIZE, check_key

NONCE_SIZE = 12
OVERHEAD = NONCE_SIZE + TAG_SIZE


def lock(plain: bytes, key: bytes, context: bytes) -> bytes:
    """Return nonce (12), ciphertext, tag (16). Nobody can choose the nonce, so none comes twice."""
    check_key(key)
    nonce = token_bytes(NONCE_SIZE)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)


def unlock(box: bytes, key: bytes, context: bytes) -> bytes:
    check_key(key)
    if len(box) < OVERHEAD:
        raise CannotOpenError("the key does not fit, or the bytes were changed")
    try:
        return AESGCM(key).decrypt(box[:NONCE_SIZE], box[NONCE_SIZE:], context)
    except InvalidTag as exc:
        raise CannotOpenError("the key does not fit, or the bytes were changed") from exc
