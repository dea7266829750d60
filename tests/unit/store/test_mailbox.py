"""A mailbox keeps what each side left, lets nobody undo the other, and stays closed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from crypto.names import Tag
from store.errors import RefusedError, WrongSizeError
from store.mailbox import (
    SNAPSHOT_SIZE,
    STATE_SIZE,
    Mailbox,
    Slot,
    Slots,
    Tombstones,
    mailbox_snapshots,
    mailbox_states,
)
from tests.unit.store.builders import a_snapshot, a_state, a_tag
from tests.unit.store.conftest import Ground

FEW = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TOMBSTONES = Tombstones(bytes(STATE_SIZE), bytes(SNAPSHOT_SIZE))


def _open(ground: Ground) -> tuple[Tag, Tag, bytes, bytes]:
    tag0, tag1, state, filler = a_tag(), a_tag(), a_state(), a_snapshot()
    with ground.intake.transaction() as tx:
        assert Mailbox(tx).open(tag0, state, tag1, filler)
    return tag0, tag1, state, filler


def _read(ground: Ground, tag0: Tag, tag1: Tag) -> Slots:
    with ground.intake.reading() as tx:
        return Mailbox(tx).read(tag0, tag1)


def _swap(ground: Ground, tag0: Tag, old: bytes, new: bytes) -> bool:
    with ground.intake.transaction() as tx:
        return Mailbox(tx).swap_state(tag0, old, new)


@FEW
@given(seed=st.binary(min_size=32, max_size=32))
def test_both_rows_come_out_byte_for_byte(ground: Ground, seed: bytes) -> None:
    tag0, tag1 = a_tag(), a_tag()
    state, filler = seed * (STATE_SIZE // 32), seed[::-1] * (SNAPSHOT_SIZE // 32)
    with ground.intake.transaction() as tx:
        assert Mailbox(tx).open(tag0, state, tag1, filler)
    expected = Slots(Slot(state, closed=False), Slot(filler, closed=False))
    assert _read(ground, tag0, tag1) == expected


def test_an_unknown_passcode_finds_two_empty_places(ground: Ground) -> None:
    _open(ground)
    assert _read(ground, a_tag(), a_tag()) == Slots(None, None)


def test_a_row_of_each_kind_is_found_by_its_own_tag_only(ground: Ground) -> None:
    tag0, tag1, state, _ = _open(ground)
    assert _read(ground, tag1, tag0) == Slots(None, None)
    assert _read(ground, tag0, a_tag()) == Slots(Slot(state, closed=False), None)


def test_opening_twice_changes_nothing(ground: Ground) -> None:
    tag0, tag1, state, filler = _open(ground)
    with ground.intake.transaction() as tx:
        assert not Mailbox(tx).open(tag0, a_state(), tag1, a_snapshot())
    with ground.intake.transaction() as tx:
        assert not Mailbox(tx).open(tag0, a_state(), a_tag(), a_snapshot())
    expected = Slots(Slot(state, closed=False), Slot(filler, closed=False))
    assert _read(ground, tag0, tag1) == expected


def test_a_snapshot_row_belongs_to_one_mailbox(ground: Ground) -> None:
    _, tag1, _, _ = _open(ground)
    tag0 = a_tag()
    with pytest.raises(RefusedError), ground.intake.transaction() as tx:
        Mailbox(tx).open(tag0, a_state(), tag1, a_snapshot())
    assert _read(ground, tag0, a_tag()) == Slots(None, None)


@pytest.mark.parametrize("wrong", [-1, 1])
def test_rows_of_another_size_are_refused(ground: Ground, wrong: int) -> None:
    tag0, tag1, state, _ = _open(ground)
    short_state, short_snapshot = bytes(STATE_SIZE + wrong), bytes(SNAPSHOT_SIZE + wrong)
    with ground.owner.transaction() as tx:
        mailbox = Mailbox(tx)
        with pytest.raises(WrongSizeError):
            mailbox.open(a_tag(), short_state, a_tag(), a_snapshot())
        with pytest.raises(WrongSizeError):
            mailbox.open(a_tag(), a_state(), a_tag(), short_snapshot)
        with pytest.raises(WrongSizeError):
            mailbox.open(Tag(bytes(16 + wrong)), a_state(), a_tag(), a_snapshot())
        with pytest.raises(WrongSizeError):
            mailbox.swap_state(tag0, state, short_state)
        with pytest.raises(WrongSizeError):
            mailbox.swap_state(tag0, short_state, state)
        with pytest.raises(WrongSizeError):
            mailbox.put_snapshot(tag1, short_snapshot)
        with pytest.raises(WrongSizeError):
            Tombstones(short_state, a_snapshot())


def test_a_state_is_replaced_by_who_has_read_it(ground: Ground) -> None:
    tag0, tag1, state, filler = _open(ground)
    new = a_state()
    assert _swap(ground, tag0, state, new)
    assert not _swap(ground, tag0, state, a_state())  # the second tab had read the old one
    assert not _swap(ground, a_tag(), state, a_state())
    expected = Slots(Slot(new, closed=False), Slot(filler, closed=False))
    assert _read(ground, tag0, tag1) == expected


def test_of_two_tabs_at_once_one_wins(ground: Ground) -> None:
    tag0, tag1, state, _ = _open(ground)
    new = [a_state() for _ in range(6)]
    with ThreadPoolExecutor(6) as tabs:
        won = list(tabs.map(lambda mine: _swap(ground, tag0, state, mine), new))
    assert won.count(True) == 1
    left = _read(ground, tag0, tag1).state
    assert left == Slot(new[won.index(True)], closed=False)


def test_casework_answers_without_touching_the_state(ground: Ground) -> None:
    tag0, tag1, state, _ = _open(ground)
    snapshot = a_snapshot()
    with ground.casework.transaction() as tx:
        assert Mailbox(tx).put_snapshot(tag1, snapshot)
        assert not Mailbox(tx).put_snapshot(tag0, snapshot)
        assert not Mailbox(tx).put_snapshot(a_tag(), snapshot)
    expected = Slots(Slot(state, closed=False), Slot(snapshot, closed=False))
    assert _read(ground, tag0, tag1) == expected


def test_a_closed_mailbox_stays_closed(ground: Ground) -> None:
    tag0, tag1, state, _ = _open(ground)
    with ground.intake.transaction() as tx:
        assert Mailbox(tx).close(tag0, tag1, TOMBSTONES)
    with ground.intake.transaction() as tx:
        assert not Mailbox(tx).close(tag0, tag1, Tombstones(a_state(), a_snapshot()))
        assert not Mailbox(tx).open(tag0, a_state(), tag1, a_snapshot())
    with ground.casework.transaction() as tx:
        assert not Mailbox(tx).put_snapshot(tag1, a_snapshot())
    assert not _swap(ground, tag0, state, a_state())
    assert not _swap(ground, tag0, TOMBSTONES.state, a_state())
    left = Slots(Slot(TOMBSTONES.state, closed=True), Slot(TOMBSTONES.snapshot, closed=True))
    assert _read(ground, tag0, tag1) == left


@pytest.mark.parametrize("table", [mailbox_states, mailbox_snapshots], ids=lambda t: str(t.name))
def test_not_even_the_owner_reopens_a_mailbox(ground: Ground, table: type) -> None:
    tag0, tag1, _, _ = _open(ground)
    with ground.intake.transaction() as tx:
        Mailbox(tx).close(tag0, tag1, TOMBSTONES)
    with pytest.raises(RefusedError), ground.owner.transaction() as tx:
        tx.execute(update(table).values(closed=False))


def test_two_halves_of_different_mailboxes_cannot_be_closed_together(ground: Ground) -> None:
    tag0, tag1, state, filler = _open(ground)
    with pytest.raises(RefusedError), ground.intake.transaction() as tx:
        Mailbox(tx).close(tag0, a_tag(), TOMBSTONES)
    with pytest.raises(RefusedError), ground.intake.transaction() as tx:
        Mailbox(tx).close(a_tag(), tag1, TOMBSTONES)
    expected = Slots(Slot(state, closed=False), Slot(filler, closed=False))
    assert _read(ground, tag0, tag1) == expected


def test_closing_an_unknown_mailbox_does_nothing(ground: Ground) -> None:
    with ground.intake.transaction() as tx:
        assert not Mailbox(tx).close(a_tag(), a_tag(), TOMBSTONES)


def test_casework_looks_at_a_state_by_its_tag_alone(ground: Ground) -> None:
    tag0, tag1, state, _ = _open(ground)
    with ground.casework.reading() as tx:
        assert Mailbox(tx).state(tag0) == state
        assert Mailbox(tx).state(tag1) is None
