"""Carry signed words to the mailboxes of reporters, and hide which of them are news.

Words are put here in the transaction of the deed that they tell of. Each hour whatever is
new goes out in random order, and some mailboxes get the same words in a new sealing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import SystemRandom, randbelow
from typing import Final

from casework.collecting.records.outbox import Outbox
from casework.desk import Desk
from crypto.names import Tag
from store.database import Transaction
from store.mailbox import Mailbox

_ONE_IN: Final = 24  # of the mailboxes without news is rewritten in an hour


@dataclass(frozen=True, slots=True)
class Delivered:
    """How many rows of the dropbox were written, and how many mailboxes were closed by then."""

    written: int
    closed: int


def put_in_outbox(tx: Transaction, tag: Tag, sealings: Sequence[bytes]) -> None:
    """Have these words delivered within the hour. `crypto.mailbox.answering` seals them."""
    Outbox(tx).put(tag, sealings)


def was_closed(tx: Transaction, tag: Tag) -> bool:
    """Say whether a word could not be delivered any more since its reporter closed the mailbox."""
    return Outbox(tx).is_closed(tag)


def deliver(desk: Desk) -> Delivered:
    with desk.database.reading() as tx:
        news, others = Outbox(tx).news(), Outbox(tx).spared()
    due = [*news, *(each for each in others if randbelow(_ONE_IN) == 0)]
    SystemRandom().shuffle(due)
    written = sum(_write(desk, tag) for tag in due)
    return Delivered(written, len(due) - written)


def _write(desk: Desk, tag: Tag) -> bool:
    """Write one row, then forget that it was to be written: to write it twice does no harm."""
    with desk.database.reading() as tx:
        sealing = Outbox(tx).next(tag)
    if sealing is None:
        return False
    with desk.dropbox.transaction() as tx:
        is_open = Mailbox(tx).put_snapshot(tag, sealing.sealed)
    with desk.database.transaction() as tx:
        if is_open:
            Outbox(tx).done(sealing)
        else:
            Outbox(tx).close(tag)
    return is_open
