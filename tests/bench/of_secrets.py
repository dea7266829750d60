"""What a passcode and the history cost, next to the bare hash that each is made of."""

import hashlib
import secrets
import time
from collections.abc import Iterator, Sequence

from argon2.low_level import Type, hash_secret_raw

from crypto.log.proofs import consistency_proof, inclusion_proof
from crypto.log.tree import Tree
from crypto.passcode.issuing import issue
from crypto.passcode.reporter import PRODUCTION, reporter_keys
from tests.bench.figures import Figure, ratio, repeated

_SALT = bytes(16)
_LEAVES = 20_000
_MANY = 1_000_000
_PROOFS = 200


def figures() -> Iterator[Figure]:
    passcode = issue()

    def bare() -> None:
        cost = PRODUCTION
        hash_secret_raw(bytes(40), _SALT, cost.passes, cost.memory_kib, cost.lanes, 64, Type.ID)

    ours = repeated(lambda: reporter_keys(passcode, _SALT, PRODUCTION), 5)
    yield Figure("passcode to keys / argon2id", ratio(ours, repeated(bare, 5)), "ratio", 1.1)
    leaves = [secrets.token_bytes(32) for _ in range(_LEAVES)]
    value = ratio(lambda: _tree_of(leaves), lambda: _bare_hashing(leaves))
    yield Figure("log append / bare hashing", value, "ratio", 3)
    yield from _proofs()


def _proofs() -> Iterator[Figure]:
    tree = _tree_of([number.to_bytes(32) for number in range(_MANY)])
    places = [secrets.randbelow(_MANY) for _ in range(_PROOFS)]
    yield Figure("inclusion proof at 10^6", _milliseconds(tree, places, inclusion=True), "ms", 1)
    yield Figure("consistency proof at 10^6", _milliseconds(tree, places, inclusion=False), "ms", 1)


def _tree_of(leaves: Sequence[bytes]) -> Tree:
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf)
    return tree


def _bare_hashing(leaves: Sequence[bytes]) -> None:
    """A leaf and, on average, one inner node for each: what no tree can do without."""
    for leaf in leaves:
        node = hashlib.sha256(b"\0" + leaf).digest()
        hashlib.sha256(b"\1" + node + node).digest()


def _milliseconds(tree: Tree, places: Sequence[int], *, inclusion: bool) -> float:
    """Return the median of the milliseconds that one proof takes, over places drawn at random."""
    taken = []
    for place in places:
        started = time.perf_counter()
        if inclusion:
            inclusion_proof(tree.node, place, _MANY)
        else:
            consistency_proof(tree.node, place + 1, _MANY)
        taken.append(time.perf_counter() - started)
    return sorted(taken)[len(taken) // 2] * 1_000
