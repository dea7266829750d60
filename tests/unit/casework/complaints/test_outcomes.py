"""What was found: eleven words, some of which ask for more than a tick."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.outcomes import (
    CONFIRMED,
    NEED_NO_INQUIRY,
    Action,
    Allegation,
    AllegationId,
    Finding,
    Flaw,
    Former,
    Outcome,
    RootCause,
    need_an_inquiry,
    open_among,
)
from casework.complaints.domain.taxonomy import CategoryCode, Scope
from casework.complaints.records.insides import allegation_value, read_allegation
from crypto.encoding import Value
from crypto.names import PersonId
from tests.unit.casework.complaints.people import COUNSEL

TODAY = date(2026, 6, 12)
PLAIN = Finding(Outcome.UNSUBSTANTIATED, "Gate log against invoices: all match.", TODAY)


def allegation(finding: Finding | None = PLAIN, scope: Scope = Scope.IN) -> Allegation:
    return Allegation(AllegationId("a1"), CategoryCode("ACC-REV"), scope, finding)


def flaws(finding: Finding, scope: Scope = Scope.IN) -> frozenset[Flaw]:
    return allegation(finding, scope).flaws


def test_an_allegation_without_a_finding_is_open() -> None:
    assert allegation(None).is_open
    assert not allegation().is_open
    assert open_among([allegation(), allegation(None)]) == ("a1",)


def test_a_finding_has_a_basis_in_words() -> None:
    assert flaws(Finding(Outcome.UNFOUNDED, " ", TODAY)) == {Flaw.NO_BASIS}


@pytest.mark.parametrize("outcome", sorted(CONFIRMED))
def test_what_is_confirmed_has_an_action_and_a_root_cause(outcome: Outcome) -> None:
    assert flaws(Finding(outcome, "Seen.", TODAY)) == {Flaw.NO_ACTION, Flaw.NO_ROOT_CAUSE}
    whole = Finding(
        outcome,
        "Seen.",
        TODAY,
        frozenset({Action.NONE}),
        frozenset({RootCause.PRESSURE}),
    )
    assert not flaws(whole)


def test_no_action_cannot_stand_beside_an_action() -> None:
    both = Finding(Outcome.POLICY, "Seen.", TODAY, frozenset({Action.NONE, Action.TRAINING}))
    assert flaws(both) == {Flaw.NONE_AND_SOME}


def test_nothing_is_called_knowingly_false_without_counsel() -> None:
    alone = Finding(Outcome.KNOWINGLY_FALSE, "Made up.", TODAY)
    assert flaws(alone) == {Flaw.COUNSEL_HAS_NOT_APPROVED}
    approved = Finding(Outcome.KNOWINGLY_FALSE, "Made up.", TODAY, approved_by_counsel=COUNSEL)
    assert not flaws(approved)


@pytest.mark.parametrize("scope", [Scope.IN, Scope.OPEN])
def test_taking_a_report_back_does_not_end_an_inquiry_of_the_committees(scope: Scope) -> None:
    taken_back = Finding(Outcome.WITHDRAWN, "The reporter wished it.", TODAY, inquired=False)
    assert flaws(taken_back, scope) == {Flaw.NOT_INQUIRED}
    assert not flaws(taken_back, Scope.OUT)


def test_a_duplicate_names_the_other_case() -> None:
    assert flaws(Finding(Outcome.DUPLICATE, "Same sale.", TODAY)) == {Flaw.NO_OTHER_CASE}
    assert not flaws(Finding(Outcome.DUPLICATE, "Same sale.", TODAY, other_case=True))


@pytest.mark.parametrize("scope", [Scope.IN, Scope.OPEN])
def test_what_may_be_the_committees_is_never_called_out_of_scope(scope: Scope) -> None:
    assert flaws(Finding(Outcome.OUT_OF_SCOPE, "HR.", TODAY), scope) == {Flaw.STILL_OURS}


def test_what_was_found_about_one_subject_says_nothing_about_another_and_is_kept() -> None:
    moved = allegation().moved_to(CategoryCode("HR-PAY"), Scope.OUT, COUNSEL, TODAY)
    assert moved.finding is None
    assert moved.id == "a1"
    assert moved.former == (Former(PLAIN, CategoryCode("ACC-REV"), COUNSEL, TODAY),)
    again = moved.moved_to(CategoryCode("HR-CIV"), Scope.OUT, COUNSEL, TODAY)
    assert again.former == moved.former, "there was nothing to lose the second time"


def test_what_was_found_before_is_kept_beside_what_says_something_else() -> None:
    other = Finding(Outcome.UNFOUNDED, "It was another yard.", TODAY)
    anew = allegation().found_anew(other, COUNSEL)
    assert anew.finding == other
    assert anew.former == (Former(PLAIN, CategoryCode("ACC-REV"), COUNSEL, TODAY),)
    assert anew.found_anew(
        replace(other, actions=frozenset({Action.TRAINING})), COUNSEL
    ).former == (anew.former), "the same, with what was done since"


@given(st.booleans(), st.booleans(), st.sampled_from([None, COUNSEL]))
def test_an_allegation_is_read_as_it_was_written(
    is_found: bool, of_triage: bool, by: PersonId | None
) -> None:
    found = replace(PLAIN, by=by)
    former = (Former(found, CategoryCode("HR-CIV"), COUNSEL, TODAY),)
    before = replace(allegation(found if is_found else None), former=former, of_triage=of_triage)
    assert read_allegation(allegation_value(before)) == before


def test_what_was_sealed_before_former_findings_were_kept_still_opens() -> None:
    finding: list[Value] = ["UNS", "All match.", "2026-06-12", [], [], True, None, False]
    read = read_allegation(["1", "ACC-REV", "in", finding])
    assert read.finding == Finding(Outcome.UNSUBSTANTIATED, "All match.", TODAY)
    assert not read.former
    assert not read.of_triage


@given(st.lists(st.sampled_from(Outcome)))
def test_only_three_outcomes_can_be_known_without_looking(outcomes: list[Outcome]) -> None:
    found = [allegation(Finding(each, "Seen.", TODAY)) for each in outcomes]
    assert need_an_inquiry(found) is not set(outcomes).issubset(NEED_NO_INQUIRY)


def test_there_are_eleven_outcomes_fifteen_actions_and_seven_root_causes() -> None:
    assert [each.value for each in Outcome] == [
        "SUB", "PAR", "UNS", "UNF", "INS", "POL", "DUP", "OOS", "INQ", "WDN", "MIS",
    ]  # fmt: skip
    assert (len(Action), len(RootCause)) == (15, 7)


def test_a_findings_repr_holds_nothing_that_anybody_wrote() -> None:
    assert "Gate log" not in repr(allegation())
