"""Signed words for reporters, sealed, on their way to the dropbox; and the same words for later.

The rows name mailboxes by tags, and nothing says whose they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import CheckConstraint, Column, Connection, Integer, Table, delete, insert, select

from crypto.mailbox.answering import SEALINGS
from crypto.names import ID_SIZE, Tag
from store.database import casework_tables, exact, exact_key, insert_unless_there, require_size
from store.errors import RefusedError
from store.mailbox import SNAPSHOT_SIZE

_NEWS: Final = 0  # the place of what is to be delivered; the others are the same words for later

outbox = Table(
    "outbox",
    casework_tables,
    exact_key("tag", ID_SIZE),
    Column("place", Integer, primary_key=True, autoincrement=False),
    exact("sealed", SNAPSHOT_SIZE),
    CheckConstraint(f"place BETWEEN 0 AND {SEALINGS - 1}", name="place_known"),
    sqlite_with_rowid=False,
)

closed_mailboxes = Table(
    "closed_mailboxes",
    casework_tables,
    exact_key("tag", ID_SIZE),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Sealing:
    tag: Tag
    place: int
    sealed: bytes = field(repr=False)


class Outbox:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def put(self, tag: Tag, sealings: Sequence[bytes]) -> None:
        """Put one word and its re-sealings in the place of all that was here for this mailbox."""
        if len(sealings) != SEALINGS:
            raise RefusedError("one row for now and three for later")
        require_size(tag, ID_SIZE)
        self._tx.execute(delete(outbox).where(outbox.c.tag == tag))
        rows = [
            {"tag": tag, "place": place, "sealed": require_size(sealed, SNAPSHOT_SIZE)}
            for place, sealed in enumerate(sealings)
        ]
        self._tx.execute(insert(outbox), rows)

    def news(self) -> Sequence[Tag]:
        found = select(outbox.c.tag).where(outbox.c.place == _NEWS)
        return [Tag(each) for each in self._tx.scalars(found)]

    def spared(self) -> Sequence[Tag]:
        """Return the mailboxes that could be rewritten with the words they have."""
        some = select(outbox.c.tag).where(outbox.c.place != _NEWS).distinct()
        news = select(outbox.c.tag).where(outbox.c.place == _NEWS)
        return [Tag(each) for each in self._tx.scalars(some.where(outbox.c.tag.not_in(news)))]

    def next(self, tag: Tag) -> Sealing | None:
        """Return the news for a mailbox; without any, the same words as before."""
        first = select(outbox).where(outbox.c.tag == tag).order_by(outbox.c.place).limit(1)
        row = self._tx.execute(first).first()
        return None if row is None else Sealing(Tag(row.tag), row.place, row.sealed)

    def done(self, sealing: Sealing) -> None:
        """Remove what was delivered. What took its place in the meantime stays."""
        this = (outbox.c.tag == sealing.tag) & (outbox.c.place == sealing.place)
        self._tx.execute(delete(outbox).where(this, outbox.c.sealed == sealing.sealed))

    def close(self, tag: Tag) -> None:
        """Remember that the reporter has closed this mailbox, and keep nothing more for it."""
        self._tx.execute(delete(outbox).where(outbox.c.tag == tag))
        insert_unless_there(self._tx, closed_mailboxes, {"tag": tag})

    def is_closed(self, tag: Tag) -> bool:
        found = select(closed_mailboxes.c.tag).where(closed_mailboxes.c.tag == tag)
        return self._tx.scalar(found) is not None
