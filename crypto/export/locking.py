"""Lock what is taken out under words told by telephone, so that ordinary programs open it.

This is how WinZip locks a file of a ZIP (AE-2), which 7-Zip, WinZip and Keka read. Its
stretching is of another age, so the words are always drawn here and never chosen: eight of 2,048
leave nothing to guess, stretched or not. Nothing else of ours is locked like this.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import pbkdf2_hmac
from secrets import choice, token_bytes
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from crypto.errors import MalformedError, RefusedError
from crypto.passcode.wordlist import LIST_SIZE
from crypto.suite import KEY_SIZE, Secret

TELEPHONE_WORDS: Final = 8
SALT_SIZE: Final = 16
VERIFIER_SIZE: Final = 2
AUTHENTICATION_SIZE: Final = 10
LOCK_OVERHEAD: Final = SALT_SIZE + VERIFIER_SIZE + AUTHENTICATION_SIZE
_PASSES: Final = 1_000
_BLOCK: Final = 16
# As many counters as two bytes hold: within them only those two bytes change.
_AT_ONCE: Final = 2**16
_COUNTED: Final = b"".join(number.to_bytes(2, "little") + bytes(14) for number in range(_AT_ONCE))
_COUNTER_BYTES: Final = 8


@dataclass(frozen=True, slots=True, eq=False)
class TelephoneWords(Secret):
    """Words that open one copy, typed as they are shown: with one space between any two."""

    text: str = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.text.split(" ")) != TELEPHONE_WORDS or not self.text.isascii():
            raise MalformedError("eight words, and one space between any two")

    def __bytes__(self) -> bytes:
        return self.text.encode("ascii")


def draw_words(words: Sequence[str]) -> TelephoneWords:
    """Draw eight words of 2,048: 88 bits."""
    if len(set(words)) != LIST_SIZE:
        raise MalformedError("a word list has 2,048 different words")
    return TelephoneWords(" ".join(choice(words) for _ in range(TELEPHONE_WORDS)))


class FileLock:
    """`head`, then `lock` for each piece in order, then `seal`, once."""

    def __init__(self, words: TelephoneWords, salt: bytes = b"") -> None:
        salt = salt or token_bytes(SALT_SIZE)
        if len(salt) != SALT_SIZE:
            raise MalformedError("a salt has 16 bytes")
        size = 2 * KEY_SIZE + VERIFIER_SIZE
        keys = pbkdf2_hmac("sha1", bytes(words), salt, _PASSES, size)
        self.head: Final = salt + keys[2 * KEY_SIZE :]
        self._stream = _KeyStream(keys[:KEY_SIZE])
        self._mac = hmac.new(keys[KEY_SIZE : 2 * KEY_SIZE], digestmod="sha1")
        self._sealed = False

    def lock(self, plain: bytes) -> bytes:
        if self._sealed:
            raise RefusedError("nothing is locked after the seal")
        mask = self._stream.take(len(plain))
        mixed = int.from_bytes(plain) ^ int.from_bytes(mask)
        locked = mixed.to_bytes(len(plain))
        self._mac.update(locked)
        return locked

    def seal(self) -> bytes:
        if self._sealed:
            raise RefusedError("a file is sealed once")
        self._sealed = True
        return self._mac.digest()[:AUTHENTICATION_SIZE]


class _KeyStream:
    """AES of the numbers from 1 on, each as sixteen bytes with its lowest byte first."""

    def __init__(self, key: bytes) -> None:
        # Each block is another number, so nothing of what ECB is known for can show.
        ecb = modes.ECB()  # noqa: S305  # the format counts with its lowest byte first; CTR cannot
        self._cipher = Cipher(algorithms.AES(key), ecb).encryptor()
        self._rounds = 0
        self._made = self._next()[_BLOCK:]  # the first number is 1
        self._used = 0

    def take(self, size: int) -> bytes:
        taken = bytearray()
        while len(taken) < size:
            if self._used == len(self._made):
                self._made, self._used = self._next(), 0
            more = self._made[self._used : self._used + size - len(taken)]
            self._used += len(more)
            taken += more
        return bytes(taken)

    def _next(self) -> bytes:
        counters = bytearray(_COUNTED)
        for at, byte in enumerate(self._rounds.to_bytes(_COUNTER_BYTES - 2, "little"), 2):
            if byte:
                counters[at::_BLOCK] = bytes([byte]) * _AT_ONCE
        self._rounds += 1
        return self._cipher.update(bytes(counters))
