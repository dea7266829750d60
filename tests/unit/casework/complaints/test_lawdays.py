"""Days of the law are warned of beside whatever else a case is waiting for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.clocks.lawdays import LawDay, law_days
from casework.complaints.domain.clocks.legal import Event
from casework.complaints.domain.clocks.running import CaseDays, Clock, Rules, Timed, running
from casework.complaints.domain.european import EuropeanClocks
from casework.complaints.domain.taxonomy import Scope

CAME = date(2026, 1, 5)


def after(days: int) -> date:
    return CAME + timedelta(days=days)


def law_of(timed: Timed, rules: Rules | None = None) -> dict[Clock, LawDay]:
    found = law_days(running(timed, rules or Rules()))
    return {each.clock: each for each in found}


@pytest.mark.parametrize("scope", [Scope.IN, Scope.OPEN])
def test_a_case_in_scope_is_warned_of_on_day_90_and_presses_on_day_110(scope: Scope) -> None:
    law = law_of(Timed(CaseDays(CAME), scope))[Clock.LOOK_BACK]
    near = [day for day in range(140) if law.is_near(after(day))]
    presses = [day for day in range(140) if law.presses(after(day))]
    assert near == list(range(90, 121))
    assert presses == list(range(110, 121))


def test_what_is_not_ours_or_is_decided_is_not_warned_of() -> None:
    assert Clock.LOOK_BACK not in law_of(Timed(CaseDays(CAME), Scope.OUT))
    assert Clock.LOOK_BACK not in law_of(Timed(CaseDays(CAME, decided=after(40)), Scope.IN))


@pytest.mark.parametrize(
    "event", [Event.BOARD_HEARD_FROM_AUDITOR, Event.AUDITOR_CHANGED, Event.NON_RELIANCE]
)
def test_a_clock_of_days_is_warned_of_from_the_first_and_until_it_is_met(event: Event) -> None:
    timed = Timed(CaseDays(CAME), Scope.OUT, events={event: CAME})
    [law] = law_of(timed).values()
    assert law.is_near(CAME)
    assert not law.presses(law.due - timedelta(days=1))
    assert law.presses(law.due)
    assert law.is_near(law.due + timedelta(days=400))


def test_european_days_are_warned_of_on_day_5_and_day_75() -> None:
    rules = Rules(europe=EuropeanClocks())
    law = law_of(Timed(CaseDays(CAME), Scope.OUT), rules)
    reply = law[Clock.ACKNOWLEDGE_EU]
    assert (reply.warns, reply.due) == ((after(5),), after(7))
    feedback = law[Clock.FEEDBACK_EU]
    assert feedback.warns == (after(7 + 75),)
    assert feedback.due == date(2026, 4, 12)


@given(days=st.integers(0, 400), at=st.integers(0, 600))
def test_the_reporters_own_time_to_complain_asks_nothing_of_us(days: int, at: int) -> None:
    timed = Timed(CaseDays(CAME), Scope.OUT, events={Event.RETALIATED: after(days)})
    assert not any(each.is_near(after(at)) for each in law_of(timed).values())
