"""Seal whole things under a key that may serve for ever: Cobblestone-256, in one go.

It commits to its key and draws a salt for each sealing, so equal plaintexts never look
alike. Blobs, which are too long to be held, are sealed piece by piece in `blob`.
"""

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from crypto.errors import CannotOpenError
from crypto.suite import TAG_SIZE, check_key

_CHUNK_SIZE = 16_384
_FIXED = 24 + 32 + TAG_SIZE  # the salt, the commitment, and the tag of the last chunk


def room_inside(sealed_size: int) -> int:
    """Return how many plain bytes lock up into exactly so many: every 16 KiB cost 16 bytes."""
    full = (sealed_size - _FIXED) // (_CHUNK_SIZE + TAG_SIZE)
    return sealed_size - _FIXED - full * TAG_SIZE


def lock(plain: bytes, key: bytes, context: bytes) -> bytes:
    check_key(key)
    sealer = Cobblestone256Encryptor(key, context)
    return sealer.update(plain) + sealer.finalize()


def unlock(sealed: bytes, key: bytes, context: bytes) -> bytes:
    check_key(key)
    opener = Cobblestone256Decryptor(key, context)
    try:
        return opener.update(sealed) + opener.finalize()
    except InvalidTag as exc:
        raise CannotOpenError("the key does not fit, or the bytes were changed") from exc
