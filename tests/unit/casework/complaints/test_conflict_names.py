"""Names in a report are found however they are written; a person decides what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.conflicts.offices import Office, offices_in
from casework.complaints.domain.conflicts.ties import How, Tie, TieKind, matches
from tests.unit.casework.complaints.people import OKAFOR, PARK

DANIEL = Tie(OKAFOR, TieKind.FAMILY, "Daniel Brandt", ("Danny B",), frozenset({Office.CFO}))


def how(text: str, tie: Tie = DANIEL) -> How | None:
    found = matches(text, [tie])
    return found[0].how if found else None


@pytest.mark.parametrize(
    "text",
    [
        "It was Daniel Brandt.",
        "BRANDT, DANIEL signed it",
        "daniel j. brandt",
        "Daniel\nBrandt's desk",
        "Dáníel Brandt",
    ],
)
def test_a_full_name_is_found_however_it_is_written(text: str) -> None:
    assert how(text) is How.NAME


@pytest.mark.parametrize("text", ["Mr. Brandt knew", "ask Daniel", "Brandts office", "Brnadt"])
def test_part_of_a_name_or_a_slip_of_the_pen_is_enough_to_ask(text: str) -> None:
    assert how(text) is How.PART


def test_a_nickname_that_was_declared_is_found() -> None:
    assert how("Danny B. told us to") is How.ALIAS


def test_the_surest_way_is_named() -> None:
    assert how("The CFO, Daniel Brandt") is How.NAME


def test_who_is_not_spoken_of_is_not_found() -> None:
    assert how("The warehouse was empty in April and nobody branded the pallets.") is None


def test_a_name_in_a_script_without_spaces_is_found() -> None:
    tie = Tie(PARK, TieKind.FRIEND, "田中太郎")
    assert how("昨日田中太郎が来た", tie) is How.NAME


@given(
    before=st.text("abc xyz", max_size=30),
    after=st.text("abc xyz", max_size=30),
    name=st.sampled_from(["Daniel Brandt", "Mary-Jane O'Neil", "Søren Łukasz", "José del Río"]),
)
def test_a_name_that_stands_in_a_text_is_always_found(before: str, after: str, name: str) -> None:
    tie = Tie(OKAFOR, TieKind.WORK, name)
    assert how(f"{before} {name.upper()} {after}", tie) is How.NAME


def test_the_chief_finance_guy_is_the_finance_chief() -> None:
    assert offices_in("the chief finance guy told us") == {Office.CFO}
    assert how("the chief finance guy told us to wait") is How.OFFICE


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("our CFO", Office.CFO),
        ("the C.F.O. knows", Office.CFO),
        ("chief financial officer", Office.CFO),
        ("the guy who runs finance", Office.CFO),
        ("head of accounting", Office.CONTROLLER),
        ("the comptroller", Office.CONTROLLER),
        ("the big boss", Office.CEO),
        ("chief executive", Office.CEO),
        ("our top lawyer", Office.GENERAL_COUNSEL),
        ("the compliance officer", Office.COMPLIANCE_HEAD),
        ("the HR lady", Office.HR_HEAD),
        ("director of human resources", Office.HR_HEAD),
        ("head of internal audit", Office.INTERNAL_AUDIT_HEAD),
        ("the chair of the audit committee", Office.CHAIR),
        ("our audit partner", Office.AUDIT_FIRM),
    ],
)
def test_an_office_is_found_by_whatever_words_people_use(text: str, office: Office) -> None:
    assert office in offices_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "the financial statements were late",
        "the director of sales",
        "a chief concern",
        "hr was told",
    ],
)
def test_a_field_without_a_rank_or_a_rank_without_a_field_names_no_office(text: str) -> None:
    assert not offices_in(text)


def test_a_ties_repr_names_nobody() -> None:
    assert "Brandt" not in repr(DANIEL)
    assert "Danny" not in repr(matches("Danny B", [DANIEL]))
