"""How long a case is kept, what stops that clock, and who may end it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.procedure import read_procedure
from casework.complaints.domain.retention.disposal import (
    Approval,
    Asked,
    ListHash,
    MayGo,
    MustStay,
    Obstacle,
    disposal,
)
from casework.complaints.domain.retention.holds import (
    Hold,
    Lifted,
    MalformedHoldError,
    Stands,
    Voice,
    held,
)
from casework.complaints.domain.retention.periods import (
    Extension,
    Jurisdiction,
    Kept,
    Pause,
    RetentionRules,
    Why,
    kept_until,
)
from casework.complaints.domain.taxonomy import CategoryCode, Taxonomy
from crypto.log.certificate import Capacity
from crypto.names import PersonId
from tests.unit.casework.complaints.people import COUNSEL, EVERYBODY, OKAFOR, PARK

RULES = read_procedure().retention
CLOSED = date(2026, 6, 12)
KEPT = Kept(CLOSED, frozenset({CategoryCode("ACC-REV")}))
LAST = date(2033, 6, 12)
AFTER = LAST + timedelta(days=1)
LIST = ListHash(b"the list")
APPROVED = Asked(
    LIST,
    (
        Approval(OKAFOR, Capacity.RECORDS_OWNER, AFTER, LIST),
        Approval(COUNSEL, Capacity.COUNSEL, AFTER, LIST),
    ),
)
SPANS = st.lists(
    st.tuples(st.integers(-400, 900), st.integers(0, 300)).map(
        lambda span: Pause(
            Why.CLAIM,
            CLOSED + timedelta(days=span[0]),
            CLOSED + timedelta(days=span[0] + span[1]),
        )
    ),
    max_size=4,
)


def obstacles(kept: Kept | None, asked: Asked, today: date = AFTER) -> frozenset[Obstacle]:
    result = disposal(kept, RULES, asked, today)
    return result.obstacles if isinstance(result, MustStay) else frozenset()


def test_a_case_is_kept_for_seven_years_from_closure() -> None:
    assert kept_until(KEPT, RULES, CLOSED) == LAST


def test_where_the_law_of_a_place_names_a_period_it_counts() -> None:
    german = replace(KEPT, jurisdiction=Jurisdiction("de"))
    assert kept_until(german, RULES, CLOSED) == date(2029, 6, 12)
    longer = replace(german, extension=Extension(2, "A claim is to be expected."))
    assert kept_until(longer, RULES, CLOSED) == date(2031, 6, 12)
    silent = replace(german, extension=Extension(2, " "))
    assert kept_until(silent, RULES, CLOSED) == date(2029, 6, 12)


def test_a_case_about_several_things_is_kept_for_the_longest_of_them() -> None:
    codes = RULES.taxonomy.categories
    pay = CategoryCode("HR-PAY")
    longer = {**codes, pay: replace(codes[pay], years=10)}
    rules = RetentionRules(Taxonomy(longer, frozenset()))
    both = replace(KEPT, categories=KEPT.categories | {pay})
    assert kept_until(both, rules, CLOSED) == date(2036, 6, 12)


def test_what_was_set_aside_and_has_no_subject_is_kept_as_long() -> None:
    assert kept_until(replace(KEPT, categories=frozenset()), RULES, CLOSED) == LAST


@pytest.mark.parametrize("why", Why)
def test_while_anything_stops_the_clock_there_is_no_last_day(why: Why) -> None:
    paused = replace(KEPT, pauses=(Pause(why, date(2026, 7, 1)),))
    assert kept_until(paused, RULES, date(2050, 1, 1)) is None
    assert obstacles(paused, APPROVED, date(2050, 1, 1)) == {Obstacle.PAUSED}


def test_the_days_of_a_hold_are_added_to_the_end() -> None:
    pause = Pause(Why.LEGAL_HOLD, date(2027, 1, 1), date(2027, 1, 10))
    assert kept_until(replace(KEPT, pauses=(pause,)), RULES, date(2028, 1, 1)) == LAST + timedelta(
        days=10
    )


def test_a_hold_from_before_closure_counts_from_closure_on() -> None:
    pause = Pause(Why.LEGAL_HOLD, date(2026, 1, 1), CLOSED + timedelta(days=5))
    assert kept_until(replace(KEPT, pauses=(pause,)), RULES, AFTER) == LAST + timedelta(days=5)


@given(pauses=SPANS)
def test_no_pause_ever_shortens_a_period_and_days_count_once(pauses: list[Pause]) -> None:
    today = CLOSED + timedelta(days=2000)
    until = kept_until(replace(KEPT, pauses=tuple(pauses)), RULES, today)
    lengths = sum((p.until - p.since).days + 1 for p in pauses if p.until)
    assert until is not None
    assert LAST <= until <= LAST + timedelta(days=lengths)


def test_a_hold_has_a_reason() -> None:
    with pytest.raises(MalformedHoldError):
        held(Why.LEGAL_HOLD, " ", OKAFOR, CLOSED)


def hold() -> Hold:
    return held(Why.LEGAL_HOLD, "A subpoena is expected.", OKAFOR, CLOSED)


def test_a_hold_is_lifted_by_two_one_of_them_counsel() -> None:
    once = hold().lifted_by(OKAFOR, Voice.MEMBER, AFTER)
    assert isinstance(once, Stands)
    again = once.hold.lifted_by(OKAFOR, Voice.MEMBER, AFTER)
    assert isinstance(again, Stands)
    assert isinstance(again.hold.lifted_by(PARK, Voice.MEMBER, AFTER), Stands)
    lifted = again.hold.lifted_by(COUNSEL, Voice.COUNSEL, AFTER)
    assert isinstance(lifted, Lifted)
    assert lifted.hold.pause == Pause(Why.LEGAL_HOLD, CLOSED, AFTER)


def test_two_members_lift_what_was_held_until_something_is_put_right() -> None:
    mending = held(Why.REMEDIATION, "The register counts on it.", OKAFOR, CLOSED)
    once = mending.lifted_by(OKAFOR, Voice.MEMBER, AFTER)
    assert isinstance(once, Stands)
    assert isinstance(once.hold.lifted_by(OKAFOR, Voice.MEMBER, AFTER), Stands)
    assert isinstance(once.hold.lifted_by(PARK, Voice.MEMBER, AFTER), Lifted)


@given(
    voices=st.lists(st.tuples(st.sampled_from(EVERYBODY[:4]), st.sampled_from(Voice)), max_size=6)
)
def test_no_sequence_of_voices_lifts_a_hold_without_two_people_and_counsel(
    voices: list[tuple[PersonId, Voice]],
) -> None:
    now = hold()
    for by, voice in voices:
        result = now.lifted_by(by, voice, AFTER)
        if isinstance(result, Lifted):
            assert len({person for person, _ in result.hold.lifting}) >= 2
            assert Voice.COUNSEL in {said for _, said in result.hold.lifting}
            return
        assert result.hold.pause.until is None
        now = result.hold


def test_two_people_dispose_of_a_case_after_its_last_day() -> None:
    assert disposal(KEPT, RULES, APPROVED, AFTER) == MayGo(frozenset({OKAFOR, COUNSEL}))


def test_a_case_that_is_not_closed_is_never_disposed_of() -> None:
    assert obstacles(None, APPROVED) == {Obstacle.NOT_CLOSED}


def test_nothing_is_disposed_of_on_its_last_day_or_before() -> None:
    assert obstacles(KEPT, APPROVED, LAST) == {Obstacle.TOO_EARLY}


def test_the_records_owner_and_counsel_both_approve() -> None:
    owner, counsel = APPROVED.approvals
    assert obstacles(KEPT, Asked(LIST)) == {Obstacle.NO_RECORDS_OWNER, Obstacle.NO_COUNSEL}
    assert obstacles(KEPT, Asked(LIST, (owner,))) == {Obstacle.NO_COUNSEL}
    assert obstacles(KEPT, Asked(LIST, (counsel,))) == {Obstacle.NO_RECORDS_OWNER}


def test_one_person_in_two_capacities_is_one_person() -> None:
    owner, counsel = APPROVED.approvals
    assert obstacles(KEPT, Asked(LIST, (owner, replace(counsel, by=OKAFOR)))) == {
        Obstacle.ONE_PERSON
    }


def test_an_approval_of_another_list_is_none() -> None:
    owner, counsel = APPROVED.approvals
    other = replace(counsel, of=ListHash(b"another list"))
    assert obstacles(KEPT, Asked(LIST, (owner, other))) == {Obstacle.NO_COUNSEL}


@pytest.mark.parametrize("on", [LAST, AFTER + timedelta(days=1)])
def test_an_approval_that_came_early_or_from_tomorrow_is_none(on: date) -> None:
    owner, counsel = APPROVED.approvals
    assert obstacles(KEPT, Asked(LIST, (owner, replace(counsel, on=on)))) == {Obstacle.NO_COUNSEL}


@given(
    days=st.integers(-100, 100),
    paused=st.booleans(),
    approvals=st.lists(
        st.builds(
            Approval,
            st.sampled_from(EVERYBODY[:3]),
            st.sampled_from(Capacity),
            st.sampled_from([LAST, AFTER]),
            st.sampled_from([LIST, ListHash(b"another list")]),
        ),
        max_size=4,
    ),
)
def test_nothing_goes_early_under_a_hold_or_by_one_hand(
    days: int, approvals: list[Approval], *, paused: bool
) -> None:
    pauses = (Pause(Why.LEGAL_HOLD, CLOSED),) if paused else ()
    today = LAST + timedelta(days=days)
    result = disposal(replace(KEPT, pauses=pauses), RULES, Asked(LIST, tuple(approvals)), today)
    if isinstance(result, MayGo):
        assert not paused
        assert days > 0
        assert len(result.by) >= 2


TWO = frozenset({OKAFOR, PARK})
