"""What a report and a return cost the site, next to the one derivation that both must pay for."""

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from secrets import randbits

from argon2.low_level import Type, hash_secret_raw

from crypto.passcode.issuing import issue, words
from crypto.passcode.reporter import PRODUCTION
from crypto.passcode.wordlist import load
from tests.bench.figures import Figure
from tests.bench.intake_site import Site, running_site
from tests.committee import Committee
from tests.wire import Wire

_AT_ONCE = 8
_SUBMISSIONS = 48
_RETURNS = 40
_ROUNDS = 5
_HASHES = 20
_PAIRS = 120
_PAUSE = 1 / 20  # the site lets twenty returns through in a second
_MESSAGES = 5
_QUESTION = "Thank you. Which quarter was this, and who asked for it? " * 10
_STORY = "In March we were told to book sales that had not shipped. " * 20


def figures() -> Iterator[Figure]:
    with running_site() as site, ThreadPoolExecutor(_AT_ONCE) as reporters:
        _submission(site)
        yield from _submissions(site, reporters)
    with running_site() as site:
        yield from _returns(site)


def _submissions(site: Site, reporters: ThreadPoolExecutor) -> Iterator[Figure]:
    ratios, taken, seconds = [], [], 0.0
    for _ in range(_ROUNDS):
        cpu, began = site.cpu_seconds(), time.perf_counter()
        taken += list(reporters.map(lambda _: _submission(site), range(_SUBMISSIONS)))
        seconds += time.perf_counter() - began
        ratios.append((site.cpu_seconds() - cpu) / _SUBMISSIONS / _derivation(0))
    yield Figure("submission / argon2id, in CPU", statistics.median(ratios), "ratio", 3)
    yield Figure("submissions, 8 at once", len(taken) / seconds, "a second")
    yield Figure("submission, 8 at once, p95", statistics.quantiles(taken, n=20)[-1] * 1_000, "ms")


def _submission(site: Site) -> float:
    """Landing, form, check, send; the answer is the receipt. Return how long it took."""
    began, wire = time.perf_counter(), site.reporter()
    wire.get("/")
    assert wire.post("/report/send", wire.checked(_STORY)).words
    return time.perf_counter() - began


def _returns(site: Site) -> Iterator[Figure]:
    wire = site.reporter()
    known = " ".join(wire.post("/report/send", wire.checked(_STORY)).words)
    reporter = _Returning(wire, wire.get("/return").csrf)
    ratios = []
    for _ in range(_ROUNDS):
        cpu = site.cpu_seconds()
        for _ in range(_RETURNS):
            reporter.seconds(known)
        ratios.append((site.cpu_seconds() - cpu) / _RETURNS / _derivation(_PAUSE))
    yield Figure("return / argon2id, in CPU", statistics.median(ratios), "ratio", 1.5)
    yield _apart("known less unknown passcode", reporter, known)
    _answer(site.committee)
    yield _apart("answered less unknown passcode", reporter, known)


def _answer(committee: Committee) -> None:
    case = committee.only_case()
    for _ in range(_MESSAGES):
        case = committee.answer(case, _QUESTION)


def _apart(what: str, reporter: "_Returning", known: str) -> Figure:
    apart = statistics.median(_pair(reporter, known) for _ in range(_PAIRS))
    return Figure(what, abs(apart) * 1_000, "ms", 1)


@dataclass(frozen=True, slots=True)
class _Returning:
    wire: Wire
    csrf: str

    def seconds(self, passcode: str) -> float:
        """Return how long the answer took, from the first byte sent to the last received."""
        began = time.perf_counter()
        answer = self.wire.post("/return", (("csrf_token", self.csrf), ("words", passcode)))
        taken = time.perf_counter() - began
        assert answer.status == HTTPStatus.OK
        time.sleep(_PAUSE)
        return taken


def _pair(reporter: _Returning, known: str) -> float:
    """Return how much longer a known passcode took than an unknown one, tried side by side."""
    tries = {True: known, False: " ".join(words(issue(), load("en")))}
    first = bool(randbits(1))
    taken = {which: reporter.seconds(tries[which]) for which in (first, not first)}
    return taken[True] - taken[False]


def _derivation(pause: float) -> float:
    """Return the processor time of one bare hash, measured now: the machine's speed drifts.

    Before each lies the pause that lies before what it is compared with: who rested is slower.
    """
    cost, began = PRODUCTION, time.process_time()
    for _ in range(_HASHES):
        time.sleep(pause)
        hash_secret_raw(bytes(40), bytes(16), cost.passes, cost.memory_kib, cost.lanes, 64, Type.ID)
    return (time.process_time() - began) / _HASHES
