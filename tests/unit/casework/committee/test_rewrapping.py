"""After somebody has left, each reader's next unlock does what that reader can, and no more."""

from collections.abc import Mapping, Sequence

import pytest

from casework.committee.domain import changing
from casework.committee.records.removals import Kind
from casework.committee.services.changes.rekeying import (
    KeysProposed,
    former_seeds,
    propose_own_new_keys,
)
from casework.committee.services.changes.removing import finish_removals, intend
from casework.committee.services.rewrapping import BATCH, Move, Reader, reader_of, rewrap_due
from crypto.keyring.casekeys import CaseKey
from crypto.keyring.grants import Grant
from crypto.names import PersonId
from store.database import Transaction
from tests.unit.casework.committee.cases import Cases
from tests.unit.casework.committee.seats import HELEN, JUNE, MARIA, SAMUEL, THOMAS, Seats


def due(seats: Seats) -> int:
    with seats.desk.keystore.reading() as keys:
        return len(keys.wraps.bound_elsewhere(seats.found.link.hash, b"", 1_000))


def test_whoever_left_opens_nothing_that_was_wrapped_anew(seats: Seats, cases: Cases) -> None:
    key = cases.open(MARIA, THOMAS, JUNE, HELEN)
    leaver = seats.seeds(JUNE).vault
    seats.sign(seats.propose(changing.left(seats.next(), JUNE)), MARIA, THOMAS)
    assert due(seats) == 1
    assert rewrap_due(seats.desk, reader_of(seats.me(THOMAS)), cases).scopes == 1
    assert due(seats) == 0
    assert not cases.opens(key.case, JUNE, leaver)
    for person in (MARIA, THOMAS, HELEN):
        assert cases.opens(key.case, person)
    newest = cases.key_for(key.case, reader_of(seats.me(MARIA)))
    assert newest is not None
    assert newest.generation == 2
    assert cases.older_of(newest) == key  # what was written before can still be read


def test_a_reader_passes_over_what_others_read(seats: Seats, cases: Cases) -> None:
    mine, others = cases.open(MARIA, HELEN), cases.open(THOMAS, HELEN)
    seats.sign(seats.propose(changing.left(seats.next(), JUNE)), MARIA, THOMAS)
    assert rewrap_due(seats.desk, reader_of(seats.me(MARIA)), cases).scopes == 1
    assert due(seats) == 1
    assert not cases.opens(others.case, MARIA)
    assert rewrap_due(seats.desk, reader_of(seats.me(MARIA)), cases).scopes == 0
    assert rewrap_due(seats.desk, reader_of(seats.me(THOMAS)), cases).scopes == 1
    assert due(seats) == 0
    assert cases.opens(mine.case, MARIA)
    assert not cases.opens(mine.case, THOMAS)


def test_nobody_left_means_no_new_generation(seats: Seats, cases: Cases) -> None:
    key = cases.open(MARIA, HELEN)
    seats.sign(seats.propose(changing.chaired(seats.next(), JUNE)), MARIA, THOMAS)
    assert rewrap_due(seats.desk, reader_of(seats.me(MARIA)), cases).scopes == 1
    assert cases.key_for(key.case, reader_of(seats.me(HELEN))) == key


def test_new_keys_open_what_the_old_ones_did_and_the_old_ones_open_nothing_new(
    seats: Seats, cases: Cases
) -> None:
    key = cases.open(MARIA, HELEN)
    old = seats.seeds(MARIA).vault
    made = propose_own_new_keys(seats.desk, seats.me(MARIA))
    assert isinstance(made, KeysProposed)
    seats.sign(made.proposal, THOMAS, JUNE)
    seats.gets(made.keys)
    me = seats.me(MARIA)
    former = [each.vault for each in former_seeds(seats.desk, me)]
    assert rewrap_due(seats.desk, reader_of(me), cases).scopes == 0  # the new key alone is too new
    assert rewrap_due(seats.desk, reader_of(me, former), cases).scopes == 1
    assert cases.opens(key.case, MARIA)
    assert not cases.opens(key.case, MARIA, old)


