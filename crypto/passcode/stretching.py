"""Make a guess expensive: argon2id, for the passcodes of reporters and the passphrases of members.

What one guess costs stands in a manifest or in a key file, where a stranger may have
written it. So it has bounds: nobody can make us spend 100 GiB on a single try.
"""

from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from crypto.errors import RefusedError

_MOST_MEMORY = 1_048_576
_MOST_PASSES = 16
_MOST_LANES = 8
_BLOCKS_PER_LANE = 8


@dataclass(frozen=True, slots=True)
class HashCost:
    """What one guess costs, within the bounds that hold wherever it is written."""

    passes: int
    memory_kib: int
    lanes: int

    def __post_init__(self) -> None:
        if not (1 <= self.lanes <= _MOST_LANES and 1 <= self.passes <= _MOST_PASSES):
            raise RefusedError("lanes or passes out of bounds")
        if not _BLOCKS_PER_LANE * self.lanes <= self.memory_kib <= _MOST_MEMORY:
            raise RefusedError("memory out of bounds")


def stretched(secret: bytes, salt: bytes, cost: HashCost, size: int) -> bytes:
    try:
        return hash_secret_raw(
            secret, salt, cost.passes, cost.memory_kib, cost.lanes, size, Type.ID
        )
    except HashingError as exc:
        raise RefusedError("the machine cannot give what this hash costs") from exc
