"""A change of keys on its way: what it says, who has signed it, and who still may.

More than half of the members before and more than half after must sign, each from a screen
of their own. A proposal is a text, so everybody signs the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NewType, Self

from crypto.manifest.body import Manifest
from crypto.manifest.people import Person
from crypto.manifest.signed import KeyId, ManifestSignature, SignedManifest, key_id
from crypto.manifest.text import parse
from crypto.names import ManifestHash, PersonId

ProposalId = NewType("ProposalId", bytes)  # 16 bytes, random
PROPOSAL_ID_SIZE: Final = 16
OPEN_FOR: Final = timedelta(days=14)


class State(StrEnum):
    OPEN = "open"
    SIGNED = "signed"  # enough have signed; on its way to the dropbox
    PUBLISHED = "published"  # every site knows it
    COUNTS = "counts"  # and acts by it; what had to be removed is gone
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many signatures there are and how many are needed, of the old and the new members."""

    old: int
    old_needed: int
    new: int
    new_needed: int
    by_recovery: bool

    @property
    def is_enough(self) -> bool:
        of_old = self.old >= self.old_needed or (self.by_recovery and self.old > 0)
        return of_old and self.new >= self.new_needed


@dataclass(frozen=True, slots=True)
class Proposal:
    id: ProposalId
    day: date
    proposer: PersonId
    signed: SignedManifest = field(repr=False)
    state: State = State.OPEN

    @property
    def manifest(self) -> Manifest:
        return parse(self.signed.text)

    @property
    def hash(self) -> ManifestHash:
        return self.signed.hash

    @property
    def signers(self) -> frozenset[KeyId]:
        return frozenset(each.key for each in self.signed.signatures)

    def with_signature(self, signature: ManifestSignature) -> Self:
        signed = self.signed.with_signatures([signature])
        return type(self)(self.id, self.day, self.proposer, signed, self.state)

    def is_stale(self, today: date) -> bool:
        """Say whether it has waited so long that whoever signs now may not mean it any more."""
        return today - self.day > OPEN_FOR

    @property
    def named_keys(self) -> frozenset[tuple[PersonId, KeyId]]:
        return keys_in(self.manifest)

    def has_signed(self, person: Person) -> bool:
        return key_id(person.signing) in self.signers

    def progress(self, before: Manifest) -> Progress:
        after = self.manifest
        return Progress(
            old=self._count(before.members),
            old_needed=before.threshold,
            new=self._count(after.members),
            new_needed=after.threshold,
            by_recovery=self.has_signed(before.recovery),
        )

    def who_may_still_sign(self, before: Manifest) -> tuple[Person, ...]:
        """Return the members, old and new, whose signature would count and is not there."""
        people = {
            person.signing.raw: person for person in (*before.members, *self.manifest.members)
        }
        return tuple(person for person in people.values() if not self.has_signed(person))

    def _count(self, people: Iterable[Person]) -> int:
        return sum(self.has_signed(person) for person in people)


def keys_in(manifest: Manifest) -> frozenset[tuple[PersonId, KeyId]]:
    return frozenset((each.id, key_id(each.signing)) for each in manifest.persons)


def whose_keys_change(before: Manifest, after: Manifest) -> frozenset[PersonId]:
    """Return who has other keys afterwards, or keys for the first time."""
    old = {person.id: (person.signing, person.vault) for person in before.persons}
    return frozenset(
        person.id
        for person in after.persons
        if old.get(person.id) != (person.signing, person.vault)
    )


def who_leaves(before: Manifest, after: Manifest) -> frozenset[PersonId]:
    staying = {person.id for person in after.persons}
    return frozenset(person.id for person in before.persons if person.id not in staying)
