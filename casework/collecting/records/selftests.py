"""The daily test reports: their words, so that we can come back to them as a reporter does.

These nine words open a mailbox in which nobody ever wrote, and no other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    Row,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from crypto.names import ID_SIZE, EnvelopeId
from store.database import casework_tables, exact_key

_LONGEST_WORDS = 120

self_tests = Table(
    "self_tests",
    casework_tables,
    exact_key("envelope", ID_SIZE),
    Column("words", String(_LONGEST_WORDS), nullable=False),
    Column("sent", Date, nullable=False),
    Column("returned", Date, nullable=True),
    Column("opened", Date, nullable=True),
    CheckConstraint(f"length(words) BETWEEN 1 AND {_LONGEST_WORDS}", name="words_short"),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class SelfTest:
    envelope: EnvelopeId
    words: str = field(repr=False)
    sent: date
    returned: date | None = None
    opened: date | None = None


class SelfTests:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def add(self, test: SelfTest) -> None:
        row = {"envelope": test.envelope, "words": test.words, "sent": test.sent}
        self._tx.execute(insert(self_tests).values(row))

    def all(self) -> Sequence[SelfTest]:
        """Return every one that is kept, newest first."""
        newest = select(self_tests).order_by(self_tests.c.sent.desc(), self_tests.c.envelope)
        return [_test(row) for row in self._tx.execute(newest)]

    def holds(self, envelope: EnvelopeId) -> bool:
        found = select(self_tests.c.envelope).where(self_tests.c.envelope == envelope)
        return self._tx.scalar(found) is not None

    def came_back(self, envelope: EnvelopeId, day: date) -> None:
        one = update(self_tests).where(self_tests.c.envelope == envelope)
        self._tx.execute(one.values(returned=day))

    def was_opened(self, envelope: EnvelopeId, day: date) -> None:
        """Keep the day on which somebody's key first opened it."""
        one = update(self_tests).where(self_tests.c.envelope == envelope)
        self._tx.execute(one.where(self_tests.c.opened.is_(None)).values(opened=day))

    def drop(self, envelope: EnvelopeId) -> None:
        self._tx.execute(delete(self_tests).where(self_tests.c.envelope == envelope))


def _test(row: Row[tuple[object, ...]]) -> SelfTest:
    return SelfTest(EnvelopeId(row.envelope), row.words, row.sent, row.returned, row.opened)
