"""Which rows of the dropbox belong to reports that live. Nothing says which two are one mailbox."""

from collections.abc import Collection

from sqlalchemy import Connection, Table, delete, select

from crypto.names import ID_SIZE, Tag
from store.database import casework_tables, exact_key, insert_unless_there

kept_mailboxes = Table(
    "kept_mailboxes",
    casework_tables,
    exact_key("tag", ID_SIZE),
    sqlite_with_rowid=False,
)


class KeptMailboxes:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def keep(self, *tags: Tag) -> None:
        for each in tags:
            insert_unless_there(self._tx, kept_mailboxes, {"tag": each})

    def let_go(self, *tags: Tag) -> None:
        self._tx.execute(delete(kept_mailboxes).where(kept_mailboxes.c.tag.in_(tags)))

    def all(self) -> Collection[Tag]:
        return [Tag(each) for each in self._tx.scalars(select(kept_mailboxes.c.tag))]
