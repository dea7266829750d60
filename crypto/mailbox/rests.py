"""What a mailbox lacks to be full, ready to be read in its place.

To write it anew while somebody waits would take the longer, the less a mailbox holds,
and a clock would tell. So it is written once, and cut to any length by copying alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from crypto.encoding import Value, encode

_LIST, _LIST_WITH_LENGTH = 0x80, 0x98  # RFC 8949, section 3: the length within, or in the next byte
_LENGTHS_WITHIN = 24


@dataclass(frozen=True, slots=True)
class Run:
    """One entry, and how a body has it any number of times."""

    entry: bytes = field(repr=False)
    most: int
    written: Callable[[bytes, int], bytes] = field(repr=False)

    @classmethod
    def of_list(cls, entry: Value, most: int) -> Self:
        """Return a list of fewer than 256 entries that are the same."""
        return cls(encode(entry), most, _list_of)

    @classmethod
    def of_strip(cls, entry: bytes, most: int) -> Self:
        """Return entries of one size, one behind the other."""
        return cls(entry, most, _strip_of)

    def of(self, length: int) -> bytes:
        return self.written(self.entry, length)


@dataclass(frozen=True, slots=True)
class Rests:
    """A body whose runs can have any length up to that which they had when it was written."""

    runs: tuple[tuple[bytes, Run], ...] = field(repr=False)  # each with the bytes before it
    end: bytes = field(repr=False)

    @classmethod
    def of(cls, body: bytes, *runs: Run) -> Self:
        """Cut a body at these runs, in the order in which it has them."""
        found: list[tuple[bytes, Run]] = []
        for run in runs:
            before, body = body.split(run.of(run.most))
            found.append((before, run))
        return cls(tuple(found), body)

    def cut_to(self, *lengths: int) -> bytes:
        cut = [
            before + run.of(length)
            for (before, run), length in zip(self.runs, lengths, strict=True)
        ]
        return b"".join(cut) + self.end


def _list_of(entry: bytes, length: int) -> bytes:
    within = length < _LENGTHS_WITHIN
    head = (_LIST + length,) if within else (_LIST_WITH_LENGTH, length)
    return bytes(head) + entry * length


def _strip_of(entry: bytes, length: int) -> bytes:
    return encode(entry * length)
