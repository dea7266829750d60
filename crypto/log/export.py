"""The whole history in one text file, for somebody who trusts neither our server nor our code.

There is no secret in it: a leaf is a commitment, and carries its entry only
where the committee chose to open it.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass

from crypto.errors import MalformedError
from crypto.log.commitment import COMMITMENT_SIZE, Commitment, Opening, read_opening

_HEAD = "charterline-history/v1"
_ENDS = 3  # the head, the origin and the end


@dataclass(frozen=True, slots=True)
class Leaf:
    commitment: Commitment
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class Export:
    origin: str
    leaves: tuple[Leaf, ...]
    checkpoints: tuple[bytes, ...]


def export_lines(export: Export) -> Iterator[str]:
    """Write the file line by line, each with its newline."""
    yield f"{_HEAD}\n"
    yield f"origin {export.origin}\n"
    for leaf in export.leaves:
        parts = [leaf.commitment] if leaf.opening is None else [leaf.commitment, leaf.opening.raw]
        yield " ".join(["leaf", *map(_encoded, parts)]) + "\n"
    for note in export.checkpoints:
        yield f"checkpoint {_encoded(note)}\n"
    yield f"end {len(export.leaves)} {len(export.checkpoints)}\n"


def parse_export(raw: bytes) -> Export:
    """Read a file from anywhere. Each history has one spelling, and all else is refused."""
    try:
        head, *rest = raw.decode().split("\n")
    except UnicodeDecodeError:
        # Not `from exc`: that error carries the bytes.
        raise MalformedError("not Unicode") from None
    if head != _HEAD or len(rest) < _ENDS:
        raise MalformedError("not a history of this version")
    origin, *body = rest
    export = Export(
        _after("origin ", origin),
        tuple(_leaf(line) for line in body if line.startswith("leaf ")),
        tuple(_decoded(_after("checkpoint ", line)) for line in body if line.startswith("check")),
    )
    if _spelt_otherwise(export, raw):
        raise MalformedError("not spelt as a history is")
    return export


def _spelt_otherwise(export: Export, raw: bytes) -> bool:
    return "".join(export_lines(export)).encode() != raw


def _leaf(line: str) -> Leaf:
    commitment, _, opening = _after("leaf ", line).partition(" ")
    return Leaf(
        Commitment(_sized(_decoded(commitment))),
        read_opening(_decoded(opening)) if opening else None,
    )


def _sized(raw: bytes) -> bytes:
    if len(raw) != COMMITMENT_SIZE:
        raise MalformedError("a commitment has 32 bytes")
    return raw


def _after(word: str, line: str) -> str:
    if not line.startswith(word):
        raise MalformedError("not the line that stands there")
    return line.removeprefix(word)


def _encoded(raw: bytes) -> str:
    return b64encode(raw).decode()


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text)
    except (binascii.Error, ValueError) as exc:
        raise MalformedError("not base64") from exc
