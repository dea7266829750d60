"""At night the tree grows, by as many leaves on a quiet day as on a busy one."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from casework.history.records.tree import Night, TreeRows
from casework.history.services.herald import HERALD, Herald
from casework.history.services.listing import list_night
from casework.history.services.trusting import origin_of
from crypto.log.checkpoint import Checkpoint, signed_checkpoint
from crypto.log.commitment import nightly_batch
from crypto.log.tree import root
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Grown:
    checkpoint: Checkpoint


@dataclass(frozen=True, slots=True)
class GrownAlready:
    """The day has its checkpoint, or the clock went back behind the last one."""

    day: date


Growing: TypeAlias = Grown | GrownAlready


def grow(tx: Transaction, herald: Herald, today: date) -> Growing:
    """Put every deed that waits into the tree, among fillers, and have the herald sign for it.

    All of it is one transaction: there is no leaf that nobody signed for.
    """
    rows = TreeRows(tx)
    last = rows.newest_night()
    if last is not None and last.day >= today:
        return GrownAlready(last.day)
    list_night(tx, today)
    size = rows.append(nightly_batch(rows.waiting()))
    checkpoint = Checkpoint(origin_of(herald.committee.chain), size, root(rows.node, size))
    note = signed_checkpoint(checkpoint, HERALD, herald.seed)
    rows.sign(Night(size, today, str(note).encode()))
    return Grown(checkpoint)
