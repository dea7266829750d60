"""Where a case stands, and what may follow."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from casework.complaints.domain.outcomes import Allegation, AllegationId, Finding, Outcome
from casework.complaints.domain.status import (
    BEFORE_THE_CHECK,
    FINISHED,
    MAY_BECOME,
    Because,
    Course,
    Facts,
    Hindrance,
    Status,
    Stays,
    move,
    received,
)
from casework.complaints.domain.taxonomy import CategoryCode, Scope
from crypto.names import PersonId
from tests.unit.casework.complaints.people import OKAFOR, PARK

S = Status
DAY = date(2026, 6, 12)
WHY = Because(OKAFOR, DAY, "It is time.", PARK, DAY + timedelta(days=30))


def allegation(outcome: Outcome | None = Outcome.UNSUBSTANTIATED) -> Allegation:
    finding = Finding(outcome, "Looked.", DAY) if outcome else None
    return Allegation(AllegationId("a1"), CategoryCode("ACC-REV"), Scope.IN, finding)


ALL_WELL = Facts(
    (allegation(),),
    conflicts_clear=True,
    reporter_told=True,
    may_finish=True,
    may_be_disposed=True,
)
WAY = (
    S.ACKNOWLEDGED, S.TRIAGE, S.CONFLICT_CHECK, S.ASSIGNED, S.PLANNED, S.INVESTIGATING,
    S.AWAITING_REPORTER, S.FINDINGS_DRAFTED, S.REVIEW, S.DECIDED, S.REMEDIATION,
    S.FEEDBACK_GIVEN, S.CLOSED, S.RETENTION, S.DISPOSED,
)  # fmt: skip


def moved(course: Course, *way: Status, facts: Facts = ALL_WELL) -> Course:
    for status in way:
        result = move(course, status, WHY, facts)
        assert isinstance(result, Course), (status, result)
        course = result
    return course


def until(status: Status) -> Course:
    return moved(received(WHY), *WAY[: WAY.index(status) + 1])


def hindrances(
    course: Course, to: Status, why: Because = WHY, facts: Facts = ALL_WELL
) -> frozenset[Hindrance]:
    result = move(course, to, why, facts)
    return result.hindrances if isinstance(result, Stays) else frozenset()


def test_a_case_can_go_the_whole_way() -> None:
    course = until(S.DISPOSED)
    assert [each.status for each in course.moves] == [S.RECEIVED, *WAY]


def test_nothing_is_assigned_before_the_conflict_check_passes() -> None:
    course = until(S.CONFLICT_CHECK)
    for to in (S.ASSIGNED, S.REFERRED, S.MERGED, S.SET_ASIDE):
        unchecked = replace(ALL_WELL, conflicts_clear=False)
        assert hindrances(course, to, facts=unchecked) == {Hindrance.CONFLICTS}


def test_no_status_leads_past_the_conflict_check() -> None:
    for status in BEFORE_THE_CHECK - {S.CONFLICT_CHECK}:
        assert MAY_BECOME[status] <= BEFORE_THE_CHECK


def test_nothing_is_decided_with_an_allegation_lacking_a_finding() -> None:
    facts = replace(ALL_WELL, allegations=(allegation(), allegation(None)))
    assert hindrances(until(S.REVIEW), S.DECIDED, facts=facts) == {Hindrance.OPEN_FINDINGS}


def test_nothing_is_decided_where_nothing_was_alleged() -> None:
    facts = replace(ALL_WELL, allegations=())
    assert hindrances(until(S.REVIEW), S.DECIDED, facts=facts) == {Hindrance.NOTHING_ALLEGED}


def test_nobody_decides_when_a_conflict_came_up_meanwhile() -> None:
    facts = replace(ALL_WELL, conflicts_clear=False)
    assert hindrances(until(S.REVIEW), S.DECIDED, facts=facts) == {Hindrance.CONFLICTS}


def test_an_answered_question_needs_no_inquiry_and_a_judgement_does() -> None:
    course = until(S.ASSIGNED)
    assert hindrances(course, S.DECIDED) == {Hindrance.NOT_INQUIRED}
    answered = replace(ALL_WELL, allegations=(allegation(Outcome.INQUIRY),))
    assert hindrances(course, S.DECIDED, facts=answered) == frozenset()


def test_nobody_says_that_the_reporter_was_told_before_a_word_went_out() -> None:
    facts = replace(ALL_WELL, reporter_told=False)
    for before in (S.DECIDED, S.REMEDIATION):
        assert hindrances(until(before), S.FEEDBACK_GIVEN, facts=facts) == {Hindrance.NOT_TOLD}


def test_nothing_is_closed_while_the_list_is_not_done() -> None:
    facts = replace(ALL_WELL, may_finish=False)
    assert hindrances(until(S.FEEDBACK_GIVEN), S.CLOSED, facts=facts) == {Hindrance.UNFINISHED}


@pytest.mark.parametrize("status", sorted(FINISHED))
def test_a_closed_case_stays_closed(status: Status) -> None:
    course = until(status)
    for to in set(Status) - FINISHED - {S.REOPENED}:
        assert Hindrance.NOT_FROM_HERE in hindrances(course, to)


def test_a_case_is_reopened_with_a_reason_and_keeps_its_history() -> None:
    closed = until(S.CLOSED)
    assert hindrances(closed, S.REOPENED, replace(WHY, reason=" ")) == {Hindrance.NO_REASON}
    reopened = moved(closed, S.REOPENED)
    assert reopened.moves[:-1] == closed.moves
    assert reopened.was_reopened
    assert (closed.closed_on, reopened.closed_on) == (DAY, None)


def test_a_reopened_case_passes_the_conflict_check_again() -> None:
    reopened = moved(until(S.RETENTION), S.REOPENED, S.CONFLICT_CHECK)
    facts = replace(ALL_WELL, conflicts_clear=False)
    assert hindrances(reopened, S.ASSIGNED, facts=facts) == {Hindrance.CONFLICTS}
    assert hindrances(moved(until(S.CLOSED), S.REOPENED), S.INVESTIGATING) == {
        Hindrance.NOT_FROM_HERE,
        Hindrance.CONFLICTS,
    }


def test_what_is_kept_is_kept_from_the_last_closing() -> None:
    later = Because(OKAFOR, DAY + timedelta(days=400), "Again.", PARK)
    course = moved(until(S.CLOSED), S.REOPENED, S.CONFLICT_CHECK, S.ASSIGNED, S.INVESTIGATING)
    course = moved(course, S.FINDINGS_DRAFTED, S.REVIEW, S.DECIDED, S.FEEDBACK_GIVEN)
    closed = move(course, S.CLOSED, later, ALL_WELL)
    assert isinstance(closed, Course)
    assert closed.closed_on == later.on
    assert moved(closed, S.RETENTION).closed_on == later.on


def test_what_is_put_on_hold_has_a_day_to_come_back_to_where_it_was() -> None:
    course = until(S.INVESTIGATING)
    for until_day in (None, DAY):
        assert hindrances(course, S.ON_HOLD, replace(WHY, until=until_day)) == {Hindrance.NO_DATE}
    held = moved(course, S.ON_HOLD)
    assert held.next_ones() == {S.INVESTIGATING}
    assert moved(held, S.INVESTIGATING, S.FINDINGS_DRAFTED).status is S.FINDINGS_DRAFTED


def test_a_hold_before_the_conflict_check_is_no_way_around_it() -> None:
    held = moved(until(S.TRIAGE), S.ON_HOLD)
    for to in set(Status) - {S.TRIAGE}:
        assert Hindrance.NOT_FROM_HERE in hindrances(held, to)


@pytest.mark.parametrize("second", [None, OKAFOR])
def test_nobody_sets_a_report_aside_alone(second: PersonId | None) -> None:
    alone = replace(WHY, second=second)
    assert hindrances(until(S.CONFLICT_CHECK), S.SET_ASIDE, alone) == {Hindrance.SECOND_MEMBER}


def test_what_was_set_aside_can_be_taken_up_again_or_closed() -> None:
    nothing = replace(ALL_WELL, allegations=())
    aside = moved(until(S.CONFLICT_CHECK), S.SET_ASIDE, facts=nothing)
    assert moved(aside, S.CLOSED, facts=nothing).is_finished
    assert moved(aside, S.TRIAGE).status is S.TRIAGE


@pytest.mark.parametrize("second", [None, OKAFOR])
def test_nobody_disposes_of_a_case_alone(second: PersonId | None) -> None:
    alone = replace(WHY, second=second)
    assert hindrances(until(S.RETENTION), S.DISPOSED, alone) == {Hindrance.SECOND_MEMBER}


def test_what_must_be_kept_is_not_disposed_of() -> None:
    facts = replace(ALL_WELL, may_be_disposed=False)
    assert hindrances(until(S.RETENTION), S.DISPOSED, facts=facts) == {Hindrance.KEPT}


def test_nothing_follows_disposal() -> None:
    assert until(S.DISPOSED).next_ones() == frozenset()


def test_a_merged_or_referred_case_still_ends_by_a_decision() -> None:
    for beside in (S.MERGED, S.REFERRED):
        facts = replace(ALL_WELL, allegations=(allegation(Outcome.INQUIRY),))
        course = moved(until(S.CONFLICT_CHECK), beside, S.DECIDED, facts=facts)
        assert course.next_ones() >= {S.FEEDBACK_GIVEN}
        assert S.CLOSED not in course.next_ones()


def test_every_status_can_be_reached() -> None:
    reached = {S.RECEIVED} | {to for follows in MAY_BECOME.values() for to in follows}
    assert reached == set(Status) == set(MAY_BECOME)


class AnyWay(RuleBasedStateMachine):
    """Whoever moves a case anywhere, with whatever facts, breaks no promise."""

    def __init__(self) -> None:
        super().__init__()
        self.course = received(WHY)
        self.passed = False
        self.open_at_close = False

    @rule(
        to=st.sampled_from(Status),
        why=st.builds(
            Because,
            st.just(OKAFOR),
            st.just(DAY),
            st.sampled_from(["", "It is time."]),
            st.sampled_from([None, OKAFOR, PARK]),
            st.sampled_from([None, WHY.until]),
        ),
        found=st.lists(st.sampled_from([None, *Outcome]), max_size=2),
        clear=st.booleans(),
        finish=st.booleans(),
    )
    def anybody_moves_it(
        self, *, to: Status, why: Because, found: list[Outcome | None], clear: bool, finish: bool
    ) -> None:
        self._move(to, why, Facts(tuple(map(allegation, found)), clear, finish, finish))

    @rule(which=st.integers(0, 9), clear=st.booleans())
    def somebody_moves_it_on(self, which: int, *, clear: bool) -> None:
        """Most random moves go nowhere; these go somewhere, so that runs get far."""
        following = sorted(self.course.next_ones())
        if following:
            self._move(
                following[which % len(following)], WHY, replace(ALL_WELL, conflicts_clear=clear)
            )

    @precondition(lambda self: self.course.status is not S.DISPOSED)
    @rule()
    def it_goes_on_as_it_should(self) -> None:
        ahead = [to for to in reversed(WAY) if to in self.course.next_ones()]
        if ahead:
            self._move(ahead[0], WHY, ALL_WELL)

    def _move(self, to: Status, why: Because, facts: Facts) -> None:
        before = self.course
        result = move(before, to, why, facts)
        if isinstance(result, Stays):
            assert result.hindrances
            return
        assert result.moves[:-1] == before.moves
        assert why.reason
        if before.is_finished:
            assert to in FINISHED | {S.REOPENED}
        if to in BEFORE_THE_CHECK - {S.ON_HOLD} and before.status is not S.ON_HOLD:
            self.passed = False
        elif to not in BEFORE_THE_CHECK and facts.conflicts_clear:
            self.passed = True
        if to is S.CLOSED:
            self.open_at_close = any(each.is_open for each in facts.allegations)
        self.course = result

    @invariant()
    def no_sequence_skips_the_conflict_check(self) -> None:
        assert self.course.status in BEFORE_THE_CHECK or self.passed

    @invariant()
    def no_sequence_closes_with_an_open_finding(self) -> None:
        assert not self.open_at_close

    @invariant()
    def only_what_was_closed_is_finished(self) -> None:
        assert self.course.is_finished is (self.course.closed_on is not None)


AnyWay.TestCase.settings = settings(max_examples=120, stateful_step_count=40, deadline=None)
TestAnyWay = AnyWay.TestCase
