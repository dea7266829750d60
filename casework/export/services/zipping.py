"""A ZIP file that is written while it is read: nothing of it is put together anywhere.

Files are kept as they are. Each is written as blocks of a stream that says itself where it
ends, which every program reads, also one that cannot look at the end of the file first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

_AS_THEY_ARE: Final = 0  # the level of packing: evidence is mostly packed already
_ZIP64_FROM: Final = 2**31 - 1
_AT_ONCE: Final = 65_536


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    size: int
    pieces: Iterable[bytes] = field(repr=False)


class _Pipe:
    """Takes what the writer of the ZIP writes, until whoever reads it has taken that."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self.size = 0

    def write(self, some: bytes) -> int:
        self._waiting.append(bytes(some))
        self.size += len(some)
        return len(some)

    def flush(self) -> None:
        """Nothing is kept back: what waits is taken after each piece."""

    def close(self) -> None:
        """What waits is still to be taken."""

    def taken(self) -> bytes:
        some, self._waiting, self.size = b"".join(self._waiting), [], 0
        return some


def zipped(members: Iterable[Member]) -> Iterator[bytes]:
    """Yield a ZIP file piece by piece. No date and no name but those of its members is in it."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED, compresslevel=_AS_THEY_ARE) as whole:
        for member in members:
            with whole.open(member.name, "w", force_zip64=member.size >= _ZIP64_FROM) as into:
                for piece in member.pieces:
                    into.write(piece)
                    if pipe.size >= _AT_ONCE:
                        yield pipe.taken()
    yield pipe.taken()
