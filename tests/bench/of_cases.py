"""What pages cost with many cases, next to the same pages with few, on sites side by side."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.meanwhile import GOING_ON
from casework.frame import TODAY
from tests.bench.crowd import Crowd, crowd_at
from tests.bench.figures import Figure
from tests.bench.of_store import scratch
from tests.browser import Visitor
from tests.channel import MARIA

_SIZES: Final = (100, 10_000, 100_000)
_WHOLE: Final = 60
_VISITS: Final = 100
_P95: Final = 0.95
_QUEUE: Final = ("/reports", "/reports?show=new", "/reports?show=us", "/reports?show=finished")

Ask = Callable[["Site"], str]


@dataclass
class Site:
    """So many cases, and the chair before her screen."""

    crowd: Crowd
    chair: Visitor

    def get(self, path: str) -> tuple[float, int]:
        started = perf_counter()
        answer = self.chair.client.get(path, base_url=self.chair.address)
        taken = perf_counter() - started
        assert answer.status_code == 200, path
        return taken, len(answer.data)


def figures() -> Iterator[Figure]:
    with TemporaryDirectory(dir=scratch()) as name, ExitStack() as stack:
        sites = [_site(Path(name) / str(size), size, stack) for size in _SIZES]
        for what, ask in _PAGES:
            yield from _compared(what, sites, ask)


def _site(folder: Path, size: int, stack: ExitStack) -> Site:
    folder.mkdir()
    crowd = stack.enter_context(crowd_at(folder))
    crowd.add(size, whole=_WHOLE, for_all=False)
    site = Site(crowd, crowd.channel.sign_in(MARIA))
    site.get("/reports")
    site.chair.client.get(GOING_ON, base_url=site.chair.address)  # as the first page asks for it
    return site


def _compared(what: str, sites: Sequence[Site], ask: Ask) -> Iterator[Figure]:
    """Visit all sites in turn, so that what slows one down slows down the others too."""
    visits = [[site.get(ask(site)) for site in sites] for _ in range(_VISITS)]
    few, *many = (_p95([visit[at][0] for visit in visits]) for at in range(len(sites)))
    for size, taken in zip(_SIZES[1:], many, strict=True):
        yield Figure(f"{what}, p95: {size:,} / {_SIZES[0]} cases", taken / few, "ratio", 2)
    largest = max(length for visit in visits for _, length in visit)
    yield Figure(f"{what}, largest", largest / 1_000, "kB", 60)


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[int(_P95 * len(taken))]


def _a_list(_site: Site) -> str:
    return secrets.choice(_QUEUE)


def _a_case(site: Site) -> str:
    return address(secrets.choice(site.crowd.whole))


def _first_page(_site: Site) -> str:
    return TODAY


_PAGES: Final = (
    ("list of reports", _a_list),
    ("page of a case", _a_case),
    ("first page", _first_page),
)
