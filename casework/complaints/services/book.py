"""Who reads which case, for re-wrapping after somebody has left the committee or has other keys.

The list of today, followed from the envelope on, says it; and after the move a list made by
whoever wrapped says it again, under the new key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casework.committee.services.rewrapping import Move
from casework.complaints.records.cases import Cases
from casework.complaints.records.contents import Contents
from casework.complaints.records.insides import open_inside
from casework.complaints.services.reading.lists import NobodysWordError, listed_in
from casework.complaints.services.reading.ring import Ring, ring_of
from casework.desk import Desk
from casework.trust import Standing
from crypto.errors import CryptoError
from crypto.keyring.casekeys import CaseKey, Part
from crypto.keyring.fields import field_generation
from crypto.keyring.grants import Grant
from crypto.keyring.readerlist import ReaderList, seal_reader_list
from crypto.names import PersonId
from crypto.signing import SigningSeed
from store.database import Transaction


@dataclass(frozen=True, slots=True, eq=False)
class CaseBook:
    """The book as one person opens it, and who signs what is written into it."""

    desk: Desk
    person: PersonId
    signing: SigningSeed = field(repr=False)

    def readers(self, key: CaseKey) -> Mapping[PersonId, Grant]:
        """Return who reads, or nobody: a case whose list does not hold is left as it is."""
        listed = self._listed(key)
        return {} if listed is None else listed.readers

    def announce(self, tx: Transaction, moves: Sequence[Move]) -> None:
        """Write the new lists down before the new keys count."""
        link = self._committee.link
        for move in moves:
            before = self._listed(move.older)
            if before is None or move.newer.generation == move.older.generation:
                continue
            after = ReaderList(self.person, move.readers, before.left_out)
            sealed = seal_reader_list(after, move.newer, link, before, self.signing)
            Contents(tx).announce(move.newer.case, move.newer.generation, link.hash, sealed)

    def moved(self, tx: Transaction, moves: Sequence[Move]) -> None:
        """Leave the rows as they are: whoever opens the case next seals them again."""

    @property
    def _committee(self) -> Standing:
        found = self.desk.trust.now()
        if not isinstance(found, Standing):
            raise NobodysWordError
        return found

    def _listed(self, key: CaseKey) -> ReaderList | None:
        with self.desk.keystore.reading() as keys:
            ring = ring_of(keys, key)
        try:
            with self.desk.database.reading() as tx:
                return self._followed(tx, ring)
        except (CryptoError, NobodysWordError):
            return None

    def _followed(self, tx: Transaction, ring: Ring) -> ReaderList | None:
        row = Cases(tx).find(ring.newest.case)
        notes = None if row is None else ring.part(Part.NOTES, field_generation(row.inside))
        if row is None or notes is None:
            return None
        sealed_to = open_inside(row.inside, notes).sealed_to
        return listed_in(tx, ring, self._committee.chain, sealed_to)
