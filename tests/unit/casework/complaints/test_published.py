"""What the public page says tells nothing about anybody, whatever there is to count."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.clocks.running import CaseDays
from casework.complaints.domain.clocks.workdays import Workdays
from casework.complaints.domain.outcomes import Action, Outcome
from casework.complaints.domain.statistics.cases import Counted, CountedAllegation
from casework.complaints.domain.statistics.published import (
    ACTION,
    CLOSED,
    FIRST_REPLY,
    published,
)
from casework.complaints.domain.taxonomy import CategoryCode, Group, Scope
from tests.unit.casework.complaints.people import ALVAREZ

TODAY = date(2026, 6, 12)
CAME = date(2026, 3, 2)


def case(*, acted: bool = False, closed: int = 1, kept: bool = False) -> Counted:
    actions = frozenset({Action.TRAINING if acted else Action.NONE})
    allegation = CountedAllegation(
        CategoryCode("ACC-EXP"), Group.ACCOUNTING, Scope.IN, Outcome.SUBSTANTIATED, actions
    )
    return Counted(
        days=CaseDays(CAME, closed=TODAY - timedelta(days=closed)),
        allegations=(allegation,),
        left_out=frozenset({ALVAREZ}) if kept else frozenset(),
        first_contact=date(2026, 3, 4),
    )


def figures(*cases: Counted) -> dict[str, str]:
    return dict(published(cases, TODAY, Workdays()).figures)


def test_enough_of_everything_is_said() -> None:
    cases = [case(acted=each < 6) for each in range(12)]
    assert figures(*cases) == {CLOSED: "at least 12", ACTION: "at least 6", FIRST_REPLY: "2"}


def test_what_somebody_was_kept_from_or_what_is_old_is_not_in_it() -> None:
    few = [case() for _ in range(4)]
    assert figures(*few, case(kept=True), case(closed=400)) == {}
    assert figures(*few, case())[CLOSED] == "at least 5"


def test_nobody_who_wrote_nothing_back_counts_as_an_answer() -> None:
    cases = [replace(case(), first_contact=None) for _ in range(12)]
    assert FIRST_REPLY not in figures(*cases)


@given(acted=st.integers(0, 12), not_acted=st.integers(0, 12))
def test_nothing_small_is_said_or_left_over(acted: int, not_acted: int) -> None:
    said = figures(*[case(acted=True)] * acted, *[case()] * not_acted)
    assert (CLOSED in said) == (acted + not_acted >= 5)
    assert (ACTION in said) == (acted >= 5 and not_acted >= 5)
    assert (FIRST_REPLY in said) == (acted + not_acted >= 10)
