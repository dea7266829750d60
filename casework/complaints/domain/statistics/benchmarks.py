"""What other companies report, to stand beside our figures: always with source, edition and year.

Editions sort their categories anew, so a value of one never continues a line of another. Where
no figure is known none is shipped: whoever has one enters it, with its source.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Final

PACKAGED: Final = Path(__file__).parents[4] / "config" / "data" / "benchmarks.toml"


class Metric(StrEnum):
    REPORTS_PER_100 = "reports per 100"
    SUBSTANTIATION = "substantiation"
    ANONYMOUS_FOLLOW_UP = "anonymous follow-up"
    ANONYMOUS_SHARE = "anonymous share"
    CLOSURE_DAYS = "closure days"
    RETALIATION_SHARE = "retaliation share"
    CIVILITY_SHARE = "civility share"
    WORKPLACE_SHARE = "workplace share"
    ALLEGATION_SHARE = "allegation share"
    LAG_WITHIN_9 = "lag within 9 days"
    LAG_60_OR_MORE = "lag 60 days or more"
    OTHER_METHODS_SUBSTANTIATION = "other methods substantiation"
    INTAKE_MIX = "intake mix"


@dataclass(frozen=True, slots=True)
class Benchmark:
    metric: Metric
    value: Decimal
    year: int
    source: str
    edition: str
    among: str = ""


class BenchmarkError(ValueError):
    """Names the entry and the fault. Whoever reads it has the file before them."""


_KEYS: Final = frozenset({"metric", "value", "year", "source", "edition"})


def read_benchmarks(path: Path | None = None) -> tuple[Benchmark, ...]:
    return parse((path or PACKAGED).read_text("utf-8"))


def parse(text: str) -> tuple[Benchmark, ...]:
    """Take a file apart, or say what is wrong with it."""
    try:
        found = tomllib.loads(text, parse_float=Decimal).get("benchmark")
    except tomllib.TOMLDecodeError as exc:
        raise BenchmarkError(f"this is not TOML: {exc}") from exc
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise BenchmarkError("benchmarks stand in entries that begin with [[benchmark]]")
    return tuple(_benchmark(entry) for entry in found)


def groups_of(metric: Metric, among: Iterable[Benchmark]) -> tuple[str, ...]:
    """Return for which groups of companies there is a figure: for all of them first, if for all."""
    return tuple(sorted({each.among for each in among if each.metric is metric}))


def latest(metric: Metric, among: Iterable[Benchmark], group: str = "") -> Benchmark | None:
    """Return the newest figure there is, or nothing: a gap is said to be one."""
    found = [each for each in among if each.metric is metric and each.among == group]
    return max(found, key=lambda each: each.year, default=None)


def may_share_a_chart(benchmarks: Iterable[Benchmark]) -> bool:
    """Say whether these may stand in one line: one metric, one edition, one group."""
    kinds = {(each.metric, each.source, each.edition, each.among) for each in benchmarks}
    return len(kinds) <= 1


def _benchmark(entry: dict[str, object]) -> Benchmark:
    lacking = [key for key in sorted(_KEYS) if not str(entry.get(key, "")).strip()]
    if lacking:
        raise BenchmarkError(f"a benchmark lacks {', '.join(lacking)}: {entry.get('metric')}")
    try:
        return Benchmark(
            Metric(str(entry["metric"])),
            _figure(str(entry["value"])),
            int(str(entry["year"])),
            str(entry["source"]),
            str(entry["edition"]),
            str(entry.get("among", "")),
        )
    except (ValueError, InvalidOperation) as exc:
        raise BenchmarkError(f"a benchmark is malformed: {entry.get('metric')}") from exc


def _figure(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite() or value < 0:
        raise ValueError(text)
    return value
