"""The Merkle tree of RFC 6962: one hash that stands for every leaf and for their order.

A node is named by its level and its place there; level 0 are the leaves. Only
full nodes are kept, so a node, once there, never changes.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

from crypto.errors import MalformedError

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()
# A leaf can never pass for an inner node, nor the other way round.
_LEAF = b"\0"
_INNER = b"\1"

Nodes = Callable[[int, int], bytes]
"""Fetch the full node of a level and a place, from memory or from a table."""


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(_LEAF + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(_INNER + left + right).digest()


class Tree:
    """A tree in memory that keeps every full node: 64 bytes for each leaf."""

    __slots__ = ("_levels",)

    def __init__(self) -> None:
        self._levels = [bytearray()]

    @property
    def size(self) -> int:
        return len(self._levels[0]) // HASH_SIZE

    def append(self, leaf: bytes) -> None:
        """Add a leaf's bytes, and every node that it completes."""
        node, level, levels = sha256(_LEAF + leaf).digest(), 0, self._levels
        row = levels[0]
        row += node
        # An even number of nodes in a row: the last two have a parent.
        while not len(row) & HASH_SIZE:
            node = sha256(_INNER + row[-2 * HASH_SIZE :]).digest()
            level += 1
            if level == len(levels):
                levels.append(bytearray())
            row = levels[level]
            row += node

    def node(self, level: int, place: int) -> bytes:
        return bytes(self._levels[level][place * HASH_SIZE : (place + 1) * HASH_SIZE])

    def root(self, size: int | None = None) -> bytes:
        """Return the root now, or the root when the tree had so many leaves."""
        wanted = self.size if size is None else size
        if not 0 <= wanted <= self.size:
            raise MalformedError("the tree never had so many leaves")
        return root(self.node, wanted)


def completed_by(leaf: bytes, size: int, nodes: Nodes) -> list[bytes]:
    """Return the nodes, from level 0 up, that a leaf completes in a tree of that size.

    For a table that keeps the nodes: it fetches one node for each that it returns but the first.
    """
    made = [leaf_hash(leaf)]
    while size & 1:
        made.append(node_hash(nodes(len(made) - 1, size - 1), made[-1]))
        size >>= 1
    return made


def root(nodes: Nodes, size: int) -> bytes:
    return EMPTY_ROOT if size == 0 else span(nodes, 0, size)


def span(nodes: Nodes, start: int, end: int) -> bytes:
    """Hash the leaves from `start`, where the tree splits, up to `end`."""
    width = end - start
    level = width.bit_length() - 1
    full = 1 << level
    if width == full:
        return nodes(level, start >> level)
    return node_hash(nodes(level, start >> level), span(nodes, start + full, end))


class Frontier:
    """Follow a tree's root with no more memory than one hash for each level."""

    __slots__ = ("_full", "size")

    def __init__(self) -> None:
        self._full: list[bytes] = []
        self.size = 0

    def append(self, leaf: bytes) -> None:
        node, size = leaf_hash(leaf), self.size
        while size & 1:
            node = node_hash(self._full.pop(), node)
            size >>= 1
        self._full.append(node)
        self.size += 1

    def root(self) -> bytes:
        return folded(self._full)


def folded(full: Sequence[bytes]) -> bytes:
    """Join full nodes of falling size, the smallest first, as RFC 6962 does for a ragged edge."""
    if not full:
        return EMPTY_ROOT
    joined = full[-1]
    for node in reversed(full[:-1]):
        joined = node_hash(node, joined)
    return joined
