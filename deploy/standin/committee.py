"""The committee as a value: its people, its keys, and every manifest that it has signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from crypto.admission import roles_of
from crypto.mailbox.answering import Pen
from crypto.mailbox.roles import Roles
from crypto.manifest.body import GENESIS, LONGEST_LIFE, Derivation, Manifest
from crypto.manifest.chain import Authority, Chain, Link
from crypto.manifest.notice import Figure, Notice, SelfTest, serialise_notice, sign_notice
from crypto.manifest.people import Person
from crypto.manifest.signed import SignedManifest, sign_manifest
from crypto.manifest.text import parse, serialise
from crypto.names import ManifestHash, PersonId
from crypto.passcode.reporter import HashCost
from crypto.passcode.wordlist import LANGUAGES, load, pinned
from crypto.signing import SigningSeed
from crypto.suite import SUITE_ID
from deploy.standin.people import COMMITTEE, COMPANY, HERALD, SEATS, Holder, SeedsOf
from store.manifests import StoredManifest, StoredNotice

PROMISE: Final = "opened within two working days; an update at least every 30 days"
FIGURES: Final = (
    Figure("action", "6"),
    Figure("closed", "11"),
    Figure("first-reply-days", "2"),
)
_LIFE: Final = timedelta(days=LONGEST_LIFE - 35)  # some twelve months, as a committee would


@dataclass(frozen=True, slots=True)
class Committee:
    """Never changes: whoever sits down or steps back makes the next one."""

    holders: Mapping[PersonId, Holder] = field(repr=False)  # also who has left: old mail is theirs
    herald: SigningSeed = field(repr=False)
    signed: tuple[SignedManifest, ...]  # genesis first

    @property
    def genesis(self) -> ManifestHash:
        return self.signed[0].hash

    @property
    def hash(self) -> ManifestHash:
        return self.signed[-1].hash

    @property
    def manifest(self) -> Manifest:
        return parse(self.signed[-1].text)

    @property
    def roles(self) -> Roles:
        """Return who held which key when; we believe what we have signed ourselves."""
        links = tuple(
            Link(parse(each.text), each.hash, Authority.COMMITTEE, ()) for each in self.signed
        )
        return roles_of(Chain(links), links[-1])

    def pen(self, person: PersonId) -> Pen:
        return Pen(person, self.hash, self.holders[person].seeds.signing)

    def followed_by(self, manifest: Manifest, arrived: Iterable[Holder] = ()) -> "Committee":
        """Sign the next manifest with the keys of everybody whose word it needs."""
        holders = {**self.holders, **{each.id: each for each in arrived}}
        who = [self.holders[each.id] for each in self.manifest.members]
        who += [holders[each.id] for each in manifest.members]
        return replace(self, holders=holders, signed=(*self.signed, _signed(manifest, who)))

    def next_manifest(self, issued: date, persons: Iterable[Person] | None = None) -> Manifest:
        """Return what would follow the newest manifest, with these people or with the same."""
        before = self.manifest
        chosen = before.persons if persons is None else persons
        return replace(
            before,
            version=before.version + 1,
            previous=self.hash,
            issued=issued,
            expires=issued + _LIFE,
            persons=_in_order(chosen),
        )

    def notice(self, day: date, promise: str = PROMISE) -> Notice:
        """Say what the herald says on a day on which everything is well."""
        return Notice(
            day=day,
            manifest=self.hash,
            counted=day,
            promise=promise,
            self_test=SelfTest(day, day, day),
            figures=FIGURES,
        )

    def stored(self, notice: Notice) -> StoredNotice:
        return StoredNotice(notice.day, serialise_notice(notice), sign_notice(notice, self.herald))


def found(seeds_of: SeedsOf, cost: HashCost, salt: bytes, issued: date) -> Committee:
    """Seat everybody, and have the first manifest signed by more than half."""
    holders = {seat.id: Holder.of(seat, seeds_of(seat.id)) for seat in SEATS}
    herald = seeds_of(HERALD).signing
    words = pinned(load(language) for language in LANGUAGES)
    manifest = Manifest(
        version=GENESIS,
        previous=None,
        issued=issued,
        expires=issued + _LIFE,
        company=COMPANY,
        committee=COMMITTEE,
        suites=(SUITE_ID,),
        derivations=(Derivation(salt, cost.memory_kib, cost.passes, cost.lanes, words),),
        herald=herald.public,
        persons=_in_order(each.person for each in holders.values()),
    )
    members = [holders[each.id] for each in manifest.members]
    return Committee(holders, herald, (_signed(manifest, members),))


def stored(signed: SignedManifest) -> StoredManifest:
    """Return what the dropbox keeps: the text to look at, and the whole of it to verify."""
    return StoredManifest(parse(signed.text).version, signed.text, bytes(signed))


def _signed(manifest: Manifest, by: Iterable[Holder]) -> SignedManifest:
    """Have everybody sign: a manifest with a bare quorum would fall with one lost key."""
    text = serialise(manifest)
    keys = {each.seeds.signing.raw: each.seeds.signing for each in by}
    return SignedManifest(text).with_signatures(sign_manifest(text, key) for key in keys.values())


def _in_order(persons: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(sorted(persons, key=lambda person: person.id))
