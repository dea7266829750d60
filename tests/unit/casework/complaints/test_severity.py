"""How serious a case is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.severity import (
    ATTENTION,
    CRITICAL_POINTS,
    FIRST_ACTIONS,
    MOST,
    Attention,
    FirstAction,
    Hints,
    Level,
    MalformedHintsError,
    ReasonMissing,
    Severity,
    Trigger,
    assess,
    overridden,
)

HINTS = st.builds(Hints, **{name: st.integers(0, most) for name, most in MOST.items()})
TRIGGERS = st.frozensets(st.sampled_from(Trigger))
CRITICAL = frozenset(
    {
        Trigger.SENIOR_IMPLICATED,
        Trigger.MATERIAL_OR_ILLEGAL,
        Trigger.FILING_IMMINENT,
        Trigger.DESTRUCTION_RISK,
        Trigger.THREAT_TO_PERSON,
    }
)


@pytest.mark.parametrize("trigger", sorted(CRITICAL))
def test_any_one_trigger_of_the_first_level_makes_a_case_critical(trigger: Trigger) -> None:
    assert assess(frozenset({trigger}), Hints()).level is Level.CRITICAL


def test_twelve_points_are_critical_and_eleven_are_not() -> None:
    assert assess(frozenset(), Hints(4, 4, 3, 1)).level is Level.CRITICAL
    assert assess(frozenset(), Hints(4, 4, 3)).level is Level.LOW


@given(triggers=TRIGGERS, hints=HINTS)
def test_a_case_is_as_serious_as_the_worst_that_is_known(
    triggers: frozenset[Trigger], hints: Hints
) -> None:
    level = assess(triggers, hints).level
    is_critical = bool(triggers & CRITICAL) or hints.total >= CRITICAL_POINTS
    assert (level is Level.CRITICAL) is is_critical
    for fewer in triggers:
        assert assess(triggers - {fewer}, hints).level >= level


def test_control_override_is_high_and_a_limited_matter_is_medium() -> None:
    assert assess(frozenset({Trigger.CONTROL_OVERRIDE}), Hints()).level is Level.HIGH
    assert assess(frozenset({Trigger.LIMITED}), Hints()).level is Level.MEDIUM
    assert assess(frozenset(), Hints()).level is Level.LOW


@pytest.mark.parametrize("name", sorted(MOST))
def test_no_hint_weighs_more_than_its_most(name: str) -> None:
    Hints(**{name: MOST[name]})
    for points in (MOST[name] + 1, -1):
        with pytest.raises(MalformedHintsError, match=name):
            Hints(**{name: points})


def test_all_hints_together_weigh_twenty() -> None:
    assert Hints(**MOST).total == 20


def test_nobody_judges_otherwise_without_a_reason() -> None:
    computed = assess(frozenset({Trigger.DESTRUCTION_RISK}), Hints())
    for blank in ("", "  \n"):
        assert overridden(computed, Level.LOW, blank) == ReasonMissing()


def test_what_was_computed_stays_beside_what_was_decided() -> None:
    computed = assess(frozenset({Trigger.LIMITED}), Hints())
    changed = overridden(computed, Level.CRITICAL, "The 10-K goes out on Friday.")
    assert isinstance(changed, Severity)
    assert (changed.level, changed.computed) == (Level.CRITICAL, Level.MEDIUM)
    assert changed.override is not None
    assert changed.override.reason == "The 10-K goes out on Friday."
    assert overridden(changed, Level.MEDIUM, "") == computed


def test_a_critical_case_asks_for_everything_at_once_and_a_minor_one_is_counted() -> None:
    assert set(FIRST_ACTIONS[Level.CRITICAL]) == set(FirstAction)
    assert ATTENTION == {
        Level.CRITICAL: Attention.SPECIAL_MEETING,
        Level.HIGH: Attention.NEXT_MEETING,
        Level.MEDIUM: Attention.DIGEST,
        Level.LOW: Attention.COUNTS,
    }
