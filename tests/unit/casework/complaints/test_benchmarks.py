"""What other companies report: with source, edition and year, and no figure where none is known."""

from decimal import Decimal
from pathlib import Path

import pytest

from casework.complaints.domain.statistics.benchmarks import (
    BenchmarkError,
    Metric,
    latest,
    may_share_a_chart,
    parse,
)

FILE = Path(__file__).parents[4] / "config" / "data" / "benchmarks.toml"
SHIPPED = parse(FILE.read_text("utf-8"))
ENTRY = """
[[benchmark]]
metric = "intake mix"
value = 41.5
year = 2025
source = "our insurer"
edition = "2026"
"""


@pytest.mark.parametrize(
    ("metric", "value", "year"),
    [
        (Metric.REPORTS_PER_100, "1.57", 2024),
        (Metric.SUBSTANTIATION, "46", 2024),
        (Metric.ANONYMOUS_FOLLOW_UP, "26", 2024),
        (Metric.ANONYMOUS_SHARE, "56", 2022),
        (Metric.CLOSURE_DAYS, "45", 2019),
        (Metric.CIVILITY_SHARE, "17.7", 2024),
    ],
)
def test_the_newest_figure_is_found_with_its_year(metric: Metric, value: str, year: int) -> None:
    found = latest(metric, SHIPPED)
    assert found is not None
    assert (found.value, found.year) == (Decimal(value), year)


def test_a_group_has_figures_of_its_own() -> None:
    small = latest(Metric.REPORTS_PER_100, SHIPPED, "under 2,500 employees")
    assert small is not None
    assert (small.value, small.year) == (Decimal("2.99"), 2022)


def test_where_no_figure_is_known_none_is_shipped() -> None:
    assert latest(Metric.INTAKE_MIX, SHIPPED) is None
    years = {metric: {b.year for b in SHIPPED if b.metric is metric} for metric in Metric}
    assert not years[Metric.ANONYMOUS_SHARE] & {2023, 2024}
    assert not years[Metric.CLOSURE_DAYS] & {2022, 2023, 2024}


def test_values_of_two_editions_never_make_one_line() -> None:
    civility = [each for each in SHIPPED if each.metric is Metric.CIVILITY_SHARE]
    assert len(civility) > 1
    assert not may_share_a_chart(civility)
    assert may_share_a_chart(civility[:1])
    two = [each for each in SHIPPED if each.year == 2024 and not each.among][:2]
    assert not may_share_a_chart(two)


def test_whoever_has_a_figure_enters_it_with_its_source() -> None:
    (entered,) = parse(ENTRY)
    assert (entered.value, entered.source) == (Decimal("41.5"), "our insurer")


@pytest.mark.parametrize("key", ["metric", "value", "year", "source", "edition"])
def test_a_figure_without_its_source_edition_or_year_is_refused(key: str) -> None:
    lines = [line for line in ENTRY.splitlines() if not line.startswith(key)]
    with pytest.raises(BenchmarkError, match=key):
        parse("\n".join(lines))


@pytest.mark.parametrize(
    "text",
    [
        "no toml",
        "",
        ENTRY.replace("intake mix", "made up"),
        ENTRY.replace("41.5", '"many"'),
        ENTRY.replace("2025", '"last year"'),
        ENTRY.replace("41.5", "nan"),
        "benchmark = 3",
        "benchmark = [3]",
    ],
)
def test_what_is_no_figure_is_refused_in_words(text: str) -> None:
    with pytest.raises(BenchmarkError):
        parse(text)
