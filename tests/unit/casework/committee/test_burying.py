"""What was erased stays erased when the committee changes, and nobody is asked to wrap it."""

from casework.committee.domain import changing
from casework.committee.records.removals import Kind
from casework.committee.services.changes.removing import finish_removals, intend
from casework.complaints.records.erased import Erased
from casework.complaints.services.ending import burying
from tests.unit.casework.committee.cases import Cases
from tests.unit.casework.committee.seats import HELEN, JUNE, MARIA, THOMAS, Seats


def due(seats: Seats) -> int:
    with seats.desk.keystore.reading() as keys:
        return len(keys.wraps.bound_elsewhere(seats.found.link.hash, b"", 1_000))


def test_an_erased_case_waits_for_nobody_and_looks_like_any_other(
    seats: Seats, cases: Cases
) -> None:
    erased, kept = cases.open(MARIA, HELEN), cases.open(MARIA, HELEN)
    with seats.desk.database.transaction() as tx:
        Erased(tx).erase(erased.case, [])
        intend(tx, Kind.SCOPE, subject=erased.case)
    finish_removals(seats.desk)
    burying.at_unlock(seats.desk, seats.me(MARIA))
    seats.sign(seats.propose(changing.left(seats.next(), JUNE)), MARIA, THOMAS)
    assert due(seats) == 2
    burying.at_unlock(seats.desk, seats.me(THOMAS))
    assert due(seats) == 1
    assert not cases.opens(erased.case, MARIA)
    assert cases.opens(kept.case, MARIA)
    with seats.desk.keystore.reading() as keys:
        [found] = keys.wraps.of([erased.case])
    people = len(seats.found.manifest.persons)
    assert [len(each) for each in found.wraps] == [len(found.wraps[0])] * people
    burying.at_unlock(seats.desk, seats.me(MARIA))
    with seats.desk.keystore.reading() as keys:
        assert keys.wraps.of([erased.case]) == [found]
