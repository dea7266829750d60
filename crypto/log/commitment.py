"""Write down a deed so that it cannot be denied later, and cannot be read now.

A leaf is a salted hash of an entry of fixed size. A filler is a leaf like any
other, so the tree does not tell how much happened, nor in which order within a
day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import SystemRandom, token_bytes
from typing import NewType

from crypto import encoding
from crypto.encoding import Value, decode, encode
from crypto.errors import CannotOpenError, MalformedError
from crypto.suite import Label, Secret, same

Commitment = NewType("Commitment", bytes)  # 32 bytes

ENTRY_SIZE = 1_024
SALT_SIZE = 32
COMMITMENT_SIZE = 32
BATCH = 256
_COMMITMENT = Label("log/commitment")
_FILLER: Mapping[str, Value] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Opening(Secret):
    """What turns a commitment back into a deed. Without its salt nobody can even try a guess."""

    salt: bytes = field(repr=False)
    entry: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if (len(self.salt), len(self.entry)) != (SALT_SIZE, ENTRY_SIZE):
            raise MalformedError("an opening has a salt of 32 bytes and an entry of 1,024")

    def __bytes__(self) -> bytes:
        return self.raw

    @property
    def raw(self) -> bytes:
        return self.salt + self.entry

    @property
    def commitment(self) -> Commitment:
        return Commitment(sha256(bytes(_COMMITMENT) + self.raw).digest())

    @property
    def deed(self) -> Mapping[str, Value]:
        """Read the entry: the deed, or the empty map of a filler."""
        deed = decode(encoding.unframed(self.entry))
        if not isinstance(deed, dict):
            raise MalformedError("a deed is a map")
        return deed


def committed(deed: Mapping[str, Value]) -> Opening:
    """Commit to a deed of 1,020 bytes at most, within the transaction that does the deed."""
    return Opening(token_bytes(SALT_SIZE), encoding.framed(encode(deed), ENTRY_SIZE))


def room_beside(deed: Mapping[str, Value]) -> int:
    """Return how many bytes more a deed may say. One that says too much is refused."""
    return ENTRY_SIZE - encoding.LENGTH_SIZE - len(encode(deed))


def read_opening(raw: bytes) -> Opening:
    return Opening(raw[:SALT_SIZE], raw[SALT_SIZE:])


def verify_commitment(commitment: Commitment, opening: Opening) -> None:
    if not same(opening.commitment, commitment):
        raise CannotOpenError("the entry is not the one that was committed to")


def nightly_batch(deeds: Iterable[Commitment]) -> list[Commitment]:
    """Return the night's leaves: the deeds and fillers, shuffled, at least 256 in all.

    A night without deeds grows the tree like a night with some. Fillers' openings are
    forgotten at once, so that not even we can say later which leaf was one.
    """
    leaves = list(deeds)
    if any(len(leaf) != COMMITMENT_SIZE for leaf in leaves):
        raise MalformedError("a commitment has 32 bytes")
    missing = max(BATCH, -(-len(leaves) // BATCH) * BATCH) - len(leaves)
    leaves += [committed(_FILLER).commitment for _ in range(missing)]
    SystemRandom().shuffle(leaves)
    return leaves
