"""A deed and what it did are one; and what was done stays done."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, delete, insert, select, update

from casework.history.domain import Deed, DeedId, MalformedDeedError, Verb
from casework.history.records.deeds import History, deeds, openings
from casework.history.records.tree import (
    Night,
    TreeRows,
    checkpoints,
    countersignatures,
    leaves,
    nodes,
)
from crypto.log.commitment import Commitment, committed
from crypto.log.tree import Tree, root
from crypto.names import PersonId
from store.errors import NotAllowedError, RefusedError, StoreError
from tests.unit.store.builders import DAY
from tests.unit.store.conftest import Ground

# Stands for any table of a feature: a deed changes it.
seats = Table("seats", MetaData(), Column("seat", Integer, primary_key=True, autoincrement=False))


def _a_deed() -> Deed:
    verb = Verb.COMMITTEE_FOUNDED
    return Deed(
        DeedId(secrets.token_bytes(16)), DAY, verb, committed({"verb": verb.value}).commitment
    )


def _with_seats(ground: Ground) -> None:
    with ground.owner.transaction() as tx:
        seats.create(tx)
        if ground.engine == "postgresql":
            tx.exec_driver_sql("GRANT SELECT, INSERT ON seats TO charterline_casework")


def _seats_and_deeds(ground: Ground) -> tuple[int, int]:
    with ground.casework.reading() as tx:
        return len(tx.execute(select(seats)).all()), len(History(tx).all(DAY))


def test_a_deed_comes_out_as_it_was_recorded(casework_ground: Ground) -> None:
    recorded = [_a_deed() for _ in range(3)]
    with casework_ground.casework.transaction() as tx:
        for deed in recorded:
            History(tx).record(deed)
    with casework_ground.casework.reading() as tx:
        assert set(History(tx).all(DAY)) == set(recorded)
        assert list(History(tx).all(DAY + timedelta(days=1))) == []


def test_an_auditor_reads_the_history(casework_ground: Ground) -> None:
    deed = _a_deed()
    with casework_ground.casework.transaction() as tx:
        History(tx).record(deed)
    with casework_ground.intake.reading() as tx:  # here the second address is the audit's
        assert list(History(tx).all(DAY)) == [deed]


def test_a_deed_and_the_change_it_records_are_one_transaction(casework_ground: Ground) -> None:
    _with_seats(casework_ground)
    deed = _a_deed()

    def take_a_seat(seat: int, recorded: Deed) -> None:
        with casework_ground.casework.transaction() as tx:
            tx.execute(insert(seats).values(seat=seat))
            History(tx).record(recorded)

    def record_first(seat: int, recorded: Deed) -> None:
        with casework_ground.casework.transaction() as tx:
            History(tx).record(recorded)
            tx.execute(insert(seats).values(seat=seat))

    take_a_seat(1, deed)
    assert _seats_and_deeds(casework_ground) == (1, 1)
    with pytest.raises(RefusedError):
        take_a_seat(2, deed)  # the history refuses a deed that it has; the seat was taken
    assert _seats_and_deeds(casework_ground) == (1, 1)
    with pytest.raises(RefusedError):
        record_first(1, _a_deed())  # the seat is refused; the deed was recorded
    assert _seats_and_deeds(casework_ground) == (1, 1)


def test_not_even_the_owner_changes_the_history(casework_ground: Ground) -> None:
    deed = _a_deed()
    with casework_ground.casework.transaction() as tx:
        History(tx).record(deed)
    with pytest.raises(RefusedError), casework_ground.owner.transaction() as tx:
        tx.execute(update(deeds).values(verb="something else"))
    with pytest.raises(RefusedError), casework_ground.owner.transaction() as tx:
        tx.execute(delete(deeds))
    with casework_ground.casework.reading() as tx:
        assert list(History(tx).all(DAY)) == [deed]


def test_the_tree_grows_as_a_tree_in_memory_does(casework_ground: Ground) -> None:
    tree = Tree()
    for size in (1, 2, 5, 64, 3):
        batch = [Commitment(secrets.token_bytes(32)) for _ in range(size)]
        with casework_ground.casework.transaction() as tx:
            assert TreeRows(tx).append(batch) == tree.size + size
        for leaf in batch:
            tree.append(leaf)
        with casework_ground.intake.reading() as tx:  # here the second address is the audit's
            rows = TreeRows(tx)
            assert root(rows.node, rows.size()) == tree.root()
            assert list(rows.leaves())[-size:] == batch


def test_what_is_sealed_neither_changes_nor_goes(casework_ground: Ground) -> None:
    deed = _a_deed()
    with casework_ground.casework.transaction() as tx:
        History(tx).record(deed)
        History(tx).keep_opening(deed.id, committed({"verb": str(deed.verb)}))
        TreeRows(tx).append([deed.commitment, Commitment(secrets.token_bytes(32))])
        TreeRows(tx).sign(Night(2, DAY, b"signed"))
        TreeRows(tx).countersign(PersonId("maria-alvarez"), 2, b"signed too")
    for who, error in (
        (casework_ground.owner, RefusedError),
        (casework_ground.casework, _refused_to_the_site(casework_ground)),
    ):
        for table in (openings, leaves, nodes, checkpoints, countersignatures):
            column = list(table.columns)[-1].name
            with pytest.raises(error), who.transaction() as tx:
                tx.execute(update(table).values({column: table.c[column]}))
            with pytest.raises(error), who.transaction() as tx:
                tx.execute(delete(table))


def _refused_to_the_site(ground: Ground) -> type[StoreError]:
    return NotAllowedError if ground.engine == "postgresql" else RefusedError


def test_a_rule_that_reads_first_holds_when_members_act_at_once(casework_ground: Ground) -> None:
    """Each takes the next free seat. Two that saw the same last seat would collide."""
    _with_seats(casework_ground)

    def take_next(_: int) -> None:
        with casework_ground.casework.transaction() as tx:
            taken = len(tx.execute(select(seats)).all())
            tx.execute(insert(seats).values(seat=taken))
            History(tx).record(_a_deed())

    with ThreadPoolExecutor(6) as members:
        list(members.map(take_next, range(30)))
    assert _seats_and_deeds(casework_ground) == (30, 30)


@pytest.mark.parametrize(("id_size", "commitment_size"), [(15, 32), (16, 31), (16, 0)])
def test_a_deed_has_exact_sizes(id_size: int, commitment_size: int) -> None:
    verb = Verb.COMMITTEE_FOUNDED
    with pytest.raises(MalformedDeedError):
        Deed(DeedId(bytes(id_size)), DAY, verb, Commitment(bytes(commitment_size)))
