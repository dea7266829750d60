"""Show with a few hashes that a leaf is in a tree, and that a tree only grew.

Both verifiers follow the definitions of RFC 6962 downwards, step by step, so
that they can be checked against its text.
"""

from collections.abc import Sequence

from crypto.errors import CannotOpenError, MalformedError
from crypto.log.tree import EMPTY_ROOT, HASH_SIZE, Nodes, node_hash, span
from crypto.suite import same

Proof = Sequence[bytes]

_LARGEST = 2**63 - 1


def inclusion_proof(nodes: Nodes, place: int, size: int) -> list[bytes]:
    """Return the hashes beside the way from a leaf to the root, lowest first."""
    if not 0 <= place < size:
        raise MalformedError("no such leaf")
    proof = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if place < middle:
            proof.append(span(nodes, middle, end))
            end = middle
        else:
            proof.append(span(nodes, start, middle))
            start = middle
    return proof[::-1]


def consistency_proof(nodes: Nodes, old: int, new: int) -> list[bytes]:
    """Return the hashes that join the tree of `old` leaves to the tree of `new` leaves."""
    if not 0 <= old <= new:
        raise MalformedError("a tree never shrinks")
    if old in {0, new}:
        return []
    proof = []
    start, end, known = 0, new, True
    while old < end:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(span(nodes, middle, end))
            end = middle
        else:
            proof.append(span(nodes, start, middle))
            start, known = middle, False
    rest = [] if known else [span(nodes, start, end)]
    return [*rest, *proof[::-1]]


def verify_inclusion(leaf: bytes, place: int, size: int, proof: Proof, root: bytes) -> None:
    """Return if the hash of a leaf stands at that place of the tree with that root."""
    _require_hashes([leaf, root, *proof])
    if not 0 <= place < size <= _LARGEST:
        raise MalformedError("no such leaf")
    if not same(_from_leaf(leaf, place, size, list(proof)), root):
        raise CannotOpenError("the leaf is not in this tree")


def verify_consistency(sizes: tuple[int, int], roots: tuple[bytes, bytes], proof: Proof) -> None:
    """Return if the second tree is the first one with leaves added at its end."""
    _require_hashes([*roots, *proof])
    old, new = sizes
    if not 0 <= old <= new <= _LARGEST:
        raise MalformedError("a tree never shrinks")
    if old in {0, new}:
        after = roots[1] if new else EMPTY_ROOT
        expected = (after if old else EMPTY_ROOT, after)
        _require_empty(proof)
    else:
        expected = _both(old, new, list(proof), roots[0])
    if not same(b"".join(expected), b"".join(roots)):
        raise CannotOpenError("the second tree does not extend the first")


def _split(size: int) -> int:
    """Return the largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def _from_leaf(leaf: bytes, place: int, size: int, proof: list[bytes]) -> bytes:
    if size == 1:
        _require_empty(proof)
        return leaf
    beside, split = _last(proof), _split(size)
    if place < split:
        return node_hash(_from_leaf(leaf, place, split, proof), beside)
    return node_hash(beside, _from_leaf(leaf, place - split, size - split, proof))


def _both(old: int, new: int, proof: list[bytes], whole: bytes | None) -> tuple[bytes, bytes]:
    """Return both roots of a subtree; `whole` is the old root while the left edge is followed."""
    if old == new:
        found = _last(proof) if whole is None else whole
        _require_empty(proof)
        return found, found
    beside, split = _last(proof), _split(new)
    if old <= split:
        before, after = _both(old, split, proof, whole)
        return before, node_hash(after, beside)
    before, after = _both(old - split, new - split, proof, None)
    return node_hash(beside, before), node_hash(beside, after)


def _last(proof: list[bytes]) -> bytes:
    if not proof:
        raise CannotOpenError("the proof is too short")
    return proof.pop()


def _require_empty(proof: Proof) -> None:
    if proof:
        raise CannotOpenError("the proof is too long")


def _require_hashes(hashes: Sequence[bytes]) -> None:
    if any(len(one) != HASH_SIZE for one in hashes):
        raise MalformedError("every hash has 32 bytes")
