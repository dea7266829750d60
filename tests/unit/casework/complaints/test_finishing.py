"""The list that blocks closing, and what two members may pass over."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.finishing import (
    NEVER_PASSED_OVER,
    Blocked,
    Decision,
    Ending,
    Finishable,
    Item,
    Loose,
    Outsider,
    PassedOver,
    Remediation,
    Telling,
    finish,
    undone,
)
from casework.complaints.domain.outcomes import Allegation, AllegationId, Finding, Outcome
from casework.complaints.domain.severity import Level
from casework.complaints.domain.taxonomy import CategoryCode, Scope
from crypto.names import PersonId
from tests.unit.casework.complaints.people import ALVAREZ, EVERYBODY, OKAFOR, PARK

DAY = date(2026, 6, 12)


def allegation(
    outcome: Outcome | None = Outcome.UNSUBSTANTIATED, scope: Scope = Scope.IN
) -> Allegation:
    finding = Finding(outcome, "Looked.", DAY) if outcome else None
    return Allegation(AllegationId("a1"), CategoryCode("ACC-REV"), scope, finding)


TWO = frozenset({OKAFOR, PARK})
DONE = Ending(
    allegations=(allegation(),),
    level=Level.CRITICAL,
    conflicts_clear=True,
    kept_away=frozenset({ALVAREZ}),
    decision=Decision(
        frozenset({OKAFOR, PARK}),
        "The logs agree.",
        dated=True,
        voted=True,
        may=frozenset({OKAFOR, PARK}),
    ),
    reporter_told=True,
    told=dict.fromkeys(Outsider, Telling.ON_ADVICE),
    committee_saw=True,
    special_meeting_considered=True,
    protected=True,
    has_retention=True,
)
LACKING = {
    Item.FINDINGS: replace(DONE, allegations=(allegation(None),)),
    Item.CONFLICTS: replace(DONE, conflicts_clear=False),
    Item.REMEDIATION: replace(DONE, remediation=Remediation(open=2, in_register=1)),
    Item.DECISION: replace(DONE, decision=Decision(TWO, " ", dated=True, voted=True, may=TWO)),
    Item.FREE_DECIDERS: replace(
        DONE, decision=replace(DONE.decision, by=frozenset({OKAFOR, ALVAREZ}))
    ),
    Item.REPORTER_TOLD: replace(DONE, reporter_told=False),
    Item.NOTHING_UNREAD: replace(DONE, loose=Loose(unread=1)),
    Item.NO_DRAFTS: replace(DONE, loose=Loose(drafts=1)),
    Item.TASKS: replace(DONE, loose=Loose(tasks=1)),
    Item.TOLD_OTHERS: replace(DONE, told={Outsider.BOARD: Telling.YES}),
    Item.COMMITTEE_SAW: replace(DONE, committee_saw=False),
    Item.SPECIAL_MEETING: replace(DONE, special_meeting_considered=False),
    Item.REFERRAL: replace(DONE, loose=Loose(referrals=1)),
    Item.PROTECTION: replace(DONE, protected=False),
    Item.RETENTION: replace(DONE, has_retention=False),
}


def over(ending: Ending, by: frozenset[PersonId] = TWO, reason: str = "No need.") -> object:
    return finish(ending, PassedOver(by, reason, frozenset(Item)))


def test_a_case_with_everything_done_may_be_closed() -> None:
    assert finish(DONE) == Finishable(frozenset())


def test_a_case_of_which_nothing_is_known_may_not() -> None:
    assert set(undone(Ending())) >= {Item.FINDINGS, Item.CONFLICTS, Item.DECISION}


@pytest.mark.parametrize("item", LACKING)
def test_each_line_of_the_list_blocks_by_itself(item: Item) -> None:
    assert finish(LACKING[item]) == Blocked((item,))


def test_what_is_called_knowingly_false_waits_for_counsel() -> None:
    ending = replace(DONE, allegations=(allegation(Outcome.KNOWINGLY_FALSE),))
    assert over(ending) == Blocked((Item.FINDINGS, Item.FALSE_APPROVED))


@pytest.mark.parametrize("item", sorted(set(LACKING) - NEVER_PASSED_OVER))
def test_two_members_pass_over_a_line_with_a_reason(item: Item) -> None:
    assert over(LACKING[item]) == Finishable(frozenset({item}))
    assert over(LACKING[item], reason=" ") == Blocked((item,))


@pytest.mark.parametrize("item", sorted(NEVER_PASSED_OVER & set(LACKING)))
def test_nobody_passes_over_a_finding_a_conflict_or_open_remediation(item: Item) -> None:
    assert over(LACKING[item]) == Blocked((item,))


@given(by=st.frozensets(st.sampled_from(EVERYBODY)), item=st.sampled_from(sorted(LACKING)))
def test_whoever_is_kept_away_has_no_voice_and_one_voice_is_none(
    by: frozenset[PersonId], item: Item
) -> None:
    passes = len(by - {ALVAREZ}) >= 2 and item not in NEVER_PASSED_OVER
    assert isinstance(over(LACKING[item], by), Finishable) is passes


def test_only_what_is_named_is_passed_over() -> None:
    passing = PassedOver(TWO, "No need.", frozenset({Item.TASKS}))
    assert finish(LACKING[Item.PROTECTION], passing) == Blocked((Item.PROTECTION,))


def test_remediation_that_stands_in_the_register_does_not_hold_a_case_open() -> None:
    assert finish(replace(DONE, remediation=Remediation(2, 2))) == Finishable(frozenset())


def test_a_reporter_who_cannot_be_reached_does_not_hold_a_case_open() -> None:
    ending = replace(DONE, reporter_told=False, reporter_unreachable=True)
    assert finish(ending) == Finishable(frozenset())


def test_what_is_not_the_committees_need_not_go_before_it() -> None:
    theirs = replace(
        DONE,
        allegations=(allegation(Outcome.OUT_OF_SCOPE, Scope.OUT),),
        level=Level.LOW,
        told={},
        committee_saw=False,
        special_meeting_considered=False,
    )
    assert finish(theirs) == Finishable(frozenset())


def test_a_case_that_nobody_graded_counts_as_critical() -> None:
    ending = replace(DONE, level=None, special_meeting_considered=False)
    assert finish(ending) == Blocked((Item.SPECIAL_MEETING,))


def test_what_was_set_aside_needs_no_finding_but_no_conflict_either() -> None:
    aside = Ending(set_aside=True, conflicts_clear=True, has_retention=True)
    assert finish(aside) == Finishable(frozenset())
    assert finish(replace(aside, conflicts_clear=False)) == Blocked((Item.CONFLICTS,))
    assert finish(replace(aside, allegations=(allegation(None),))) == Blocked((Item.FINDINGS,))
    assert finish(replace(aside, loose=Loose(unread=1))) == Blocked((Item.NOTHING_UNREAD,))


def test_several_who_decide_say_how_they_voted() -> None:
    unsaid = replace(DONE, decision=replace(DONE.decision, voted=False))
    assert finish(unsaid) == Blocked((Item.DECISION,))


def test_nobody_decides_alone_where_the_way_asks_for_several() -> None:
    alone = replace(DONE, decision=replace(DONE.decision, by=frozenset({OKAFOR})))
    assert finish(alone) == Blocked((Item.FREE_DECIDERS,))
    assert over(alone) == Blocked((Item.FREE_DECIDERS,))
    one = replace(alone, decision=replace(alone.decision, may=frozenset({OKAFOR})))
    assert finish(one) == Finishable(frozenset())


def decided_by(*by: PersonId, may: frozenset[PersonId], outside: str = "") -> object:
    decision = replace(DONE.decision, by=frozenset(by), may=may, free=TWO, outside=outside)
    return finish(replace(DONE, decision=decision))


def test_others_join_whoever_must_decide_and_do_not_do_it_in_their_place() -> None:
    chair = frozenset({OKAFOR})
    assert decided_by(OKAFOR, PARK, may=chair) == Finishable(frozenset())
    assert decided_by(PARK, may=chair) == Blocked((Item.FREE_DECIDERS,))


def test_where_somebody_outside_decides_the_list_asks_who_it_was() -> None:
    nobody: frozenset[PersonId] = frozenset()
    assert decided_by(*TWO, may=nobody) == Blocked((Item.FREE_DECIDERS,))
    assert decided_by(may=nobody, outside="Ann Bell, HR") == Finishable(frozenset())
    assert decided_by(may=TWO, outside="Ann Bell, HR") == Blocked((Item.FREE_DECIDERS,))
