"""The tree of RFC 6962, against published vectors and against its definition."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, CryptoError, MalformedError
from crypto.log.proofs import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from crypto.log.tree import EMPTY_ROOT, Frontier, Tree, completed_by, leaf_hash, root
from tests.unit.crypto.frozen import Vector, frozen, name_of

MOST = 70
LEAVES = [number.to_bytes(2) for number in range(MOST)]


def tree_of(leaves: list[bytes]) -> Tree:
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf)
    return tree


TREE = tree_of(LEAVES)


def by_definition(leaves: list[bytes]) -> bytes:
    """Write RFC 6962, section 2.1, down as it stands there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    both = by_definition(leaves[:split]) + by_definition(leaves[split:])
    return sha256(b"\1" + both).digest()


def hashes(vector: Vector, name: str) -> list[bytes]:
    return [bytes.fromhex(one) for one in vector[name]]


@pytest.mark.parametrize("vector", frozen("rfc6962", "roots"), ids=name_of)
def test_the_published_roots_are_ours(vector: Vector) -> None:
    leaves = hashes(vector, "leaves")
    assert tree_of(leaves).root().hex() == vector["root"]
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    assert frontier.root().hex() == vector["root"]


@pytest.mark.parametrize("vector", frozen("rfc6962", "inclusion"), ids=name_of)
def test_the_published_inclusion_proofs_are_ours(vector: Vector) -> None:
    leaves, proof = hashes(vector, "leaves"), hashes(vector, "proof")
    place, size = vector["place"], len(leaves)
    wanted = bytes.fromhex(vector["root"])
    leaf = leaf_hash(leaves[place])
    if vector["expect"] == "holds":
        assert inclusion_proof(tree_of(leaves).node, place, size) == proof
        verify_inclusion(leaf, place, size, proof, wanted)
    else:
        with pytest.raises(CryptoError):
            verify_inclusion(leaf, place, size, proof, wanted)


@pytest.mark.parametrize("vector", frozen("rfc6962", "consistency"), ids=name_of)
def test_the_published_consistency_proofs_are_ours(vector: Vector) -> None:
    proof = hashes(vector, "proof")
    sizes = (vector["old"], vector["new"])
    roots = (bytes.fromhex(vector["old_root"]), bytes.fromhex(vector["new_root"]))
    if vector["expect"] == "holds":
        tree = tree_of(hashes(vector, "leaves"))
        assert consistency_proof(tree.node, *sizes) == proof
        verify_consistency(sizes, roots, proof)
    else:
        with pytest.raises(CryptoError):
            verify_consistency(sizes, roots, proof)


@pytest.mark.parametrize("size", range(MOST + 1))
def test_every_root_is_the_one_of_the_definition(size: int) -> None:
    expected = by_definition(LEAVES[:size])
    assert TREE.root(size) == expected
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier.append(leaf)
    assert (frontier.root(), frontier.size) == (expected, size)


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert Tree().root() == EMPTY_ROOT == Frontier().root()
    assert EMPTY_ROOT.hex().startswith("e3b0c44298fc1c14")
    assert Tree().size == 0


def test_a_table_of_nodes_grows_by_what_each_leaf_completes() -> None:
    table: dict[tuple[int, int], bytes] = {}

    def node(level: int, place: int) -> bytes:
        return table[level, place]

    for size, leaf in enumerate(LEAVES):
        for level, made in enumerate(completed_by(leaf, size, node)):
            table[level, size >> level] = made
        assert root(node, size + 1) == TREE.root(size + 1)
    assert all(TREE.node(level, place) == made for (level, place), made in table.items())
    # 70 leaves, 35 pairs, 17, 8, 4, 2 and 1 larger nodes.
    assert len(table) == 70 + 35 + 17 + 8 + 4 + 2 + 1


@pytest.mark.parametrize("size", [-1, MOST + 1])
def test_a_size_that_the_tree_never_had_has_no_root(size: int) -> None:
    with pytest.raises(MalformedError):
        TREE.root(size)


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_every_leaf_is_proven_and_no_other_place_fits(size: int) -> None:
    wanted = TREE.root(size)
    for place in range(size):
        proof = inclusion_proof(TREE.node, place, size)
        leaf = leaf_hash(LEAVES[place])
        verify_inclusion(leaf, place, size, proof, wanted)
        assert len(proof) <= (size - 1).bit_length()
        other = (place + 1) % size
        if other != place:
            with pytest.raises(CannotOpenError):
                verify_inclusion(leaf, other, size, proof, wanted)


@pytest.mark.parametrize("new", range(MOST + 1))
def test_every_tree_extends_every_smaller_one(new: int) -> None:
    for old in range(new + 1):
        proof = consistency_proof(TREE.node, old, new)
        verify_consistency((old, new), (TREE.root(old), TREE.root(new)), proof)
        assert len(proof) <= new.bit_length() + 1


SIZES = st.integers(1, MOST)
Flip = Callable[[list[bytes]], list[bytes]]


