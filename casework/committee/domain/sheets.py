"""Recovery sheets as the committee knows them: who keeps which, without a word of any.

A sheet is told from one of an older set by a check value. It is derived from 33 random words,
so whoever reads it learns nothing of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from crypto.manifest.signed import KeyId
from crypto.recovery import PaperShares, RecoveryShare, read_share


class Side(StrEnum):
    MEMBER = "member"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps one sheet of one recovery key, which is named by the hash of its signing key."""

    key: KeyId
    side: Side
    number: int
    name: str
    check: bytes = field(repr=False)


def keepers_of(
    key: KeyId, members: Sequence[str], outsiders: Sequence[str], shares: PaperShares
) -> tuple[Keeper, ...]:
    """Note who gets which sheet, in the order in which they were printed."""
    return (
        *_side(key, Side.MEMBER, members, shares.members),
        *_side(key, Side.OUTSIDE, outsiders, shares.outsiders),
    )


def _side(key: KeyId, side: Side, names: Sequence[str], printed: Sequence[str]) -> list[Keeper]:
    found = []
    for number, (name, words) in enumerate(zip(names, printed, strict=True), 1):
        share = read_share(words)
        if isinstance(share, RecoveryShare):  # what we printed can be read, as was proven
            found.append(Keeper(key, side, number, name, share.check(key)))
    return found
