"""A line of a copy names each file that went, and says of no other that it did."""

from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.case.evidence import WENT, Went, in_runs, went_with

NUMBERS = st.frozensets(st.integers(1, 300), max_size=60)


@given(NUMBERS, st.integers(1, 301))
def test_a_line_names_each_file_that_went_and_no_other(numbers: frozenset[int], one: int) -> None:
    said = {WENT: in_runs(numbers)}
    assert went_with(said, one) is (Went.YES if one in numbers else Went.NO)


def test_many_files_in_a_row_are_one_run() -> None:
    assert in_runs(range(1, 500)) == "1-499"
    assert in_runs({7, 1, 2, 3}) == "1-3, 7"


def test_an_older_line_proves_nothing_of_the_files_that_it_names() -> None:
    older = {"files": "2, 13"}
    assert went_with(older, 13) is Went.MAYBE
    assert went_with(older, 1) is Went.NO
    assert went_with({}, 1) is Went.NO
    assert went_with({"files": ", ".join(map(str, range(10, 60)))[:200]}, 99) is Went.MAYBE
