"""What triage asks to be done at once, whose a report is, and when a hand-over is over."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.outcomes import Allegation, Finding, Outcome
from casework.complaints.domain.procedure import read_procedure
from casework.complaints.domain.taxonomy import CategoryCode, Destination, Scope, may_go_elsewhere
from casework.complaints.domain.triage import (
    CANNOT_TELL,
    Danger,
    Precaution,
    Referral,
    alleged_by,
    contradicts,
    precautions,
)

TAXONOMY = read_procedure().taxonomy
OURS, THEIRS = CategoryCode("ACC-REV"), CategoryCode("HR-CIV")
FINDING = Finding(Outcome.UNFOUNDED, "Seen.", date(2026, 6, 12))
CODES = st.sampled_from(sorted(TAXONOMY.categories))


def answered(*codes: CategoryCode | None) -> tuple[Allegation, ...]:
    found: tuple[Allegation, ...] = ()
    for code in codes:
        found = alleged_by(TAXONOMY.categories[code] if code else None, found)
    return found


@given(st.lists(st.none() | CODES, max_size=6), CODES)
def test_the_last_answer_alone_says_whose_it_is_while_nobody_sorted_it(
    before: list[CategoryCode | None], last: CategoryCode
) -> None:
    [only] = answered(*before, last)
    assert (only.category, only.scope) == (last, TAXONOMY[last].scope())
    assert not contradicts(last, [only], TAXONOMY)


def test_whoever_can_no_longer_tell_keeps_it_here() -> None:
    [left] = answered(THEIRS, None)
    assert left.scope is Scope.OPEN
    assert not answered(None)


def test_what_somebody_sorted_or_found_stands_and_the_new_answer_stands_beside_it() -> None:
    [made] = answered(THEIRS)
    for stands in (replace(made, of_triage=False), replace(made, finding=FINDING)):
        first, second = alleged_by(TAXONOMY[OURS], [stands])
        assert first == stands
        assert (second.category, second.id) == (OURS, "2")
        assert alleged_by(TAXONOMY[THEIRS], [stands]) == (stands,)


@given(CODES | st.just(CANNOT_TELL), st.lists(CODES, max_size=3))
def test_nothing_goes_elsewhere_against_an_answer_by_which_it_is_ours(
    choice: str, alleged: list[CategoryCode]
) -> None:
    sorted_out = [replace(each, scope=Scope.OUT) for code in alleged for each in answered(code)]
    known = TAXONOMY.categories.get(CategoryCode(choice))
    stays = known is None or not may_go_elsewhere([known.scope()])
    assert contradicts(choice, sorted_out, TAXONOMY) is (stays and choice not in alleged)
    assert not contradicts("", sorted_out, TAXONOMY), "nobody was asked yet"


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
