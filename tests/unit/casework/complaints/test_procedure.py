"""The committee's procedure as data: read whole, or refused with every fault."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.clocks.levels import ServiceLevels
from casework.complaints.domain.procedure import (
    CODES,
    PACKAGED,
    ProcedureError,
    parse,
    read_procedure,
)
from casework.complaints.domain.retention.periods import Jurisdiction
from casework.complaints.domain.taxonomy import CategoryCode

TEXT = PACKAGED.read_text("utf-8")


def test_the_procedure_that_comes_with_the_site_has_every_subject_and_the_usual_promises() -> None:
    procedure = read_procedure()
    assert tuple(procedure.taxonomy.categories) == CODES
    assert procedure.rules.levels == ServiceLevels()
    assert procedure.rules.europe is None
    assert {each.years for each in procedure.taxonomy.categories.values()} == {7}
    assert procedure.retention.by_law == {Jurisdiction("de"): 3}


def test_counsel_changes_a_promise_a_period_and_the_calendar() -> None:
    changed = parse(
        TEXT.replace("acknowledge_working_days = 2", "acknowledge_working_days = 1")
        .replace("days = []", "days = [2026-06-12]")
        .replace("on = false", "on = true")
        .replace("years = 7", "years = 10", 1)
    )
    assert changed.rules.levels.acknowledge.count == 1
    assert not changed.rules.workdays.includes(date(2026, 6, 12))
    assert changed.rules.europe is not None
    assert changed.taxonomy[CategoryCode("ACC-REV")].years == 10


def test_a_subject_may_be_added() -> None:
    extra = """
[category.ACC-TAX]
name = "Taxes"
group = "business integrity"
rule = "in"
years = 7
"""
    assert parse(TEXT + extra).taxonomy[CategoryCode("ACC-TAX")].name == "Taxes"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[category.INQ]", "[category.ASK]", "must stay: INQ"),
        ("[category.INQ]", "[category.inq]", "a code is"),
        ('rule = "follows first"', 'rule = "out"', "RET: its rule is"),
        ('rule = "copy if material"', 'rule = "sometimes"', "group or rule"),
        ('here = ["chair"]', 'here = ["boss"]', "here holds something unknown"),
        ('here = ["chair"]', "here = [[]]", "here holds something unknown"),
        ('here = ["chair"]', 'here = "chair"', "here holds something unknown"),
        ("years = 7", "years = 0", "1 to 30 years"),
        ("years = 7", "years = true", "1 to 30 years"),
        ("years = 7", "years = 7\ncolor = 1", "knows"),
        ("hold = true", 'hold = "yes"', "hold is true or false"),
        ("de = 3", "de = 99", "1 to 30 years"),
        ("on = false", 'on = "off"', "on must be"),
        ("days = []", 'days = ["monday"]', "list of dates"),
        ("days = []", "days = [2026-06-12T08:00:00]", "list of dates"),
        ("[60, 90, 120]", "[60, 60, 120]", "ageing_days"),
        ("[60, 90, 120]", "[60, 90]", "ageing_days"),
        ("[60, 90, 120]", "[60, 90, 12.5]", "ageing_days"),
        ("critical_days = 1", "critical_days = 0", "critical_days"),
        ("plan_working_days = 10", "plan_working_days = 9999", "plan_working_days"),
        ("plan_working_days = 10", "plans = 10", "these must be there"),
        ("[europe]", "[asia]", "these sections must be there"),
        ("[europe]", "[europe", "not TOML"),
    ],
)
def test_a_fault_is_named(old: str, new: str, fault: str) -> None:
    assert old in TEXT
    with pytest.raises(ProcedureError, match=fault):
        parse(TEXT.replace(old, new, 1))


def test_every_fault_is_said_at_once() -> None:
    with pytest.raises(ProcedureError) as said:
        parse(TEXT.replace("de = 3", "de = 0").replace("on = false", "on = 1"))
    assert len(str(said.value).splitlines()) == 2


def _without(lines: list[str], number: int) -> str:
    return "\n".join(lines[:number] + lines[number + 1 :])


def _twice(lines: list[str], number: int) -> str:
    return "\n".join([*lines[: number + 1], *lines[number:]])


@given(number=st.integers(0, len(TEXT.splitlines()) - 1), hurt=st.sampled_from([_without, _twice]))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    number: int, hurt: Callable[[list[str], int], str]
) -> None:
    try:
        read = parse(hurt(TEXT.splitlines(), number))
    except ProcedureError:
        return
    assert set(read.taxonomy.categories) >= set(CODES)


def test_a_procedure_of_before_counts_no_employees_and_is_read() -> None:
    without = TEXT.partition("# How many people work")[0] + TEXT.partition("employees = 0\n")[2]
    assert "[company]" not in without
    assert parse(without).employees == 0
    assert parse(TEXT.replace("employees = 0", "employees = 104")).employees == 104
    with pytest.raises(ProcedureError, match="employees must be a whole number"):
        parse(TEXT.replace("employees = 0", "employees = -3"))
