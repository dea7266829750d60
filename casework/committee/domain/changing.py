"""The next manifest, for each thing that a committee may change. Its own rules do the refusing."""

from dataclasses import replace
from datetime import date

from casework.committee.domain.plan import LIFE
from crypto.errors import RefusedError
from crypto.manifest.body import Manifest
from crypto.manifest.chain import Link
from crypto.manifest.people import Person, Role
from crypto.names import PersonId
from crypto.recovery import RecoverySecret
from crypto.signing import SigningPublic
from crypto.suite import VaultPublic


def confirmed(link: Link, today: date) -> Manifest:
    """Return the same people and keys for another year: what every other change begins with."""
    before = link.manifest
    return replace(
        before,
        version=before.version + 1,
        previous=link.hash,
        issued=max(today, before.issued),
        expires=max(today, before.issued) + LIFE,
    )


def joined(manifest: Manifest, person: Person) -> Manifest:
    persons = sorted((*manifest.persons, person), key=lambda each: each.id)
    return replace(manifest, persons=tuple(persons))


def left(manifest: Manifest, person: PersonId) -> Manifest:
    leaving = manifest.person(person)
    if leaving.chair:
        raise RefusedError("the chair passes to somebody else first")
    if leaving.role is Role.RECOVERY:
        raise RefusedError("the recovery key is replaced, never removed")
    return replace(manifest, persons=tuple(each for each in manifest.persons if each.id != person))


def rekeyed(
    manifest: Manifest, person: PersonId, signing: SigningPublic, vault: VaultPublic
) -> Manifest:
    return _with(manifest, replace(manifest.person(person), signing=signing, vault=vault))


def chaired(manifest: Manifest, person: PersonId) -> Manifest:
    if manifest.person(person).role is not Role.MEMBER:
        raise RefusedError("only a member can be the chair")
    persons = tuple(
        replace(each, chair=each.id == person) if each.role is Role.MEMBER else each
        for each in manifest.persons
    )
    return replace(manifest, persons=persons)


def with_recovery(manifest: Manifest, secret: RecoverySecret) -> Manifest:
    old = manifest.recovery
    return rekeyed(manifest, old.id, secret.signing.public, secret.vault.public)


def _with(manifest: Manifest, changed: Person) -> Manifest:
    persons = (changed if each.id == changed.id else each for each in manifest.persons)
    return replace(manifest, persons=tuple(persons))
