"""Days of the law are warned of while something can still be done about them."""

from datetime import date, timedelta

import pytest

from casework.complaints.domain.clocks.legal import Event
from casework.complaints.domain.clocks.running import (
    CaseDays,
    Clock,
    Rules,
    Ticking,
    Timed,
    running,
)
from casework.complaints.domain.european import EuropeanClocks
from casework.complaints.domain.taxonomy import Scope

CAME = date(2026, 1, 5)


def after(days: int) -> date:
    return CAME + timedelta(days=days)


def ticking(timed: Timed, rules: Rules | None = None) -> dict[Clock, Ticking]:
    return {each.clock: each.ticking for each in running(timed, rules or Rules())}


@pytest.mark.parametrize("scope", [Scope.IN, Scope.OPEN])
def test_a_case_that_may_be_in_scope_is_warned_of_from_day_90_on(scope: Scope) -> None:
    found = ticking(Timed(CaseDays(CAME), scope))[Clock.LOOK_BACK]
    assert (found.near, found.due) == (after(90), after(120))


def test_what_is_not_ours_or_is_decided_is_not_warned_of() -> None:
    assert Clock.LOOK_BACK not in ticking(Timed(CaseDays(CAME), Scope.OUT))
    decided = CaseDays(CAME, decided=after(40))
    assert Clock.LOOK_BACK not in ticking(Timed(decided, Scope.IN))


@pytest.mark.parametrize(
    ("event", "clock"),
    [
        (Event.BOARD_HEARD_FROM_AUDITOR, Clock.ILLEGAL_ACT),
        (Event.AUDITOR_CHANGED, Clock.AUDITOR_CHANGED),
        (Event.NON_RELIANCE, Clock.NON_RELIANCE),
    ],
)
def test_a_clock_of_a_few_days_is_warned_of_from_its_first(event: Event, clock: Clock) -> None:
    found = ticking(Timed(CaseDays(CAME), Scope.OUT, events={event: CAME}))[clock]
    assert found.near <= CAME < found.due


def test_european_days_are_warned_of_on_day_5_and_on_day_75_of_the_months() -> None:
    found = ticking(Timed(CaseDays(CAME), Scope.OUT), Rules(europe=EuropeanClocks()))
    reply, feedback = found[Clock.ACKNOWLEDGE_EU], found[Clock.FEEDBACK_EU]
    assert (reply.near, reply.due) == (after(5), after(7))
    assert (feedback.near, feedback.due) == (after(7 + 75), date(2026, 4, 12))
