"""Find what was changed in an export since it was signed: any byte of any file, and any file.

Whoever hands it over is not believed: not in sizes, not in names, not in how it is packed.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from casework.export.services.packing import LIST
from crypto.errors import MalformedError
from crypto.export.packing import Packed, PackingList, packed, read_packing_list

_LARGEST_LIST: Final = 4 * 1024 * 1024
_AT_ONCE: Final = 65_536
ZIP_FAULTS: Final = (
    BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    OverflowError, OSError, LookupError,
)  # fmt: skip
"""All that reading a hostile file of this kind was seen to raise."""


class Trouble(StrEnum):
    MISSING = "missing"
    CHANGED = "changed"
    UNLISTED = "unlisted"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Finding:
    trouble: Trouble
    name: str


def list_in(whole: ZipFile) -> PackingList:
    return read_packing_list(small_file(whole, LIST))


def small_file(whole: ZipFile, name: str) -> bytes:
    """Read a file whole, unless it is larger than any such file is."""
    try:
        with whole.open(name) as file:
            raw = file.read(_LARGEST_LIST + 1)
    except ZIP_FAULTS:
        raise MalformedError("not in it, or damaged") from None
    if len(raw) > _LARGEST_LIST:
        raise MalformedError("larger than any such file")
    return raw


def findings(whole: ZipFile, listed: PackingList) -> Iterator[Finding]:
    """Compare every file with its line, in pieces, and every line with its file."""
    there = Counter(whole.namelist())
    known = {LIST, *(each.name for each in listed.files)}
    yield from (Finding(Trouble.MISSING, each) for each in sorted(known - there.keys()))
    yield from (Finding(Trouble.UNLISTED, each) for each in sorted(there.keys() - known))
    yield from (Finding(Trouble.TWICE, each) for each, times in there.items() if times > 1)
    for each in listed.files:
        if each.name in there and _read(whole, each) != each:
            yield Finding(Trouble.CHANGED, each.name)


def _read(whole: ZipFile, line: Packed) -> Packed | None:
    if whole.getinfo(line.name).compress_type not in {ZIP_DEFLATED, ZIP_STORED}:
        return None
    try:
        return packed(line.name, _pieces(whole, line))
    except ZIP_FAULTS:
        return None


def _pieces(whole: ZipFile, line: Packed) -> Iterator[bytes]:
    """Stop behind the size that was signed: a small file can unpack to more than a disk holds."""
    left = line.size + 1
    with whole.open(line.name) as file:
        while left and (piece := file.read(min(_AT_ONCE, left))):
            left -= len(piece)
            yield piece
