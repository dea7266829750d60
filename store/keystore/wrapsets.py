"""Sets of wraps: one for each generation of each scope, real and in show, nobody can tell which.

A scope is whatever has a key that several people hold: a case, an identity, a document.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from secrets import token_bytes

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.sql.selectable import Select

from crypto.names import ManifestHash
from store.database import require_size
from store.errors import RefusedError, WrongSizeError
from store.keystore.tables import OLDER_SIZE, SCOPE_SIZE, erased, generations, wraps
from store.keystore.writing import Pen


@dataclass(frozen=True, slots=True)
class WrapSet:
    """The newest generation of a scope, as it can be seen without any key."""

    scope: bytes
    generation: int
    manifest: ManifestHash
    wraps: tuple[bytes, ...] = field(repr=False)
    older: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        require_size(self.scope, SCOPE_SIZE)
        if len({len(wrap) for wrap in self.wraps}) != 1:
            # A size of its own would mark one of them.
            raise WrongSizeError
        if self.older is not None:
            require_size(self.older, OLDER_SIZE)


@dataclass(frozen=True, slots=True)
class Head:
    """Which generation of a scope is the newest, and what its wraps are bound to."""

    generation: int
    manifest: ManifestHash


class WrapSets:
    """Works inside one open transaction; the caller decides when it commits."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx
        self._pen = Pen(tx)

    def newest(self, scope: bytes) -> WrapSet | None:
        return next(self._sets([scope]), None)

    def heads(self, scopes: Collection[bytes] | None = None) -> dict[bytes, Head]:
        """Return these scopes, or every one, by id: enough to see which of them have changed."""
        columns = (generations.c.scope, generations.c.generation, generations.c.manifest)
        found = select(*columns).where(self._is_newest())
        if scopes is not None:
            found = found.where(generations.c.scope.in_(scopes))
        rows = self._tx.execute(found).all()
        return {scope: Head(number, ManifestHash(manifest)) for scope, number, manifest in rows}

    def of(self, scopes: Sequence[bytes]) -> list[WrapSet]:
        return list(self._sets(scopes))

    def older_keys(self, scope: bytes) -> tuple[tuple[int, bytes], ...]:
        """Return, newest first, what opens each older generation, by the one that it is under."""
        found = select(generations.c.generation, generations.c.older).where(
            generations.c.scope == scope, generations.c.older.is_not(None)
        )
        rows = self._tx.execute(found.order_by(generations.c.generation.desc()))
        return tuple((row.generation, row.older) for row in rows)

    def bound_elsewhere(self, manifest: ManifestHash, after: bytes, limit: int) -> list[WrapSet]:
        """Return some scopes whose newest wraps are bound to another manifest, in order of id."""
        due = select(generations.c.scope).where(
            generations.c.manifest != manifest,
            generations.c.scope > after,
            self._is_newest(),
        )
        return self._read(due.order_by(generations.c.scope).limit(limit))

    def manifests(self) -> frozenset[ManifestHash]:
        """Return every manifest that the newest wraps of some scope are bound to."""
        found = select(generations.c.manifest).where(self._is_newest()).distinct()
        return frozenset(ManifestHash(each) for each in self._tx.scalars(found))

    def scopes(self, after: bytes, limit: int) -> list[WrapSet]:
        """Return some scopes with their newest wraps, in order of id."""
        found = select(generations.c.scope).where(generations.c.scope > after, self._is_newest())
        return self._read(found.order_by(generations.c.scope).limit(limit))

    def still(self, seen: Iterable[WrapSet]) -> frozenset[bytes]:
        """Return the scopes of those sets in whose place nobody has put another since."""
        listed = {each.scope: (each.generation, each.manifest) for each in seen}
        found = select(generations).where(generations.c.scope.in_(listed), self._is_newest())
        return frozenset(
            row.scope
            for row in self._tx.execute(found)
            if (row.generation, row.manifest) == listed[row.scope]
        )

    def put(self, sets: Iterable[WrapSet]) -> None:
        """Put each set in the place of all older ones of its scope, whose wraps are gone."""
        listed = list(sets)
        self._refuse_a_step_back(listed)
        self._pen.remove_each(wraps, ({"scope": each.scope} for each in listed))
        self._pen.remove_each(
            generations,
            ({"scope": each.scope, "generation": each.generation} for each in listed),
        )
        self._pen.add(
            generations,
            (
                {
                    "scope": each.scope,
                    "generation": each.generation,
                    "manifest": each.manifest,
                    "older": each.older,
                }
                for each in listed
            ),
        )
        self._pen.add(wraps, _rows(listed))

    def spoil(self, scope: bytes, nobody: Sequence[bytes]) -> None:
        """Let nothing open a scope any more, and let it look as it did: no row comes or goes."""
        there = self.newest(scope)
        if there is None:
            return
        found = self._tx.execute(select(generations).where(generations.c.scope == scope))
        rows = [dict(row) for row in found.mappings()]
        self._pen.remove(generations, scope=scope)
        self._pen.add(generations, ({**row, "older": _noise(row["older"])} for row in rows))
        self._pen.remove(wraps, scope=scope)
        spoilt = WrapSet(scope, there.generation, there.manifest, tuple(nobody))
        self._pen.add(wraps, _rows([spoilt]))

    def mark_erased(self, scopes: Collection[bytes]) -> None:
        """Remember for good that these were erased, and once."""
        new = set(scopes) - self.erased()
        self._pen.add(erased, ({"scope": each} for each in sorted(new)))

    def erased(self) -> frozenset[bytes]:
        there = self._tx.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'erased'")
        if there.first() is None:
            return frozenset()
        return frozenset(self._tx.scalars(select(erased.c.scope)))

    def drop(self, scope: bytes) -> None:
        """Remove everything that opens this scope."""
        self._pen.remove(wraps, scope=scope)
        self._pen.remove(generations, scope=scope)

    def _refuse_a_step_back(self, new: Sequence[WrapSet]) -> None:
        coming = {each.scope: each.generation for each in new}
        there = select(generations.c.scope, func.max(generations.c.generation).label("newest"))
        rows = self._tx.execute(
            there.where(generations.c.scope.in_(coming)).group_by(generations.c.scope)
        )
        if any(coming[row.scope] < row.newest for row in rows):
            raise RefusedError("there is a later generation: whoever left it must not come back")

    def _read(self, scopes: "Select[tuple[bytes]]") -> list[WrapSet]:
        return list(self._sets(list(self._tx.scalars(scopes))))

    def _sets(self, scopes: Sequence[bytes]) -> Iterator[WrapSet]:
        by_scope: dict[bytes, list[bytes]] = {}
        chosen = select(wraps.c.scope, wraps.c.wrap).where(wraps.c.scope.in_(scopes))
        for scope, wrap in self._tx.execute(chosen.order_by(wraps.c.scope, wraps.c.place)).all():
            by_scope.setdefault(scope, []).append(wrap)
        heads = select(generations).where(generations.c.scope.in_(scopes), self._is_newest())
        for row in self._tx.execute(heads.order_by(generations.c.scope)).all():
            manifest = ManifestHash(row.manifest)
            found = tuple(by_scope[row.scope])
            yield WrapSet(row.scope, row.generation, manifest, found, row.older)

    def _is_newest(self) -> ColumnElement[bool]:
        later = generations.alias("later")
        return ~(
            select(later.c.scope)
            .where(
                later.c.scope == generations.c.scope,
                later.c.generation > generations.c.generation,
            )
            .exists()
        )


def _noise(older: bytes | None) -> bytes | None:
    """Return as much as there was, so that nothing tells which keys are gone."""
    return None if older is None else token_bytes(len(older))


def _rows(sets: Iterable[WrapSet]) -> Iterator[dict[str, object]]:
    for each in sets:
        for place, wrap in enumerate(each.wraps):
            at = {"scope": each.scope, "generation": each.generation, "place": place}
            yield at | {"wrap": wrap}
