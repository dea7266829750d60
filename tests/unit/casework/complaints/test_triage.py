"""Six questions, to be stopped at any point."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.taxonomy import Destination, Scope
from casework.complaints.domain.triage import (
    CanAct,
    Danger,
    Exposure,
    Fault,
    Faulty,
    HandedOver,
    Panel,
    Precaution,
    Question,
    Referral,
    Reply,
    Risk,
    Sorted,
    SteppedBack,
    Taken,
    Team,
    Unfinished,
    can_be_staffed,
    result,
)
from tests.unit.casework.complaints.people import ALVAREZ, COUNSEL, OKAFOR, PARK, REYES

FREE = frozenset({OKAFOR, PARK, REYES, COUNSEL})
OURS = Sorted((Scope.IN,))
THEIRS = Sorted((Scope.OUT,), (Destination.HR,), "A question about pay in one team.")
WHOLE = Panel(
    CanAct.READ_ON,
    OURS,
    frozenset(),
    Risk(Exposure.LOW, "Many people could know this."),
    Team(OKAFOR, PARK),
    Reply.DRAFTED,
)


def test_the_questions_are_put_in_their_order_and_none_twice() -> None:
    panel = Panel()
    asked = []
    steps = (
        {"can_act": WHOLE.can_act},
        {"ours": WHOLE.ours},
        {"danger": WHOLE.danger},
        {"risk": WHOLE.risk},
        {"team": WHOLE.team},
        {"reply": WHOLE.reply},
    )
    for answer in steps:
        asked.append(panel.next_question)
        assert isinstance(result(panel, FREE), Unfinished)
        panel = replace(panel, **answer)
    assert asked == list(Question)
    assert panel.next_question is None
    assert result(panel, FREE) == Taken(Team(OKAFOR, PARK))


def test_no_danger_is_an_answer_too() -> None:
    assert replace(WHOLE, danger=None).next_question is Question.DANGER
    assert replace(WHOLE, danger=frozenset()).next_question is None


def test_whoever_steps_back_leaves_no_answer_behind() -> None:
    gone = WHOLE.stepped_back()
    assert gone == Panel(CanAct.STEP_BACK)
    assert gone.next_question is None
    assert result(gone, FREE) == SteppedBack()


def test_what_is_not_ours_is_handed_over_with_a_text_and_needs_no_team() -> None:
    panel = replace(WHOLE, ours=THEIRS, team=None)
    assert result(panel, FREE) == HandedOver((Destination.HR,))


def test_nothing_is_handed_over_without_a_text_or_an_address() -> None:
    bare = replace(WHOLE, ours=Sorted((Scope.OUT,)), team=None)
    assert result(bare, FREE) == Faulty(frozenset({Fault.NO_HAND_OVER, Fault.NO_DESTINATION}))


@given(st.lists(st.sampled_from(Scope), min_size=1, max_size=4))
def test_what_is_ours_in_part_is_never_handed_over(scopes: list[Scope]) -> None:
    panel = replace(WHOLE, ours=replace(THEIRS, scopes=tuple(scopes)))
    if Scope.IN in scopes or Scope.OPEN in scopes:
        assert result(panel, FREE) == Taken(Team(OKAFOR, PARK))


def test_nobody_who_was_left_out_leads_seconds_reads_or_is_a_guest() -> None:
    for team in (
        Team(ALVAREZ, PARK),
        Team(OKAFOR, ALVAREZ),
        Team(OKAFOR, PARK, frozenset({ALVAREZ})),
        Team(OKAFOR, PARK, guests=frozenset({ALVAREZ})),
    ):
        assert result(replace(WHOLE, team=team), FREE) == Faulty(frozenset({Fault.LEFT_OUT}))


def test_a_lead_does_not_second_themselves() -> None:
    alone = replace(WHOLE, team=Team(OKAFOR, OKAFOR))
    assert result(alone, FREE) == Faulty(frozenset({Fault.LEAD_IS_SECOND}))
    assert not can_be_staffed(frozenset({OKAFOR}))
    assert can_be_staffed(frozenset({OKAFOR, PARK}))


def test_counsel_and_internal_audit_are_off_until_ticked() -> None:
    assert Team(OKAFOR, PARK).guests == frozenset()
    assert COUNSEL not in Team(OKAFOR, PARK, guests=frozenset({COUNSEL})).readers


def test_how_easily_the_reporter_is_found_needs_its_reason_even_when_low() -> None:
    for exposure in Exposure:
        silent = replace(WHOLE, risk=Risk(exposure, " "))
        assert result(silent, FREE) == Faulty(frozenset({Fault.NO_WHY}))


def test_high_exposure_has_a_second_person_approve_each_reply() -> None:
    high = replace(WHOLE, risk=Risk(Exposure.HIGH, "Five people in the yard."))
    assert high.precautions == {Precaution.SECOND_PERSON_APPROVES}
    assert not WHOLE.precautions


def test_danger_to_evidence_prepares_a_note_to_counsel() -> None:
    for danger in (Danger.EVIDENCE, Danger.SOON):
        panel = replace(WHOLE, danger=frozenset({danger}))
        assert panel.precautions == {Precaution.NOTE_TO_COUNSEL, Precaution.CALL_LIST}
    person = replace(WHOLE, danger=frozenset({Danger.PERSON}))
    assert person.precautions == {Precaution.CALL_LIST}


def test_a_referral_is_settled_when_it_was_accepted_and_came_back() -> None:
    day = date(2026, 6, 12)
    assert not Referral(Destination.HR, day).is_settled
    assert not Referral(Destination.HR, day, accepted=day).is_settled
    assert not Referral(Destination.HR, day, returned=day).is_settled
    assert Referral(Destination.HR, day, day, day).is_settled


def test_what_a_triager_wrote_is_in_no_repr() -> None:
    panel = replace(WHOLE, ours=THEIRS, risk=Risk(Exposure.HIGH, "Five people in the yard."))
    assert "pay" not in repr(panel)
    assert "yard" not in repr(panel)
