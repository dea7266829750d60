"""Who may read today, on nobody's word but the committee's own.

Everything comes out of the dropbox, which is not believed: a chain of manifests
is verified from the hash that was pinned at set-up, and a notice by the herald of
the manifest in force. Where that fails there is no form.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from threading import Lock

from crypto.admission import roles_of
from crypto.errors import CryptoError
from crypto.mailbox.roles import Roles
from crypto.manifest.body import Manifest
from crypto.manifest.chain import Chain, Link, Waiting, verify_chain
from crypto.manifest.notice import Notice, verify_notice
from crypto.manifest.people import Person
from crypto.manifest.signed import SignedManifest, read_signed
from crypto.manifest.standing import Current, Expired, Standing, standing
from crypto.names import ManifestHash
from store.clock import Today
from store.database import Database
from store.manifests import Manifests, Newest, StoredManifest, StoredNotice
from store.seen.memory import Memory


class Why(Enum):
    """Why there is no form."""

    EXPIRED = "expired"
    MISSING = "missing"  # the committee has not been founded yet
    REFUSED = "refused"  # what is there does not hold


@dataclass(frozen=True, slots=True)
class Word:
    """What the committee says of itself today, verified."""

    link: Link
    chain: Chain
    standing: Standing
    notice: Notice | None
    waiting: tuple[Waiting, ...]
    signed: tuple[SignedManifest, ...]
    roles: Roles

    @property
    def manifest(self) -> Manifest:
        return self.link.manifest

    @property
    def hash(self) -> ManifestHash:
        return self.link.hash

    @property
    def members(self) -> tuple[Person, ...]:
        """Return the members, the chair first."""
        return tuple(sorted(self.manifest.members, key=lambda person: not person.chair))

    @property
    def externals(self) -> tuple[Person, ...]:
        return self.manifest.externals

    @property
    def promise(self) -> str | None:
        """Return what the committee promises, as long as it says so and can keep it."""
        holds = self.notice is not None and isinstance(self.standing, Current)
        return self.notice.promise if self.notice is not None and holds else None


@dataclass(frozen=True, slots=True)
class Closed:
    """There is no form. Who has sent a report can still read, if there is a word to read by."""

    why: Why
    word: Word | None = None


@dataclass(frozen=True, slots=True)
class _Judged:
    newest: Newest
    today: date
    said: Word | Closed


class Trust:
    """One for the process. It verifies anew when the dropbox or the day has changed."""

    def __init__(
        self, dropbox: Database, genesis: ManifestHash, words: bytes, memory: Memory, today: Today
    ) -> None:
        self._dropbox = dropbox
        self._genesis = genesis
        self._words = words
        self._memory = memory
        self._today = today
        self._lock = Lock()
        self._judged: _Judged | None = None

    def now(self) -> Word | Closed:
        today = self._today()
        with self._dropbox.reading() as tx:
            newest = Manifests(tx).newest()
        with self._lock:
            judged = self._judged
            if judged is None or (judged.newest, judged.today) != (newest, today):
                judged = _Judged(newest, today, self._judge(today))
                self._judged = judged
            return judged.said

    def _judge(self, today: date) -> Word | Closed:
        with self._dropbox.reading() as tx:
            manifests, notice = Manifests(tx).chain(), Manifests(tx).newest_notice()
        if not manifests:
            return Closed(Why.MISSING)
        try:
            word = self._verified([_signed(each) for each in manifests], notice, today)
        except CryptoError:
            return Closed(Why.REFUSED)
        return Closed(Why.EXPIRED, word) if isinstance(word.standing, Expired) else word

    def _verified(
        self, signed: list[SignedManifest], notice: StoredNotice | None, today: date
    ) -> Word:
        known = self._memory.recall()
        chain = verify_chain(known.trusted(self._genesis), signed)
        known = known.having_seen(chain, None, today)
        link = chain.in_force(today, known.first_seen)
        self._require_our_words(link.manifest)
        said = _heard(notice, link, known.notice, today)
        known = known.having_seen(chain, said.day if said else None, today)
        self._memory.keep(known, today)
        return Word(
            link,
            chain,
            standing(link, chain, said, today),
            said,
            chain.waiting(today, known.first_seen),
            tuple(signed),
            roles_of(chain, link),
        )

    def _require_our_words(self, manifest: Manifest) -> None:
        """A passcode in words that this site does not know would never be found again."""
        if any(each.words != self._words for each in manifest.derivations):
            raise CryptoError("the manifest names other word lists than this site has")


def _signed(stored: StoredManifest) -> SignedManifest:
    return read_signed(stored.signatures)


def _heard(notice: StoredNotice | None, link: Link, newest: date, today: date) -> Notice | None:
    """Return what the herald last said, or nothing: what does not hold was never said."""
    if notice is None:
        return None
    try:
        return verify_notice(notice.signature, link.manifest.herald, newest, today)
    except CryptoError:
        return None
