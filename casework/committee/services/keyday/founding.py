"""Make everything that a committee needs, in memory, and sign its first manifest.

Nothing here is written anywhere. Whoever calls it decides whether it is kept, and an
abandoned founding has never been.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from secrets import token_bytes

from casework.committee.domain.plan import LIFE, RECOVERY, Costs, Plan, Seat
from casework.committee.services.keymaking import NewKeys, make_keys
from crypto.manifest.body import GENESIS, SALT_SIZE, Derivation, Manifest
from crypto.manifest.chain import Link, Trusted, verify_chain
from crypto.manifest.people import Person, Role
from crypto.manifest.signed import SignedManifest, sign_manifest
from crypto.manifest.text import serialise
from crypto.names import PersonId
from crypto.passcode.reporter import HashCost
from crypto.passcode.wordlist import LANGUAGES, load, pinned
from crypto.recovery import PaperShares, Quorum, RecoverySecret, prove_paper, split_secret
from crypto.signing import SIGNING_SEED_SIZE, SigningPublic, SigningSeed
from crypto.suite import SUITE_ID, VaultPublic


@dataclass(frozen=True, slots=True, eq=False)
class Founding:
    """All of a new committee, secrets too. It never outlives the ceremony."""

    plan: Plan
    keys: tuple[NewKeys, ...] = field(repr=False)
    shares: PaperShares = field(repr=False)
    secret: RecoverySecret = field(repr=False)
    herald: SigningSeed = field(repr=False)
    signed: SignedManifest
    link: Link
    quorums: int

    def keys_of(self, person: PersonId) -> NewKeys:
        return next(each for each in self.keys if each.person == person)


def found(plan: Plan, costs: Costs, today: date) -> Founding:
    """Make all keys, prove the paper, and have every member sign the first manifest."""
    keys = tuple(make_keys(seat.id, costs.key_files) for seat in plan.holders)
    secret = RecoverySecret.generate()
    shares = split_secret(secret, Quorum.majority(len(plan.members)))
    quorums = prove_paper(shares, secret.vault.public)
    herald = SigningSeed(token_bytes(SIGNING_SEED_SIZE))
    persons = [person_of(plan, each) for each in keys]
    persons.append(recovery_of(secret))
    manifest = _genesis(plan, persons, (herald.public, costs.passcodes), today)
    signed = _signed_by_all(manifest, keys)
    link = verify_chain(Trusted(signed.hash), [signed]).newest
    return Founding(plan, keys, shares, secret, herald, signed, link, quorums)


def seated(seat: Seat, signing: SigningPublic, vault: VaultPublic) -> Person:
    return Person(
        id=seat.id,
        role=seat.role,
        name=seat.name,
        signing=signing,
        vault=vault,
        chair=seat.chair,
        organisation=seat.organisation,
    )


def person_of(plan: Plan, keys: NewKeys) -> Person:
    seat = next(each for each in plan.holders if each.id == keys.person)
    return seated(seat, keys.seeds.signing.public, keys.seeds.vault.public)


def recovery_of(secret: RecoverySecret) -> Person:
    seat = Seat(RECOVERY, Role.RECOVERY, "Recovery")
    return seated(seat, secret.signing.public, secret.vault.public)


def _genesis(
    plan: Plan, persons: Iterable[Person], made: tuple[SigningPublic, HashCost], today: date
) -> Manifest:
    herald, cost = made
    words = pinned(load(language) for language in LANGUAGES)
    salt = token_bytes(SALT_SIZE)
    return Manifest(
        version=GENESIS,
        previous=None,
        issued=today,
        expires=today + LIFE,
        company=plan.company,
        committee=plan.committee,
        suites=(SUITE_ID,),
        derivations=(Derivation(salt, cost.memory_kib, cost.passes, cost.lanes, words),),
        herald=herald,
        persons=tuple(sorted(persons, key=lambda each: each.id)),
    )


def _signed_by_all(manifest: Manifest, keys: Iterable[NewKeys]) -> SignedManifest:
    """Have every member sign: with a bare quorum one lost key could undo it."""
    text = serialise(manifest)
    by_person = {each.person: each for each in keys}
    signers = [by_person[member.id] for member in manifest.members]
    return SignedManifest(text).with_signatures(
        sign_manifest(text, each.seeds.signing) for each in signers
    )
