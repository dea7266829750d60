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
    try:
        return cbor2.dumps(value, canonical=True)
    except UnicodeEncodeError:
        # Not `from exc`: that error carries the text.
        raise MalformedError("half a character: not text that can be written") from None


def decode(raw: bytes) -> Value:
    try:
        value: Value = cbor2.loads(
            raw,
            max_depth=_DEPTH,
            allow_indefinite=False,
            allow_duplicate_keys=False,
            strict_hashable_types=True,
            semantic_decoders=_NO_SHARING,
        )
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, MemoryError) as exc:
        raise MalformedError("not CBOR") from exc
    if not _is_ours(value) or encode(value) != raw:
        raise MalformedError("not deterministic CBOR of the few types that we write")
    return value


def _is_ours(value: object) -> bool:
    """CBOR can carry dates, floats, cycles and more. We write none, so we read none."""
    if isinstance(value, list):
        return all(_is_ours(item) for item in value)
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_ours(item) for key, item in value.items())
    if isinstance(value, int):
        return -_LARGEST <= value < _LARGEST
    return type(value) in _OURS


def _refuse(_decoder: object, *_: object) -> NoReturn:
    raise ValueError


# Shared references could make a value that contains itself, or a small text that unfolds for ever.
_NO_SHARING = {28: _refuse, 29: _refuse}
