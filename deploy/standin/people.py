"""Who sits on the demo committee. Named people, since reporters choose readers by their names."""

from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Final, Self

from crypto.keyring.seeds import SEEDS_SIZE, MemberSeeds, read_seeds
from crypto.manifest.people import Person, Role
from crypto.names import PersonId

COMPANY: Final = "Northfield"
COMMITTEE: Final = "Audit Committee"
HERALD: Final = "herald"

SeedsOf = Callable[[str], MemberSeeds]


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in the manifest, before anybody has keys for it."""

    id: PersonId
    role: Role
    name: str
    chair: bool = False
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A person and the private keys of that person."""

    person: Person
    seeds: MemberSeeds = field(repr=False)

    @classmethod
    def of(cls, seat: Seat, seeds: MemberSeeds) -> Self:
        person = Person(
            id=seat.id,
            role=seat.role,
            name=seat.name,
            signing=seeds.signing.public,
            vault=seeds.vault.public,
            chair=seat.chair,
            organisation=seat.organisation,
        )
        return cls(person, seeds)

    @property
    def id(self) -> PersonId:
        return self.person.id


def _member(person_id: str, name: str, *, chair: bool = False) -> Seat:
    return Seat(PersonId(person_id), Role.MEMBER, name, chair)


def _external(person_id: str, name: str, organisation: str) -> Seat:
    return Seat(PersonId(person_id), Role.EXTERNAL, name, organisation=organisation)


SEATS: Final = (
    _member("maria-alvarez", "Maria Alvarez", chair=True),
    _member("thomas-okafor", "Thomas Okafor"),
    _member("june-park", "June Park"),
    _member("david-reyes", "David Reyes"),
    _external("helen-grant", "Helen Grant", "Lee & Grant LLP"),
    _external("samuel-osei", "Samuel Osei", "Fairway Ombuds Office"),
    # A guest: nothing is opened to her before somebody lets her in to a report.
    Seat(PersonId("nora-stein"), Role.GUEST, "Nora Stein", organisation="Stein Forensics"),
    Seat(PersonId("recovery"), Role.RECOVERY, "Recovery"),
)


def new_seeds(_name: str) -> MemberSeeds:
    """Draw fresh keys, whoever they are for."""
    return read_seeds(token_bytes(SEEDS_SIZE))
