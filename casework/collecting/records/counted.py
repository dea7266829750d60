"""The public figures and the promise, as a member's session last counted them."""

import json
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    String,
    Table,
    delete,
    insert,
    select,
)

from crypto.manifest.notice import Figure
from store.database import casework_tables

_LONGEST_PROMISE = 400  # bytes of its hundred characters
_LONGEST_FIGURES = 20_000

counted = Table(
    "counted",
    casework_tables,
    Column("day", Date, primary_key=True),
    Column("promise", String(_LONGEST_PROMISE), nullable=False),
    Column("figures", String(_LONGEST_FIGURES), nullable=False),
    CheckConstraint(f"length(promise) BETWEEN 1 AND {_LONGEST_PROMISE}", name="promise_short"),
    CheckConstraint(f"length(figures) <= {_LONGEST_FIGURES}", name="figures_short"),
)


@dataclass(frozen=True, slots=True)
class Count:
    """What only somebody who can open cases could count, and what the committee promises."""

    day: date
    promise: str
    figures: tuple[Figure, ...] = field(default=())


class Counts:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def put(self, count: Count) -> None:
        """Put a count in the place of all earlier ones."""
        figures = json.dumps({each.key: each.value for each in count.figures})
        self._tx.execute(delete(counted))
        row = {"day": count.day, "promise": count.promise, "figures": figures}
        self._tx.execute(insert(counted).values(row))

    def newest(self) -> Count | None:
        row = self._tx.execute(select(counted).order_by(counted.c.day.desc()).limit(1)).first()
        if row is None:
            return None
        pairs = sorted(json.loads(row.figures).items())
        return Count(row.day, row.promise, tuple(Figure(key, value) for key, value in pairs))
