"""Committees to test with: real keys, made from names, so that a failure can be repeated."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha512
from pathlib import Path
from typing import Any

from crypto.keyring.seeds import MemberSeeds, read_seeds
from crypto.manifest.body import Derivation, Manifest
from crypto.manifest.chain import Authority, Link
from crypto.manifest.people import Person, Role
from crypto.manifest.signed import SignedManifest, sign_manifest
from crypto.manifest.text import manifest_hash, serialise
from crypto.names import ManifestHash, PersonId
from crypto.signing import SigningSeed

ISSUED = date(2026, 6, 1)
EXPIRES = date(2027, 6, 1)
DERIVATION = Derivation(bytes(range(16)), 19_456, 2, 1, bytes(range(32)))
LATER_DERIVATION = Derivation(bytes(range(16, 32)), 65_536, 3, 1, bytes(range(32)))


def vectors(name: str) -> list[dict[str, Any]]:
    path = Path(__file__).parents[2] / "vectors" / f"{name}.json"
    found: list[dict[str, Any]] = json.loads(path.read_text())
    return found


def seeds_of(name: str) -> MemberSeeds:
    return read_seeds((sha512(name.encode()).digest() * 2)[:96])


def seed_bytes(name: str, size: int) -> bytes:
    return (sha512(name.encode()).digest() * 4)[:size]


@dataclass(frozen=True)
class Holder:
    person: Person
    seeds: MemberSeeds

    @property
    def id(self) -> PersonId:
        return self.person.id

    def with_new_keys(self, name: str) -> "Holder":
        seeds = seeds_of(name)
        person = replace(self.person, signing=seeds.signing.public, vault=seeds.vault.public)
        return Holder(person, seeds)


def holder(person_id: str, role: Role = Role.MEMBER, *, chair: bool = False) -> Holder:
    seeds = seeds_of(person_id)
    firm = {Role.EXTERNAL: "Lee & Grant LLP", Role.GUEST: "Müller Partner"}.get(role)
    person = Person(
        id=PersonId(person_id),
        role=role,
        chair=chair,
        name=f"Person {person_id.upper()}",
        organisation=firm,
        signing=seeds.signing.public,
        vault=seeds.vault.public,
    )
    return Holder(person, seeds)


def holders(members: int = 3, externals: int = 2, guests: int = 0) -> dict[str, Holder]:
    """m1 is the chair; then m2, e1, e2, g1 and so on, and r."""
    found = [holder(f"m{number + 1}", chair=number == 0) for number in range(members)]
    found += [holder(f"e{number + 1}", Role.EXTERNAL) for number in range(externals)]
    found += [holder(f"g{number + 1}", Role.GUEST) for number in range(guests)]
    found.append(holder("r", Role.RECOVERY))
    return {each.id: each for each in found}


def herald_seed(name: str = "herald") -> SigningSeed:
    return seeds_of(name).signing


def genesis_of(people: Iterable[Holder]) -> Manifest:
    return Manifest(
        version=1,
        previous=None,
        issued=ISSUED,
        expires=EXPIRES,
        company="Zoë & Søn A/S",
        committee="Audit Committee",
        suites=(1,),
        derivations=(DERIVATION,),
        herald=herald_seed().public,
        persons=in_order(people),
    )


def in_order(people: Iterable[Holder]) -> tuple[Person, ...]:
    return tuple(sorted((each.person for each in people), key=lambda person: person.id))


def after(manifest: Manifest, people: Iterable[Holder]) -> Manifest:
    """The next version, with these people."""
    previous = manifest_hash(serialise(manifest))
    return replace(
        manifest, version=manifest.version + 1, previous=previous, persons=in_order(people)
    )


def signed(manifest: Manifest, by: Sequence[Holder]) -> SignedManifest:
    text = serialise(manifest)
    return SignedManifest(text).with_signatures(
        sign_manifest(text, each.seeds.signing) for each in by
    )


def hash_of(manifest: Manifest) -> ManifestHash:
    return manifest_hash(serialise(manifest))


def link_of(manifest: Manifest) -> Link:
    return Link(manifest, hash_of(manifest), Authority.COMMITTEE, ())
