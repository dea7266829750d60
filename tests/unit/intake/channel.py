"""A dropbox with a committee's word in it, and a site's trust in that."""

from datetime import date, timedelta
from pathlib import Path

from crypto.manifest.body import Manifest
from crypto.manifest.notice import Notice, SelfTest, serialise_notice, sign_notice
from crypto.manifest.signed import SignedManifest
from crypto.names import ManifestHash
from crypto.signing import SigningSeed
from intake.trust import Closed, Trust, Why, Word
from store.database import Database, Which
from store.manifests import Manifests, StoredManifest, StoredNotice
from store.migrating import migrate
from store.seen.memory import Memory
from tests.unit.crypto.committees import (
    DERIVATION,
    ISSUED,
    Holder,
    genesis_of,
    hash_of,
    herald_seed,
    holders,
    signed,
)

PEOPLE = holders()
MEMBERS = [each for each in PEOPLE.values() if each.id.startswith("m")]
GENESIS = genesis_of(PEOPLE.values())
PROMISE = "opened within two working days"


class Days:
    def __init__(self) -> None:
        self.today = ISSUED + timedelta(days=1)

    def __call__(self) -> date:
        return self.today


class Channel:
    """A dropbox, what is put into it, and the site's own memory."""

    def __init__(self, folder: Path, days: Days) -> None:
        self.days = days
        self._folder = folder
        self._memory = Memory(folder / "memory.json")
        self.dropbox = self._empty("dropbox")

    def _empty(self, name: str) -> Database:
        url = f"sqlite:///{self._folder}/{name}.sqlite"
        migrate(url, Which.DROPBOX)
        return Database(url, Which.DROPBOX)

    def be_exchanged(self) -> None:
        """Put an empty dropbox in the place of the one that the site has known."""
        self.dropbox.close()
        self.dropbox = self._empty("another")

    def add(self, manifest: SignedManifest, version: int) -> None:
        with self.dropbox.transaction() as tx:
            Manifests(tx).append(StoredManifest(version, manifest.text, bytes(manifest)))

    def say(self, notice: Notice, herald: SigningSeed | None = None) -> None:
        raw = sign_notice(notice, herald or herald_seed())
        with self.dropbox.transaction() as tx:
            Manifests(tx).post(StoredNotice(notice.day, serialise_notice(notice), raw))

    def trust(self, genesis: ManifestHash | None = None, words: bytes = DERIVATION.words) -> Trust:
        return Trust(self.dropbox, genesis or hash_of(GENESIS), words, self._memory, self.days)

    def trust_in(self, genesis: Manifest) -> Trust:
        return self.trust(hash_of(genesis), genesis.derivations[0].words)

    def word(self) -> Word:
        said = self.trust().now()
        assert isinstance(said, Word)
        return said

    def why_closed(self) -> Why:
        said = self.trust().now()
        assert isinstance(said, Closed)
        return said.why


def notice_of(day: date, manifest: Manifest = GENESIS) -> Notice:
    return Notice(day, hash_of(manifest), day, PROMISE, SelfTest(day, day, day))


def quorum(manifest: Manifest, *people: Holder) -> SignedManifest:
    return signed(manifest, people or MEMBERS)
