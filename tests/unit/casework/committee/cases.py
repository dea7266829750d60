"""Scopes with readers, as cases will have them: the reader list is known to who opens one."""

from collections.abc import Mapping, Sequence
from secrets import token_bytes

from casework.committee.services.rewrapping import Move, Reader
from crypto.keyring.casekeys import CaseKey, case_id, new_case_key, open_older
from crypto.keyring.grants import Generation, Grant, Whole, try_wraps, wrap_case_key
from crypto.names import ID_SIZE, CaseId, EnvelopeId, PersonId
from crypto.suite import VaultSeed
from store.database import Transaction
from store.keystore.wrapsets import WrapSet
from tests.unit.casework.committee.seats import Seats


class Cases:
    """The book of who reads which case. A real one lies inside each case, under its key."""

    def __init__(self, seats: Seats) -> None:
        self._seats = seats
        self._readers: dict[CaseId, Mapping[PersonId, Grant]] = {}
        self.moves: list[Move] = []

    def readers(self, key: CaseKey) -> Mapping[PersonId, Grant]:
        return self._readers[key.case]

    def announce(self, tx: Transaction, moves: Sequence[Move]) -> None:
        assert tx.in_transaction()
        assert moves

    def moved(self, tx: Transaction, moves: Sequence[Move]) -> None:
        assert tx.in_transaction()
        for move in moves:
            self._readers[move.older.case] = move.readers
            self.moves.append(move)

    def open(self, *people: PersonId) -> CaseKey:
        """Open a case for these people, and recovery as always."""
        link = self._seats.found.link
        key = new_case_key(case_id(EnvelopeId(token_bytes(ID_SIZE))))
        readers: dict[PersonId, Grant] = {who: Whole() for who in people}
        readers[link.manifest.recovery.id] = Whole()
        self._readers[key.case] = readers
        wraps = wrap_case_key(key, readers, link)
        with self._seats.desk.keystore.change() as keys:
            keys.wraps.put([WrapSet(key.case, key.generation, link.hash, wraps)])
        return key

    def key_for(self, case: CaseId, reader: Reader) -> CaseKey | None:
        """Return what this reader gets today, or nothing."""
        wraps = self._set(case)
        generation = Generation(case, wraps.generation, wraps.manifest)
        for vault in reader.vaults:
            found = try_wraps(wraps.wraps, vault, reader.person, generation)
            if isinstance(found, CaseKey):
                return found
        return None

    def opens(self, case: CaseId, person: PersonId, *vaults: VaultSeed) -> bool:
        vaults = vaults or (self._seats.seeds(person).vault,)
        return self.key_for(case, Reader(person, vaults)) is not None

    def older_of(self, newest: CaseKey) -> CaseKey:
        with self._seats.desk.keystore.reading() as keys:
            [(_, kept), *_] = keys.wraps.older_keys(newest.case)
        return open_older(kept, newest)

    def bytes_of(self, cases: Sequence[CaseId]) -> list[tuple[int, int]]:
        """Return what anybody can count without a key."""
        return [(len(each.wraps), len(each.wraps[0])) for each in map(self._set, cases)]

    def _set(self, case: CaseId) -> WrapSet:
        with self._seats.desk.keystore.reading() as keys:
            found = keys.wraps.newest(case)
        assert found is not None
        return found