@st.composite
def damages(draw: st.DrawFn) -> Flip:
    """Flip a bit, drop, double, add or swap."""
    kind = draw(st.sampled_from(["flip", "drop", "add", "double"]))
    at, bit = draw(st.integers(0, 6)), draw(st.integers(0, 255))

    def damage(proof: list[bytes]) -> list[bytes]:
        if not proof or kind == "add":
            return [*proof, bytes(32)]
        place = at % len(proof)
        flipped = bytearray(proof[place])
        flipped[bit // 8] ^= 1 << bit % 8
        piece = {"flip": [bytes(flipped)], "drop": [], "double": [proof[place]] * 2}[kind]
        return [*proof[:place], *piece, *proof[place + 1 :]]

    return damage


@settings(max_examples=200, deadline=None)
@given(size=SIZES, at=st.integers(0, MOST), damage=damages())
def test_a_damaged_inclusion_proof_is_refused(size: int, at: int, damage: Flip) -> None:
    place = at % size
    proof = damage(inclusion_proof(TREE.node, place, size))
    with pytest.raises(CannotOpenError):
        verify_inclusion(leaf_hash(LEAVES[place]), place, size, proof, TREE.root(size))


@settings(max_examples=200, deadline=None)
@given(new=SIZES, at=st.integers(0, MOST), damage=damages())
def test_a_damaged_consistency_proof_is_refused(new: int, at: int, damage: Flip) -> None:
    old = at % (new + 1)
    proof = damage(consistency_proof(TREE.node, old, new))
    with pytest.raises(CannotOpenError):
        verify_consistency((old, new), (TREE.root(old), TREE.root(new)), proof)


@settings(max_examples=200, deadline=None)
@given(new=SIZES, at=st.integers(0, MOST), bit=st.integers(0, 511))
def test_a_flipped_bit_of_a_root_is_refused(new: int, at: int, bit: int) -> None:
    old = at % new + 1
    both = bytearray(TREE.root(old) + TREE.root(new))
    both[bit // 8] ^= 1 << bit % 8
    roots = (bytes(both[:32]), bytes(both[32:]))
    with pytest.raises(CannotOpenError):
        verify_consistency((old, new), roots, consistency_proof(TREE.node, old, new))


@settings(max_examples=100, deadline=None)
@given(new=st.integers(2, MOST), at=st.integers(0, MOST), what=st.integers(0, 3))
def test_a_history_that_was_rewritten_before_a_checkpoint_has_no_proof(
    new: int, at: int, what: int
) -> None:
    old = at % new + 1
    place = at % old
    kept, leaf = LEAVES[:place], LEAVES[place]
    rewritten = [
        [*kept, b"altered", *LEAVES[place + 1 : new]],
        [*kept, *LEAVES[place + 1 : new], b"one more"],
        [*kept, b"inserted", leaf, *LEAVES[place + 1 : new]][:new],
        [*LEAVES[1 : place + 1], LEAVES[0], *LEAVES[place + 1 : new]] if place else [b""],
    ][what]
    tree = tree_of(rewritten)
    if tree.root(min(old, tree.size)) == TREE.root(old):
        return
    size = max(old, tree.size)
    proofs = [consistency_proof(TREE.node, old, size)]
    if tree.size >= old:
        proofs.append(consistency_proof(tree.node, old, tree.size))
    for proof in proofs:
        with pytest.raises(CannotOpenError):
            verify_consistency((old, size), (TREE.root(old), tree.root()), proof)


@pytest.mark.parametrize(("place", "size"), [(-1, 3), (3, 3), (0, 0), (0, 2**63)])
def test_a_leaf_outside_the_tree_has_no_proof(place: int, size: int) -> None:
    if size < MOST:
        with pytest.raises(MalformedError):
            inclusion_proof(TREE.node, place, size)
    with pytest.raises(MalformedError):
        verify_inclusion(bytes(32), place, size, [], bytes(32))


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3), (0, 2**63)])
def test_a_tree_never_shrinks(old: int, new: int) -> None:
    if new < MOST:
        with pytest.raises(MalformedError):
            consistency_proof(TREE.node, old, new)
    with pytest.raises(MalformedError):
        verify_consistency((old, new), (bytes(32), bytes(32)), [])


def test_the_largest_tree_is_still_judged() -> None:
    proof = [bytes(32)] * 63
    with pytest.raises(CannotOpenError):
        verify_inclusion(bytes(32), 0, 2**63 - 1, proof, bytes(32))
    with pytest.raises(CannotOpenError):
        verify_consistency((1, 2**63 - 1), (bytes(32), bytes(32)), proof)


def test_the_empty_tree_is_extended_by_everything_and_only_as_itself() -> None:
    verify_consistency((0, 5), (EMPTY_ROOT, TREE.root(5)), [])
    for old, new, roots, proof in [
        (0, 5, (TREE.root(1), TREE.root(5)), []),
        (0, 5, (EMPTY_ROOT, TREE.root(5)), [bytes(32)]),
        (5, 5, (TREE.root(5), TREE.root(5)), [bytes(32)]),
        (5, 5, (TREE.root(5), TREE.root(6)), []),
        (0, 0, (EMPTY_ROOT, TREE.root(1)), []),
    ]:
        with pytest.raises(CannotOpenError):
            verify_consistency((old, new), roots, proof)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_only_hashes_are_judged(size: int) -> None:
    good, bad = bytes(32), bytes(size)
    for leaf, proof, wanted in [(bad, [good], good), (good, [bad], good), (good, [good], bad)]:
        with pytest.raises(MalformedError):
            verify_inclusion(leaf, 0, 2, proof, wanted)
        with pytest.raises(MalformedError):
            verify_consistency((1, 2), (leaf, wanted), proof)
