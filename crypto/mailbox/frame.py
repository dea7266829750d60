"""Give every row one size, whatever it holds, and read back only what was written.

Length survives encryption and can name its author; a reader that accepts two
spellings of one value can be told two stories.
"""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from crypto.encoding import Value, decode
from crypto.errors import CannotOpenError, MalformedError, RefusedError

Word = TypeVar("Word", bound=StrEnum)

LENGTH_SIZE = 4
_CHUNK = 16_384
_CHUNK_TAG = 16
_MOST_LETTERS = 16
_LOCK_FIXED = 72  # 24 bytes of salt, 32 of key commitment, the last chunk's tag


def room_inside(row_size: int) -> int:
    """Return how many plain bytes lock up into exactly so many: every 16 KiB cost 16 bytes."""
    full = (row_size - _LOCK_FIXED) // (_CHUNK + _CHUNK_TAG)
    return row_size - _LOCK_FIXED - full * _CHUNK_TAG


def lock(plain: bytes, key: bytes, context: bytes) -> bytes:
    """Cobblestone-256. Its salt is fresh, so equal rows never look alike, and a key never wears."""
    sealer = Cobblestone256Encryptor(key, context)
    return sealer.update(plain) + sealer.finalize()


def unlock(sealed: bytes, key: bytes, context: bytes) -> bytes:
    opener = Cobblestone256Decryptor(key, context)
    try:
        return opener.update(sealed) + opener.finalize()
    except InvalidTag as exc:
        raise CannotOpenError("the key does not fit, or the bytes were changed") from exc


def framed(body: bytes, size: int) -> bytes:
    """u32 length, the body, zeros: always `size` bytes."""
    if len(body) > size - LENGTH_SIZE:
        raise RefusedError("more than a row can hold")
    return (len(body).to_bytes(LENGTH_SIZE) + body).ljust(size, b"\0")


def unframed(plain: bytes) -> bytes:
    end = LENGTH_SIZE + int.from_bytes(plain[:LENGTH_SIZE])
    if end > len(plain) or plain[end:] != bytes(len(plain) - end):
        raise MalformedError("the length is wrong, or something follows the body")
    return plain[LENGTH_SIZE:end]


def fields(body: bytes, *names: str) -> dict[str, Value]:
    """Read a map that has exactly these keys."""
    return keyed(decode(body), *names)


def keyed(value: Value, *names: str) -> dict[str, Value]:
    if not isinstance(value, dict) or set(value) != set(names):
        raise MalformedError("not the fields of this version")
    return value


def number(value: Value, most: int = 2**32 - 1, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise MalformedError("not a number of the range")
    return value


def flag(value: Value) -> bool:
    if not isinstance(value, bool):
        raise MalformedError("neither yes nor no")
    return value


def raw(value: Value, size: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != size:
        raise MalformedError("not bytes of that size")
    return value


def text(value: Value, most: int, least: int = 0) -> str:
    if not isinstance(value, str) or not least <= len(value.encode()) <= most:
        raise MalformedError("not a text of that size")
    return value


def word(kind: type[Word], value: Value) -> Word:
    try:
        return kind(text(value, _MOST_LETTERS))
    except ValueError:
        # Not `from exc`: that error repeats the word, which was sealed.
        raise MalformedError("not one of the words of this version") from None


def items(value: Value, most: int, least: int = 0) -> list[Value]:
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise MalformedError("not a list of that length")
    return value


def day(value: Value) -> date:
    """Read the one spelling of a day that we write, not the many that ISO 8601 allows."""
    try:
        found = date.fromisoformat(text(value, _MOST_LETTERS))
    except ValueError:
        # Not `from exc`: that error repeats the text, which was sealed.
        raise MalformedError("not a day") from None
    if found.isoformat() != value:
        raise MalformedError("not a day as we write it")
    return found
