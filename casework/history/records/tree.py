"""The rows of the tree: leaves, the nodes above them, and the word of those who signed for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    func,
    insert,
    select,
)

from casework.history.records.deeds import deeds
from crypto.log.commitment import COMMITMENT_SIZE, Commitment
from crypto.log.tree import HASH_SIZE, completed_by, leaf_hash
from crypto.names import PersonId
from store.database import casework_tables, exact
from store.errors import DamagedError

_LONGEST_NOTE: Final = 16_384
_LONGEST_ID: Final = 32

leaves = Table(
    "leaves",
    casework_tables,
    Column("place", Integer, primary_key=True, autoincrement=False),
    exact("commitment", COMMITMENT_SIZE),
    CheckConstraint("place >= 0", name="place_natural"),
    UniqueConstraint("commitment"),
)

# From level 1 on: a leaf's own hash is computed from the leaf.
nodes = Table(
    "nodes",
    casework_tables,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    exact("hash", HASH_SIZE),
    CheckConstraint("level >= 1 AND place >= 0", name="natural"),
    sqlite_with_rowid=False,
)

checkpoints = Table(
    "checkpoints",
    casework_tables,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    Column("note", LargeBinary, nullable=False),
    CheckConstraint("size >= 1", name="size_natural"),
    CheckConstraint(f"length(note) BETWEEN 1 AND {_LONGEST_NOTE}", name="note_size"),
    UniqueConstraint("day"),
)

countersignatures = Table(
    "countersignatures",
    casework_tables,
    Column("person", String(_LONGEST_ID), primary_key=True),
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("note", LargeBinary, nullable=False),
    CheckConstraint(f"length(note) BETWEEN 1 AND {_LONGEST_NOTE}", name="note_size"),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Night:
    """What the herald signed on a day: the tree had so many leaves."""

    size: int
    day: date
    note: bytes


class TreeRows:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx

    def size(self) -> int:
        newest = self._tx.scalar(select(func.max(leaves.c.place)))
        return 0 if newest is None else newest + 1

    def node(self, level: int, place: int) -> bytes:
        """Return a full node, as `crypto.log` asks for it."""
        if level == 0:
            found = select(leaves.c.commitment).where(leaves.c.place == place)
        else:
            found = select(nodes.c.hash).where(nodes.c.level == level, nodes.c.place == place)
        raw = self._tx.scalar(found)
        if raw is None:
            raise DamagedError("the tree of the history has a hole")
        return leaf_hash(raw) if level == 0 else bytes(raw)

    def append(self, commitments: Sequence[Commitment]) -> int:
        """Add leaves and every node that they complete; return how many there are then."""
        start = self.size()
        made: dict[tuple[int, int], bytes] = {}

        def known(level: int, place: int) -> bytes:
            return made.get((level, place)) or self.node(level, place)

        for place, commitment in enumerate(commitments, start):
            for level, node in enumerate(completed_by(commitment, place, known)):
                made[level, place >> level] = node
        above = [
            {"level": level, "place": place, "hash": node}
            for (level, place), node in made.items()
            if level
        ]
        rows = [{"place": at, "commitment": each} for at, each in enumerate(commitments, start)]
        self._tx.execute(insert(leaves), rows)
        if above:
            self._tx.execute(insert(nodes), above)
        return start + len(commitments)

    def waiting(self) -> Sequence[Commitment]:
        """Return the commitments of all deeds that are not in the tree yet."""
        there = select(leaves.c.place).where(leaves.c.commitment == deeds.c.commitment).exists()
        return list(self._tx.scalars(select(deeds.c.commitment).where(~there)))

    def leaves(self) -> Iterator[Commitment]:
        for row in self._tx.execute(select(leaves).order_by(leaves.c.place)):
            yield Commitment(row.commitment)

    def sign(self, night: Night) -> None:
        row = {"size": night.size, "day": night.day, "note": night.note}
        self._tx.execute(insert(checkpoints).values(row))

    def nights(self) -> Sequence[Night]:
        rows = self._tx.execute(select(checkpoints).order_by(checkpoints.c.size))
        return [Night(row.size, row.day, bytes(row.note)) for row in rows]

    def newest_night(self) -> Night | None:
        newest = select(checkpoints).order_by(checkpoints.c.size.desc()).limit(1)
        row = self._tx.execute(newest).first()
        return None if row is None else Night(row.size, row.day, bytes(row.note))

    def countersign(self, person: PersonId, size: int, note: bytes) -> None:
        row = {"person": person, "size": size, "note": note}
        self._tx.execute(insert(countersignatures).values(row))

    def last_countersigned(self, person: PersonId) -> bytes | None:
        mine = select(countersignatures.c.note).where(countersignatures.c.person == person)
        return self._tx.scalar(mine.order_by(countersignatures.c.size.desc()).limit(1))

    def countersigned(self) -> Mapping[int, Sequence[bytes]]:
        """Return the notes that members signed, by the size that they signed for."""
        found: dict[int, list[bytes]] = {}
        rows = select(countersignatures).order_by(countersignatures.c.person)
        for row in self._tx.execute(rows):
            found.setdefault(row.size, []).append(bytes(row.note))
        return found
