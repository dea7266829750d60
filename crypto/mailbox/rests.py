"""What a mailbox lacks to be full, ready to be read in its place.

To write it anew while somebody waits would take the longer, the less a mailbox holds,
and a clock would tell. So it is written once, and cut to any length by copying alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from crypto.encoding import Value, encode

_LIST, _LIST_WITH_LENGTH = 0x80, 0x98  # RFC 8949, section 3: the length within, or in the next byte
_LENGTHS_WITHIN = 24


@dataclass(frozen=True, slots=True)
class Rests:
    """A body whose lists can have any length up to that which they had when it was written."""

    between: tuple[bytes, ...] = field(repr=False)
    entries: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def of(cls, body: bytes, *lists: Sequence[Value]) -> Self:
        """Cut a body at these lists, in the order in which it has them; each repeats one entry."""
        between: list[bytes] = []
        for each in lists:
            before, body = body.split(encode(each))
            between.append(before)
        return cls((*between, body), tuple(encode(each[0]) for each in lists))

    def cut_to(self, *lengths: int) -> bytes:
        lists = (*map(_list_of, self.entries, lengths), b"")
        return b"".join(piece for pair in zip(self.between, lists, strict=True) for piece in pair)


def _list_of(entry: bytes, length: int) -> bytes:
    """Write a list of fewer than 256 entries that are the same."""
    within = length < _LENGTHS_WITHIN
    head = (_LIST + length,) if within else (_LIST_WITH_LENGTH, length)
    return bytes(head) + entry * length
