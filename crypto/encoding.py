"""Deterministic CBOR (RFC 8949, section 4.2), read only after it was authenticated.

One value has exactly one encoding. Anything else, longer forms and repeated
keys included, is refused, so that two readers can never see two values. Frames give
every body one size, whatever it says: length survives encryption and can name its author.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import NoReturn, TypeAlias, TypeVar, cast

import cbor2

from crypto.errors import MalformedError, RefusedError

Value: TypeAlias = bool | int | str | bytes | Sequence["Value"] | Mapping[str, "Value"] | None
Word = TypeVar("Word", bound=StrEnum)

LENGTH_SIZE = 4
_DEPTH = 8
_NESTING = frozenset((list, tuple, dict))
_OURS = _NESTING | {type(None), bool, int, str, bytes}
_NOT_OURS = (object(),)
_LARGEST = 2**64
_MOST = 2**32 - 1


def encode(value: Value) -> bytes:
    """Write what `decode` will read back, and refuse what it would not."""
    if not _is_ours(value):
        raise MalformedError("not of the few types that we read back")
    try:
        return cbor2.dumps(value, canonical=True)
    except UnicodeEncodeError:
        # Not `from exc`: that error carries the text.
        raise MalformedError("half a character: not text that can be written") from None


def decode(raw: bytes) -> Value:
    value = decode_vouched(raw)
    if not _is_ours(value) or cbor2.dumps(value, canonical=True) != raw:
        raise MalformedError("not deterministic CBOR of the few types that we write")
    return value


def decode_vouched(raw: bytes) -> Value:
    """Read what a key vouches for, without asking whether it could be spelt otherwise.

    For whoever reads thousands of fields at once and takes a few values from each: their types
    are asked where they are taken. What anybody could have written is for `decode`.
    """
    try:
        return cast(
            Value,
            cbor2.loads(
                raw, max_depth=_DEPTH, strict_hashable_types=True, semantic_decoders=_NO_TAGS
            ),
        )
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, MemoryError):
        # Not `from exc`: such an error can carry the text that was opened.
        raise MalformedError("not CBOR") from None


def utf8(text: str) -> bytes:
    """Write a text that is bound into something: an id, a table, a word of ours."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # Not `from exc`: that error carries the text.
        raise MalformedError("half a character: not text that can be written") from None


def framed(body: bytes, size: int) -> bytes:
    """u32 length, the body, zeros: always `size` bytes."""
    if len(body) > size - LENGTH_SIZE:
        raise RefusedError("more than there is room for")
    return (len(body).to_bytes(LENGTH_SIZE) + body).ljust(size, b"\0")


def unframed(plain: bytes) -> bytes:
    end = LENGTH_SIZE + int.from_bytes(plain[:LENGTH_SIZE])
    if end > len(plain) or plain[end:] != bytes(len(plain) - end):
        raise MalformedError("the length is wrong, or something follows the body")
    return plain[LENGTH_SIZE:end]


def fields(body: bytes, *names: str) -> dict[str, Value]:
    """Read the encoding of a map that has exactly these keys."""
    return keyed(decode(body), *names)


def keyed(value: Value, *names: str) -> dict[str, Value]:
    if not isinstance(value, dict) or set(value) != set(names):
        raise MalformedError("not the fields of this version")
    return value


def number(value: Value, most: int = _MOST, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise MalformedError("not a number of the range")
    return value


def flag(value: Value) -> bool:
    if not isinstance(value, bool):
        raise MalformedError("neither yes nor no")
    return value


def sized(value: Value, size: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != size:
        raise MalformedError("not bytes of that size")
    return value


def text(value: Value, most: int = _MOST, least: int = 0) -> str:
    if not isinstance(value, str) or not least <= _utf8_size(value) <= most:
        raise MalformedError("not a text of that size")
    return value


def _utf8_size(value: str) -> int:
    return len(value) if value.isascii() else len(utf8(value))


def word(kind: type[Word], value: Value) -> Word:
    try:
        return kind(text(value))
    except ValueError:
        # Not `from exc`: that error repeats the word, which was sealed.
        raise MalformedError("not one of the words of this version") from None


def items(value: Value, most: int = _MOST, least: int = 0) -> list[Value]:
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise MalformedError("not a list of that length")
    return value


def strip(value: Value, size: int, most: int) -> bytes:
    """Read entries of one size, one behind the other: many are read as fast as few."""
    if not isinstance(value, bytes) or len(value) % size or len(value) > size * most:
        raise MalformedError("not so many entries of that size")
    return value


def day(value: Value) -> date:
    """Read the one spelling of a day that we write, not the many that ISO 8601 allows."""
    try:
        found = date.fromisoformat(text(value))
    except ValueError:
        # Not `from exc`: that error repeats the text, which was sealed.
        raise MalformedError("not a day") from None
    if found.isoformat() != value:
        raise MalformedError("not a day as we write it")
    return found


def _is_ours(value: object) -> bool:
    """CBOR can carry dates, floats, cycles and more. We write none, so we read none.

    Types are taken literally: a kind of text that spells itself otherwise is no text.
    Level by level, and the many leaves of a level at once: returns wait for this.
    """
    level: Collection[object] = (value,)
    for _ in range(_DEPTH + 1):
        kinds = set(map(type, level))
        if not (kinds <= _OURS and _are_in_range(level, kinds)):
            return False
        if kinds.isdisjoint(_NESTING):
            return True
        nests = [one for one in level if type(one) in _NESTING]
        level = _inside(nests[0]) if len(nests) == 1 else [*chain(*map(_inside, nests))]
    return False


def _inside(value: object) -> Collection[object]:
    """Return the next level. What is no text as a key is no value of ours, so no level either."""
    if isinstance(value, list | tuple):
        return value
    return value.values() if isinstance(value, dict) and _are_texts(value) else _NOT_OURS


def _are_texts(keys: Iterable[object]) -> bool:
    return set(map(type, keys)) <= {str}


def _are_in_range(level: Iterable[object], kinds: set[type]) -> bool:
    if int not in kinds:
        return True
    numbers = [value for value in level if isinstance(value, int)]
    return min(numbers) >= -_LARGEST and max(numbers) < _LARGEST


def _refuse(_decoder: object, *_: object) -> NoReturn:
    raise ValueError


# Every tag that the library would act on: dates, big numbers, patterns, and shared references,
# which could make a value that contains itself. Tags that it does not know are not ours either.
_NO_TAGS = dict.fromkeys(
    (0, 1, 2, 3, 4, 5, 25, 28, 29, 30, 35, 36, 37, 52, 54, 100, 256, 258, 260, 261, 1004, 55_799),
    _refuse,
)
