"""All the keys of one case that one reader has: today's, and by it those of before."""

from dataclasses import dataclass, field

from casework.desk import Desk
from crypto.keyring.casekeys import FIRST_GENERATION, CaseKey, Part, PartKey, open_older
from crypto.keyring.grants import Granted
from store.keystore.store import KeyStoreTx


@dataclass(frozen=True, slots=True, eq=False)
class Ring:
    newest: Granted = field(repr=False)
    older: tuple[CaseKey, ...] = field(default=(), repr=False)

    @property
    def generation(self) -> int:
        return self.newest.generation

    @property
    def whole(self) -> CaseKey | None:
        """Return the key of the whole case. A guest has none."""
        return self.newest if isinstance(self.newest, CaseKey) else None

    def of(self, generation: int) -> CaseKey | None:
        whole = self.whole
        if whole is None or whole.generation == generation:
            return whole
        return next((each for each in self.older if each.generation == generation), None)

    def part(self, part: Part, generation: int = 0) -> PartKey | None:
        """Return the key of a part, of today or of a generation before."""
        if generation in {0, self.generation}:
            return self._now(part)
        older = self.of(generation)
        return None if older is None else older.part(part)

    def followed_by(self, newer: CaseKey) -> "Ring":
        whole = self.whole
        return Ring(newer, self.older if whole is None else (whole, *self.older))

    def _now(self, part: Part) -> PartKey | None:
        if isinstance(self.newest, CaseKey):
            return self.newest.part(part)
        return self.newest.find(part)


def ring_for(desk: Desk, granted: Granted) -> Ring:
    """Open the key store only for what has older generations."""
    if not isinstance(granted, CaseKey) or granted.generation == FIRST_GENERATION:
        return Ring(granted)
    with desk.keystore.reading() as keys:
        return ring_of(keys, granted)


def ring_of(keys: KeyStoreTx, granted: Granted) -> Ring:
    """Open what lies under the newest key, generation by generation."""
    if not isinstance(granted, CaseKey) or granted.generation == FIRST_GENERATION:
        return Ring(granted)
    newer, older = granted, []
    for generation, kept in keys.wraps.older_keys(granted.case):
        if generation == newer.generation:
            newer = open_older(kept, newer)
            older.append(newer)
    return Ring(granted, tuple(older))