def test_counting_shows_nobody_who_reads(seats: Seats, cases: Cases) -> None:
    few, many = cases.open(MARIA, HELEN), cases.open(MARIA, THOMAS, JUNE, HELEN, SAMUEL)
    before = cases.bytes_of([few.case, many.case])
    assert before[0] == before[1]
    seats.sign(seats.propose(changing.left(seats.next(), JUNE)), MARIA, THOMAS)
    rewrap_due(seats.desk, reader_of(seats.me(MARIA)), cases)
    after = cases.bytes_of([few.case, many.case])
    assert after[0] == after[1]


def test_more_than_one_piece_is_wrapped_in_one_unlock(seats: Seats, cases: Cases) -> None:
    keys = [cases.open(MARIA, HELEN) for _ in range(3)]
    assert len(keys) < BATCH
    seats.sign(seats.propose(seats.next()), MARIA, THOMAS)
    assert rewrap_due(seats.desk, reader_of(seats.me(MARIA)), cases).scopes == 3
    assert rewrap_due(seats.desk, Reader(MARIA, ()), cases).scopes == 0


def test_an_erased_scope_looks_like_any_other_and_opens_for_nobody(
    seats: Seats, cases: Cases
) -> None:
    erased, kept = cases.open(MARIA, HELEN), cases.open(MARIA, HELEN)
    with seats.desk.database.transaction() as tx:
        intend(tx, Kind.SCOPE, subject=erased.case)
    assert finish_removals(seats.desk) == 1
    assert finish_removals(seats.desk) == 0
    assert not cases.opens(erased.case, MARIA)
    assert cases.opens(kept.case, MARIA)
    counted = cases.bytes_of([erased.case, kept.case])
    assert counted[0] == counted[1]


class Meanwhile(Cases):
    """A book in which somebody else wraps a scope between the look at it and the writing."""

    def __init__(self, seats: Seats, cases: Cases) -> None:
        super().__init__(seats)
        self._cases = cases
        self._desk, self._other = seats.desk, reader_of(seats.me(THOMAS))
        self.is_first = True

    def readers(self, key: CaseKey) -> Mapping[PersonId, Grant]:
        if self.is_first:
            self.is_first = False
            assert rewrap_due(self._desk, self._other, self._cases).scopes == 1
        return self._cases.readers(key)

    def moved(self, tx: Transaction, moves: Sequence[Move]) -> None:
        self._cases.moved(tx, moves)


def test_of_two_sessions_that_wrap_one_scope_the_first_counts(seats: Seats, cases: Cases) -> None:
    """Else what is written under the first one's new key would be lost under the second's."""
    key = cases.open(MARIA, THOMAS, JUNE, HELEN)
    seats.sign(seats.propose(changing.left(seats.next(), JUNE)), MARIA, THOMAS)
    book = Meanwhile(seats, cases)
    assert rewrap_due(seats.desk, reader_of(seats.me(MARIA)), book).scopes == 0
    [move] = cases.moves
    assert cases.key_for(key.case, reader_of(seats.me(MARIA))) == move.newer


class PowerCutError(Exception):
    pass


class Unplugged(Cases):
    """A book that cannot be written to."""

    def moved(self, tx: Transaction, moves: Sequence[Move]) -> None:
        del tx, moves
        raise PowerCutError


def test_a_scope_whose_readers_could_not_be_written_down_keeps_its_wraps(seats: Seats) -> None:
    cases = Unplugged(seats)
    key = cases.open(MARIA, HELEN)
    seats.sign(seats.propose(changing.left(seats.next(), JUNE)), MARIA, THOMAS)
    with pytest.raises(PowerCutError):
        rewrap_due(seats.desk, reader_of(seats.me(MARIA)), cases)
    assert due(seats) == 1
    assert cases.key_for(key.case, reader_of(seats.me(MARIA))) == key
