"""Measure everything and print one table: `python -m tests.bench [part of a name]`."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from tests.bench import (
    of_blobs,
    of_cases,
    of_collecting,
    of_committee,
    of_crypto,
    of_export,
    of_intake,
    of_mailbox,
    of_search,
    of_secrets,
    of_signin,
    of_sites,
    of_store,
    of_uploads,
)
from tests.bench.figures import Benchmark, Figure

BENCHMARKS: dict[str, Benchmark] = {
    "committee": of_committee.figures,
    "crypto": of_crypto.figures,
    "blobs": of_blobs.figures,
    "cases": of_cases.figures,
    "collecting": of_collecting.figures,
    "export": of_export.figures,
    "intake": of_intake.figures,
    "mailbox": of_mailbox.figures,
    "search": of_search.figures,
    "secrets": of_secrets.figures,
    "signin": of_signin.figures,
    "sites": of_sites.figures,
    "store": of_store.figures,
    "uploads": of_uploads.figures,
}


def main() -> int:
    wanted = sys.argv[1] if sys.argv[1:] else ""
    measured = [figure for name, run in BENCHMARKS.items() if wanted in name for figure in run()]
    sys.stdout.writelines(f"{row}\n" for row in table(measured))
    path = os.environ.get("BENCH_JSON")
    if path:
        Path(path).write_text(json.dumps([as_row(figure) for figure in measured], indent=2))
    return 0 if all(figure.holds for figure in measured) else 1


def table(measured: list[Figure]) -> list[str]:
    rows = [("name", "value", "unit", "limit", "holds")]
    for figure in measured:
        limit = "" if figure.limit is None else f"{figure.limit:g}"
        rows.append((figure.name, f"{figure.value:.3g}", figure.unit, limit, figure.verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def as_row(figure: Figure) -> dict[str, object]:
    return {**asdict(figure), "holds": None if figure.limit is None else figure.holds}


if __name__ == "__main__":
    raise SystemExit(main())
