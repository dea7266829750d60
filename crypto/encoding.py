"""Deterministic CBOR (RFC 8949, section 4.2), read only after it was authenticated.

One value has exactly one encoding. Anything else, longer forms and repeated
keys included, is refused, so that two readers can never see two values.
"""

from collections.abc import Mapping, Sequence
from typing import NoReturn, TypeAlias

import cbor2

from crypto.errors import MalformedError

Value: TypeAlias = bool | int | str | bytes | Sequence["Value"] | Mapping[str, "Value"] | None

_DEPTH = 8
_OURS = (type(None), bool, int, str, bytes)
_LARGEST = 2**64


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
    try:
        value: Value = cbor2.loads(raw, max_depth=_DEPTH, semantic_decoders=_NO_TAGS)
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, MemoryError):
        # Not `from exc`: such an error can carry the text that was opened.
        raise MalformedError("not CBOR") from None
    if not _is_ours(value) or cbor2.dumps(value, canonical=True) != raw:
        raise MalformedError("not deterministic CBOR of the few types that we write")
    return value


def _is_ours(value: object, depth: int = _DEPTH) -> bool:
    """CBOR can carry dates, floats, cycles and more. We write none, so we read none."""
    if isinstance(value, list | tuple):
        return depth > 0 and all(_is_ours(item, depth - 1) for item in value)
    if isinstance(value, Mapping):
        return depth > 0 and all(
            isinstance(key, str) and _is_ours(item, depth - 1) for key, item in value.items()
        )
    if isinstance(value, int):
        return -_LARGEST <= value < _LARGEST
    return type(value) in _OURS


def _refuse(_decoder: object, *_: object) -> NoReturn:
    raise ValueError


# Every tag that the library would act on: dates, big numbers, patterns, and shared references,
# which could make a value that contains itself. Tags that it does not know are not ours either.
_NO_TAGS = dict.fromkeys(
    (0, 1, 2, 3, 4, 5, 25, 28, 29, 30, 35, 36, 37, 52, 54, 100, 256, 258, 260, 261, 1004, 55_799),
    _refuse,
)
