"""What it costs to open and to search ten thousand reports, next to opening their bytes alone."""

import gc
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select

from casework.complaints.records.cases import cases
from casework.complaints.records.contents import case_entries
from casework.rights import SessionId, SignedIn
from casework.search.services.indexing import Ready, make_ready
from crypto.errors import CannotOpenError
from crypto.keyring.boxes import NONCE_SIZE
from crypto.keyring.casekeys import GENERATION_SIZE
from crypto.keyring.grants import Generation
from crypto.names import CaseId
from crypto.suite import KEY_SIZE, VaultKey, hpke_open
from tests.bench.crowd import WORDS, Crowd, crowd_at
from tests.bench.figures import Figure, cpu_ratio
from tests.bench.of_store import scratch
from tests.browser import Visitor
from tests.channel import MARIA

_CASES: Final = 10_000
_PAIRS: Final = 3
_QUESTIONS: Final = 60
_P95: Final = 0.95
_START: Final = GENERATION_SIZE + NONCE_SIZE


def figures() -> Iterator[Figure]:
    with TemporaryDirectory(dir=scratch()) as name, crowd_at(Path(name)) as crowd:
        crowd.add(_CASES, whole=_CASES, for_all=True)
        bench = _Bench(crowd)
        value = cpu_ratio(bench.unlocked, bench.bare, pairs=_PAIRS)
        gc.unfreeze()
        yield Figure("keys and index of 10,000 / bare HPKE and AEAD", value, "ratio", 3)
        yield Figure("index of 10,000", bench.megabytes, "MB", 96)
        taken = sorted(_asked(crowd.channel.sign_in(MARIA)))
        yield Figure("search in 10,000, p95", taken[int(_P95 * len(taken))] * 1_000, "ms", 100)


class _Bench:
    def __init__(self, crowd: Crowd) -> None:
        self._desk = crowd.channel.desk
        self._me = crowd.channel.seat(MARIA)
        self._ready: VaultKey = self._me.seeds.vault.expanded()
        self._sealed = list(_sealed(crowd))
        self._aead = AESGCM(secrets.token_bytes(KEY_SIZE))
        self.megabytes = 0.0
        # The copy for the bare work is ours: whoever tidies memory need not look through it.
        gc.collect()
        gc.freeze()

    def unlocked(self) -> None:
        """Begin a session, and make all of it ready to be found."""
        me: SignedIn = replace(self._me, session=SessionId(secrets.token_bytes(32)))
        index, ready = make_ready(self._desk, me, inf)
        assert (ready, len(index.mine)) == (Ready.ALL, _CASES)
        self.megabytes = index.size / 1_000_000
        self._desk.shelf.clear(me.session)

    def bare(self) -> None:
        """Try the wraps until one opens, and open each field, with the libraries alone."""
        for each in self._sealed:
            for wrap in each.wraps:
                try:
                    hpke_open(wrap, self._ready, each.info)
                    break
                except CannotOpenError:
                    continue
            for nonce, plain in each.fields:
                self._aead.encrypt(nonce, plain, None)  # takes as long as to decrypt it


@dataclass(frozen=True)
class _Sealed:
    wraps: Sequence[bytes]
    info: bytes
    fields: Sequence[tuple[bytes, bytes]] = field(repr=False)


def _sealed(crowd: Crowd) -> Iterator[_Sealed]:
    """Return everything as it lies in the rows, so that reading it costs the bare work nothing."""
    desk, hers = crowd.channel.desk, MARIA
    with desk.database.reading() as tx:
        found: dict[bytes, list[bytes]] = {}
        for case, card, inside in tx.execute(select(cases.c.id, cases.c.card, cases.c.inside)):
            found[case] = [card, inside]
        for case, sealed in tx.execute(select(case_entries.c.case_id, case_entries.c.sealed)):
            found[case].append(sealed)
    with desk.keystore.reading() as keys:
        for wraps in keys.wraps.of(list(found)):
            bond = Generation(CaseId(wraps.scope), wraps.generation, wraps.manifest).bond
            fields = [(each[GENERATION_SIZE:_START], each[_START:]) for each in found[wraps.scope]]
            yield _Sealed(wraps.wraps, bond.info(hers), fields)


def _asked(visitor: Visitor) -> Iterator[float]:
    """Ask for one, two or three words, as a member does: post it, and fetch what was found."""
    assert visitor.get("/search/making").status_code == 204
    while "still being made" in visitor.get("/search").text:
        visitor.get("/search/making")
    page = visitor.get("/search").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    for number in range(_QUESTIONS):
        words = " ".join(secrets.choice(WORDS) for _ in range(1 + number % 3))
        started = perf_counter()
        posted = visitor.post("/search", words=words, csrf_token=token)
        found = visitor.client.get(posted.headers["Location"], base_url=visitor.address)
        yield perf_counter() - started
        assert found.status_code == 200
