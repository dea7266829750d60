"""What triage asks to be done at once, and when a hand-over is over."""

from datetime import date

from casework.complaints.domain.taxonomy import Destination
from casework.complaints.domain.triage import Danger, Precaution, Referral, precautions


def test_danger_to_evidence_asks_for_a_note_to_counsel_and_calls() -> None:
    for danger in (Danger.EVIDENCE, Danger.SOON):
        found = precautions(frozenset({danger}))
        assert found == {Precaution.NOTE_TO_COUNSEL, Precaution.CALL_LIST}


def test_danger_to_a_person_asks_for_calls_and_not_for_writing() -> None:
    assert precautions(frozenset({Danger.PERSON})) == {Precaution.CALL_LIST}


def test_no_danger_asks_for_nothing() -> None:
    assert not precautions(frozenset())


def test_a_referral_is_settled_when_it_was_accepted_and_came_back() -> None:
    day = date(2026, 6, 12)
    assert not Referral(Destination.HR, day).is_settled
    assert not Referral(Destination.HR, day, accepted=day).is_settled
    assert not Referral(Destination.HR, day, returned=day).is_settled
    assert Referral(Destination.HR, day, day, day).is_settled
