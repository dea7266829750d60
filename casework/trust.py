"""Whose keys count today, for everything that casework does, on the committee's own word.

The dropbox is shared and not believed. The chain is verified from the genesis hash in our
settings, and what was seen once is remembered beside it, so that nobody can go back.
"""

from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TypeAlias

from crypto.errors import CryptoError
from crypto.manifest.body import Manifest
from crypto.manifest.chain import Chain, Link, Trusted, Waiting, verify_chain
from crypto.manifest.signed import SignedManifest, read_signed
from crypto.names import ManifestHash
from store.clock import Today
from store.database import Database
from store.manifests import Manifests, Newest
from store.seen.memory import Memory


@dataclass(frozen=True, slots=True)
class Standing:
    """Every manifest that was verified, and the one that counts today."""

    chain: Chain
    link: Link
    waiting: tuple[Waiting, ...]
    signed: tuple[SignedManifest, ...]

    @property
    def manifest(self) -> Manifest:
        return self.link.manifest


@dataclass(frozen=True, slots=True)
class NotFounded:
    """No ceremony has been held, or its hash is not in the settings yet."""


@dataclass(frozen=True, slots=True)
class NotBelieved:
    """What is in the dropbox does not follow from the hash in the settings."""


Committee: TypeAlias = Standing | NotFounded | NotBelieved


@dataclass(frozen=True, slots=True)
class _Judged:
    newest: Newest
    today: date
    found: Committee


class Trust:
    """One for the process. It verifies anew when the dropbox or the day has changed."""

    def __init__(
        self, dropbox: Database, genesis: ManifestHash | None, memory: Memory, today: Today
    ) -> None:
        self._dropbox = dropbox
        self._genesis = genesis
        self._memory = memory
        self._today = today
        self._lock = Lock()
        self._judged: _Judged | None = None

    def now(self) -> Committee:
        if self._genesis is None:
            return NotFounded()
        today = self._today()
        with self._dropbox.reading() as tx:
            newest = Manifests(tx).newest()
        with self._lock:
            judged = self._judged
            if judged is None or (judged.newest, judged.today) != (newest, today):
                judged = _Judged(newest, today, self._judge(self._genesis, today))
                self._judged = judged
            return judged.found

    def verify(self, more: SignedManifest) -> Chain:
        """Verify the chain with one manifest more, as every site will once it is published."""
        found = self.now()
        before = found.signed if isinstance(found, Standing) else ()
        return verify_chain(Trusted(self._genesis or more.hash), (*before, more))

    def _judge(self, genesis: ManifestHash, today: date) -> Committee:
        with self._dropbox.reading() as tx:
            stored = Manifests(tx).chain()
        if not stored:
            return NotFounded()
        try:
            return self._verified(genesis, [read_signed(each.signatures) for each in stored], today)
        except CryptoError:
            return NotBelieved()

    def _verified(
        self, genesis: ManifestHash, signed: list[SignedManifest], today: date
    ) -> Standing:
        known = self._memory.recall()
        chain = verify_chain(known.trusted(genesis), signed)
        known = known.having_seen(chain, None, today)
        self._memory.keep(known, today)
        link = chain.in_force(today, known.first_seen)
        waiting = chain.waiting(today, known.first_seen)
        return Standing(chain, link, waiting, tuple(signed))
