"""How we measure: two things side by side in one run, because the machine's speed drifts.

A figure is a ratio between what we built and the bare work that nobody could avoid, so
it means the same on every machine. A is run, then B, then A again, and so on; each pair
gives one ratio, and the median of the pairs is the figure.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Work = Callable[[], object]

_PAIRS = 9


@dataclass(frozen=True, slots=True)
class Figure:
    """`limit` is the most that is allowed; without one the figure is shown for the reader."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def holds(self) -> bool:
        return self.limit is None or self.value <= self.limit

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        return "yes" if self.holds else "NO"


Benchmark = Callable[[], Iterator[Figure]]


def ratio(ours: Work, bare: Work, *, pairs: int = _PAIRS) -> float:
    """Return the median of A/B over interleaved pairs, after one pair that is not counted."""
    measured = [_seconds(ours) / _seconds(bare) for _ in range(pairs + 1)]
    return statistics.median(measured[1:])


def cpu_ratio(ours: Work, bare: Work, *, pairs: int = _PAIRS) -> float:
    """Return the same of processor time, for work that waits for a disk or a network."""
    measured = [
        _seconds(ours, time.process_time) / _seconds(bare, time.process_time)
        for _ in range(pairs + 1)
    ]
    return statistics.median(measured[1:])


def seconds(work: Work, *, runs: int = _PAIRS) -> float:
    return statistics.median(_seconds(work) for _ in range(runs))


def repeated(work: Work, times: int) -> Work:
    """Return work long enough to be measured."""

    def all_of_it() -> None:
        for _ in range(times):
            work()

    return all_of_it


def _seconds(work: Work, clock: Callable[[], float] = time.perf_counter) -> float:
    gc.collect()
    started = clock()
    work()
    return clock() - started
