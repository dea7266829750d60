"""Put a copy into a locked ZIP file, while it is read: its receiver opens it with words.

What is inside is one file, so neither names nor sizes of what is in that show. Its layout is
that of WinZip (AE-2), written here because no program that we use writes it as a stream.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from struct import pack
from typing import Final

from crypto.export.locking import LOCK_OVERHEAD, FileLock, TelephoneWords

_LARGE_FROM: Final = 2**31
_ROOM: Final = 2**24  # for papers, lists and headers, beside the originals
_VERSION: Final = 51
# Encrypted; sizes follow the data; names are UTF-8.
_FLAGS: Final = 0x0001 | 0x0008 | 0x0800
_AES_METHOD: Final = 99
_STORED: Final = 0
_MIDNIGHT: Final = 0
_FIRST_OF_1980: Final = 0x0021
# AE-2 says that the checksum is zero: it would tell something of what is inside.
_NO_CHECKSUM: Final = 0
_AES_256: Final = pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, _STORED)
_UNKNOWN: Final = 0xFFFFFFFF
_FOLDED: Final = 0xFFFF


@dataclass(frozen=True, slots=True)
class Inside:
    """The one file in it. `about` is how large it will be, to the nearest megabytes."""

    name: str
    about: int

    @property
    def is_large(self) -> bool:
        """Say whether its sizes need eight bytes, which a stream must know before it begins."""
        return self.about + _ROOM >= _LARGE_FROM


def locked(pieces: Iterable[bytes], inside: Inside, words: TelephoneWords) -> Iterator[bytes]:
    """Yield the locked file piece by piece."""
    lock, name = FileLock(words), inside.name.encode()
    first = _local_header(name, is_large=inside.is_large)
    yield first + lock.head
    size = 0
    for piece in pieces:
        size += len(piece)
        yield lock.lock(piece)
    yield lock.seal()
    sizes = size + LOCK_OVERHEAD, size
    descriptor = b"PK\x07\x08" + pack("<L", _NO_CHECKSUM)
    descriptor += pack("<QQ" if inside.is_large else "<LL", *sizes)
    yield descriptor
    ends_at = len(first) + sizes[0] + len(descriptor)
    yield _end(name, sizes, ends_at, is_large=inside.is_large)


def _local_header(name: bytes, *, is_large: bool) -> bytes:
    sizes = (_UNKNOWN, _UNKNOWN) if is_large else (0, 0)
    extra = _AES_256 + (pack("<HHQQ", 1, 16, 0, 0) if is_large else b"")
    return b"PK\x03\x04" + pack("<H", _VERSION) + _common(sizes, name, extra) + name + extra


def _common(sizes: tuple[int, int], name: bytes, extra: bytes) -> bytes:
    return pack(
        "<HHHHLLLHH",
        *(_FLAGS, _AES_METHOD, _MIDNIGHT, _FIRST_OF_1980, _NO_CHECKSUM),
        *(*sizes, len(name), len(extra)),
    )


def _end(name: bytes, sizes: tuple[int, int], at: int, *, is_large: bool) -> bytes:
    """Write the directory of one file, and where it begins."""
    stored, plain = sizes
    shown = (_UNKNOWN, _UNKNOWN) if is_large else sizes
    extra = _AES_256 + (pack("<HHQQ", 1, 16, plain, stored) if is_large else b"")
    directory = b"PK\x01\x02" + pack("<HH", _VERSION, _VERSION) + _common(shown, name, extra)
    directory += pack("<HHHLL", 0, 0, 0, 0, 0) + name + extra
    size = len(directory)
    if not is_large:
        return directory + b"PK\x05\x06" + pack("<HHHHLLH", 0, 0, 1, 1, size, at, 0)
    large = pack("<QHHLLQQQQ", 44, _VERSION, _VERSION, 0, 0, 1, 1, size, at)
    locator = pack("<LQL", 0, at + size, 1)
    last = pack("<HHHHLLH", 0, 0, _FOLDED, _FOLDED, _UNKNOWN, _UNKNOWN, 0)
    return directory + b"PK\x06\x06" + large + b"PK\x06\x07" + locator + b"PK\x05\x06" + last
