"""What an allegation is about decides whose it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.conflicts.offices import Office
from casework.complaints.domain.procedure import CODES, read_procedure
from casework.complaints.domain.taxonomy import (
    Asked,
    CategoryCode,
    Destination,
    Group,
    Scope,
    ScopeRule,
    look_again,
    may_go_elsewhere,
    scope_of_case,
)

TAXONOMY = read_procedure().taxonomy


def scope(code: str, *, answer: bool | None = None) -> Scope:
    return TAXONOMY[CategoryCode(code)].scope(answer=answer)


@pytest.mark.parametrize("code", [c for c in CODES if c[:3] in {"ACC", "ICF", "AUD"}])
def test_accounting_controls_and_auditing_are_always_the_committees(code: str) -> None:
    assert {scope(code, answer=answer) for answer in (None, True, False)} == {Scope.IN}
    assert Destination.CHAIR in TAXONOMY[CategoryCode(code)].goes_to(Scope.IN)


@pytest.mark.parametrize(
    ("code", "asked", "yes", "no"),
    [
        ("FRD-AST", Asked.ACCOUNTING_OR_CONTROL_EFFECT, Scope.IN, Scope.OUT),
        ("RPT-COI", Asked.DIRECTOR_OR_OFFICER, Scope.IN, Scope.OUT),
        ("CYB-PRV", Asked.MATERIAL, Scope.COPY, Scope.OUT),
        ("PRD", Asked.RESERVES_OR_DISCLOSURE, Scope.IN, Scope.OUT),
        ("RET", Asked.FIRST_REPORT_WAS_IN, Scope.IN, Scope.OUT),
        ("OTH", Asked.OURS, Scope.IN, Scope.OUT),
    ],
)
def test_where_one_answer_decides_nobody_guesses_it(
    code: str, asked: Asked, yes: Scope, no: Scope
) -> None:
    assert TAXONOMY[CategoryCode(code)].asks is asked
    assert scope(code, answer=True) is yes
    assert scope(code, answer=False) is no
    assert scope(code) is Scope.OPEN


@pytest.mark.parametrize("code", ["FRD-COR", "SEC-TRD", "EXP-TRD"])
def test_bribery_insider_trading_and_export_go_to_counsel_with_a_copy_to_the_chair(
    code: str,
) -> None:
    assert TAXONOMY[CategoryCode(code)].goes_to(scope(code)) == (
        Destination.COUNSEL,
        Destination.CHAIR,
    )


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("HR-DIS", "hr"), ("HR-HAR", "hr"), ("HR-PAY", "hr"), ("HR-CIV", "hr"),
        ("EHS", "safety"), ("INQ", "answer"), ("PRD", "quality"),
        ("FRD-AST", "compliance"), ("CYB-PRV", "security"), ("OTH", "triage"),
    ],
)  # fmt: skip
def test_what_is_not_the_committees_goes_to_whoever_knows_it(code: str, place: str) -> None:
    assert Destination(place) in TAXONOMY[CategoryCode(code)].goes_to(Scope.OUT)


def test_what_nobody_has_decided_yet_stays_with_the_chair() -> None:
    for category in TAXONOMY.categories.values():
        assert Destination.CHAIR in category.goes_to(Scope.OPEN)


def test_retaliation_never_goes_to_the_line_manager() -> None:
    retaliation = TAXONOMY[CategoryCode("RET")]
    assert Office.LINE_MANAGER in retaliation.never
    for whose in Scope:
        assert set(retaliation.goes_to(whose)) == {
            Destination.CHAIR,
            Destination.INDEPENDENT_COUNSEL,
        }


def test_falsified_records_are_held_at_once() -> None:
    assert [c for c, each in TAXONOMY.categories.items() if each.hold] == ["ICF-DOC"]


def test_a_doubt_about_the_auditor_touches_the_duty_of_independence() -> None:
    assert TAXONOMY[CategoryCode("AUD-IND")].duty == "R1.h"


def test_every_subject_has_a_group_by_which_companies_compare_themselves() -> None:
    assert set(TAXONOMY.of(Group.NONE)) == {"INQ", "OTH"}
    assert "FRD-AST" in TAXONOMY.of(Group.ASSETS)


def test_a_report_is_the_committees_as_soon_as_one_allegation_is() -> None:
    assert scope_of_case([Scope.OUT, Scope.IN, Scope.COPY]) is Scope.IN
    assert scope_of_case([Scope.OUT, Scope.OPEN]) is Scope.OPEN
    assert scope_of_case([Scope.OUT, Scope.COPY]) is Scope.COPY
    assert scope_of_case([]) is Scope.OPEN


@given(st.lists(st.sampled_from(Scope), max_size=6))
def test_nothing_that_may_be_the_committees_is_handed_to_anybody_else(scopes: list[Scope]) -> None:
    may_be_ours = not scopes or Scope.IN in scopes or Scope.OPEN in scopes
    assert may_go_elsewhere(scopes) is not may_be_ours


def test_a_matter_for_hr_that_speaks_of_the_books_is_looked_at_again() -> None:
    text = "My boss shouts at me since I asked about the REVENUE of last quarter."
    assert look_again(text, (), TAXONOMY) == {"revenue", "quarter"}


def test_a_matter_for_hr_that_names_a_finance_officer_is_looked_at_again() -> None:
    assert look_again("He is rude.", [Office.CFO], TAXONOMY)
    assert not look_again("He is rude.", [Office.HR_HEAD], TAXONOMY)


def test_every_rule_of_scope_is_used_by_some_subject() -> None:
    assert {each.rule for each in TAXONOMY.categories.values()} == set(ScopeRule)
