"""What an unlock costs after somebody has left, next to sealing alone and waiting for the disk."""

import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from casework.committee.domain import changing
from casework.committee.services.rewrapping import BATCH, Move, Reader, rewrap_due
from crypto.keyring.casekeys import CaseKey, case_id, new_case_key
from crypto.keyring.grants import CASE_WRAP_SIZE, Grant, Whole, wrap_case_key
from crypto.keyring.wraps import WRAP_OVERHEAD
from crypto.manifest.body import Manifest
from crypto.names import ID_SIZE, EnvelopeId, PersonId
from crypto.suite import hpke_open, hpke_seal
from store.database import Transaction
from store.keystore.wrapsets import WrapSet
from tests.bench.figures import Figure, ratio
from tests.unit.casework.committee.seats import HELEN, JUNE, MARIA, THOMAS, Seats
from tests.unit.casework.committee.table import Table

_SCOPES = 1_000
_PAIRS = 3


def figures() -> Iterator[Figure]:
    with TemporaryDirectory(dir=_scratch()) as name, _seated(Path(name)) as seats:
        bench = _Bench(seats, Path(name) / "plain")
        value = ratio(bench.rewrap, bench.bare, pairs=_PAIRS)
        yield Figure("re-wrap 1,000 scopes / HPKE and fsync", value, "ratio", 3)


class _Book:
    """Everybody in it reads every scope."""

    def __init__(self, readers: Mapping[PersonId, Grant]) -> None:
        self._readers = readers

    def readers(self, key: CaseKey) -> Mapping[PersonId, Grant]:
        del key
        return self._readers

    def announce(self, tx: Transaction, moves: Sequence[Move]) -> None:
        """Written together, before any wrap counts."""

    def moved(self, tx: Transaction, moves: Sequence[Move]) -> None:
        """A real one writes a row for each case; that is not what is measured here."""


class _Bench:
    """A committee with 1,000 scopes, from whom somebody leaves again and again."""

    def __init__(self, seats: Seats, plain: Path) -> None:
        self._seats, self._plain = seats, plain
        found = seats.found
        everybody = (MARIA, THOMAS, JUNE, HELEN, found.manifest.recovery.id)
        readers: dict[PersonId, Grant] = dict.fromkeys(everybody, Whole())
        self._book = _Book(readers)
        self._me = Reader(MARIA, (seats.seeds(MARIA).vault,))
        with seats.desk.keystore.change() as keys:
            for _ in range(_SCOPES):
                key = new_case_key(case_id(EnvelopeId(secrets.token_bytes(ID_SIZE))))
                wraps = wrap_case_key(key, readers, found.link)
                keys.wraps.put([WrapSet(key.case, key.generation, found.link.hash, wraps)])

    def rewrap(self) -> None:
        """Make every scope due, then wrap them all: the proposal itself costs next to nothing."""
        self._change(changing.confirmed(self._seats.found.chain.newest, self._seats.desk.today()))
        done = rewrap_due(self._seats.desk, self._me, self._book)
        assert done.scopes == _SCOPES

    def bare(self) -> None:
        """Open one wrap of each scope, seal one for each person, and write them with fsync."""
        persons = self._seats.manifest.persons
        mine = self._me.vaults[0]
        sealed = hpke_seal(bytes(CASE_WRAP_SIZE - WRAP_OVERHEAD), mine.public, b"")
        with self._plain.open("wb") as file:
            for number in range(_SCOPES):
                hpke_open(sealed, mine, b"")
                for person in persons:
                    file.write(hpke_seal(bytes(CASE_WRAP_SIZE - WRAP_OVERHEAD), person.vault, b""))
                if number % BATCH == BATCH - 1:
                    file.flush()
                    os.fsync(file.fileno())

    def _change(self, manifest: Manifest) -> None:
        proposal = self._seats.propose(manifest)
        self._seats.sign(proposal, MARIA, THOMAS)


def _scratch() -> Path:
    """Return a folder on the disk: the machine's own may be in memory, which is no measure."""
    scratch = Path(__file__).parents[2] / "var"
    scratch.mkdir(exist_ok=True)
    return scratch


@contextmanager
def _seated(folder: Path) -> Iterator[Seats]:
    table = Table(folder)
    seats = Seats(table)
    yield seats
    seats.close()
    table.close()
