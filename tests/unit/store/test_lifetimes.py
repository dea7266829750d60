"""A mailbox that lives is never taken, a dead one goes, and no row tells of another."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from crypto.names import Tag
from store.clock import utc_today
from store.lasting.lifetimes import (
    BLUR_WEEKS,
    LEAST_MONTHS,
    Life,
    Lifetimes,
    mailbox_life,
    mailbox_weeks,
)
from store.mailbox import SNAPSHOT_SIZE, STATE_SIZE, Mailbox, Tombstones
from tests.unit.store.builders import a_snapshot, a_state, a_tag
from tests.unit.store.conftest import Ground

TODAY = utc_today()
LIFE = Life(TODAY, 24)
FEW = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@dataclass(frozen=True, slots=True)
class Rows:
    state: Tag
    snapshot: Tag


def opened(ground: Ground) -> Rows:
    rows = Rows(a_tag(), a_tag())
    with ground.intake.transaction() as tx:
        assert Mailbox(tx).open(rows.state, a_state(), rows.snapshot, a_snapshot())
    return rows


def kept(ground: Ground, *several: Rows, life: Life = LIFE) -> None:
    tags = [tag for each in several for tag in (each.state, each.snapshot)]
    with ground.casework.transaction() as tx:
        Lifetimes(tx).keep(tags, life, TODAY)


def swept(ground: Ground) -> None:
    with ground.casework.transaction() as tx:
        Lifetimes(tx).sweep(TODAY)


def aged(ground: Ground, rows: Rows, week: date) -> None:
    """Say that both rows were named last in this week."""
    mine = mailbox_weeks.c.tag.in_([rows.state, rows.snapshot])
    with ground.owner.transaction() as tx:
        assert tx.execute(update(mailbox_weeks).where(mine).values(week=week)).rowcount == 2


def is_there(ground: Ground, rows: Rows) -> tuple[bool, bool]:
    with ground.intake.reading() as tx:
        found = Mailbox(tx).read(rows.state, rows.snapshot)
    return found.state is not None, found.snapshot is not None


def test_what_casework_names_stays_and_what_it_has_not_named_for_a_lifetime_goes(
    ground: Ground,
) -> None:
    alive, dead = opened(ground), opened(ground)
    swept(ground)
    for each in (alive, dead):
        aged(ground, each, TODAY - timedelta(days=40 * 31))
    kept(ground, alive)
    swept(ground)
    assert is_there(ground, alive) == (True, True)
    assert is_there(ground, dead) == (False, False)
    with ground.owner.reading() as tx:
        assert tx.scalar(select(func.count()).select_from(mailbox_weeks)) == 2


def test_while_casework_names_nothing_nothing_goes(ground: Ground) -> None:
    """A committee whose site stands still for years loses no mailbox."""
    rows = opened(ground)
    swept(ground)
    aged(ground, rows, TODAY - timedelta(days=3_000))
    swept(ground)
    assert is_there(ground, rows) == (True, True)
    kept(ground, life=Life(TODAY - timedelta(days=2_900), 24))
    swept(ground)
    assert is_there(ground, rows) == (True, True)


def test_a_new_mailbox_has_a_whole_lifetime(ground: Ground) -> None:
    kept(ground)
    rows = opened(ground)
    swept(ground)
    swept(ground)
    assert is_there(ground, rows) == (True, True)


@pytest.mark.parametrize("months", [LEAST_MONTHS, 24])
def test_nothing_goes_before_its_time_however_its_week_was_blurred(
    ground: Ground, months: int
) -> None:
    young, old = opened(ground), opened(ground)
    swept(ground)
    before = Life(TODAY, months).states_before
    aged(ground, young, before)
    aged(ground, old, before - timedelta(days=1))
    kept(ground, life=Life(TODAY, months))
    swept(ground)
    assert is_there(ground, young) == (True, True)
    # The state goes first, so that no mailbox is ever half there to whoever has its words.
    assert is_there(ground, old) == (False, True)
    assert TODAY - before >= timedelta(days=months * 31, weeks=BLUR_WEEKS)


@FEW
@given(weeks=st.tuples(st.integers(0, BLUR_WEEKS), st.integers(0, BLUR_WEEKS)))
def test_of_two_rows_that_stopped_together_the_state_goes_first(weeks: tuple[int, int]) -> None:
    stopped = date(2020, 1, 6)
    state, snapshot = (stopped - timedelta(weeks=each) for each in weeks)
    for months in (LEAST_MONTHS, 24, 120):
        days = (stopped + timedelta(days=day) for day in range(months * 31, months * 31 + 200))
        for day in days:
            life = Life(day, months)
            if snapshot < life.snapshots_before:
                assert state < life.states_before
            if state < life.states_before:
                assert day - stopped >= timedelta(days=months * 31)


def test_a_mailbox_that_its_reporter_closed_is_kept_by_nobody(ground: Ground) -> None:
    rows = opened(ground)
    swept(ground)
    aged(ground, rows, TODAY - timedelta(days=3_000))
    with ground.intake.transaction() as tx:
        tombstones = Tombstones(bytes(STATE_SIZE), bytes(SNAPSHOT_SIZE))
        assert Mailbox(tx).close(rows.state, rows.snapshot, tombstones)
    kept(ground, rows)
    swept(ground)
    assert is_there(ground, rows) == (False, False)


def test_weeks_tell_neither_a_day_nor_which_two_rows_are_one_mailbox(ground: Ground) -> None:
    several = [opened(ground) for _ in range(12)]
    swept(ground)
    kept(ground, *several)
    with ground.owner.reading() as tx:
        weeks = {Tag(bytes(row.tag)): row.week for row in tx.execute(select(mailbox_weeks))}
    assert {each.weekday() for each in weeks.values()} == {0}
    assert all(TODAY - timedelta(weeks=BLUR_WEEKS + 1) < each <= TODAY for each in weeks.values())
    assert any(weeks[each.state] != weeks[each.snapshot] for each in several)


def test_no_lifetime_is_shorter_than_half_a_year(ground: Ground) -> None:
    with pytest.raises(ValueError, match="half a year"):
        Life(TODAY, LEAST_MONTHS - 1)
    kept(ground, life=Life(TODAY + timedelta(days=9_999), 24))
    with ground.owner.reading() as tx:
        assert tx.scalar(select(mailbox_life.c.day)) == TODAY
