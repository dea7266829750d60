"""What a manifest says, and the rules that it keeps by itself.

A manifest that breaks a rule cannot be made, so whoever holds one need not ask.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crypto.errors import MalformedError, RefusedError
from crypto.manifest.people import Person, Role, check_name, likeness
from crypto.names import MANIFEST_HASH_SIZE, ManifestHash, PersonId
from crypto.passcode.stretching import HashCost
from crypto.signing import SigningPublic
from crypto.suite import SUITE_ID, VaultPublic, hpke_seal

GENESIS = 1
LAST_VERSION = 2**32 - 1
LONGEST_LIFE = 400
LAST_DAY = date(9000, 12, 31)  # leaves room to count on from any day of a manifest
FEWEST_MEMBERS_AT_GENESIS = 3
MOST_MEMBERS = 7
FEWEST_EXTERNALS_AT_GENESIS = 2
MOST_RECIPIENTS = 16
MOST_PERSONS = 40
MOST_DERIVATIONS = 4
SALT_SIZE = 16
_HASH_SIZE = 32
_LAST_SUITE = 0xFFFF


@dataclass(frozen=True, slots=True)
class Derivation:
    """How reporters' keys come from passcodes: argon2id's salt and costs, and the word list."""

    salt: bytes
    memory_kib: int
    passes: int
    lanes: int
    words: bytes

    def __post_init__(self) -> None:
        if len(self.salt) != SALT_SIZE or len(self.words) != _HASH_SIZE:
            raise MalformedError("a salt has 16 bytes, a word list's hash 32")
        HashCost(self.passes, self.memory_kib, self.lanes)  # refuses what is out of bounds

    @property
    def cost(self) -> HashCost:
        return HashCost(self.passes, self.memory_kib, self.lanes)


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version of who may read, from its day of issue until it expires."""

    version: int
    previous: ManifestHash | None
    issued: date
    expires: date
    company: str
    committee: str
    suites: tuple[int, ...]
    derivations: tuple[Derivation, ...]
    herald: SigningPublic
    persons: tuple[Person, ...]

    def __post_init__(self) -> None:
        _check_heading(self)
        _check_suites(self.suites)
        if not 1 <= len(self.derivations) <= MOST_DERIVATIONS:
            raise RefusedError("one to four derivations")
        if len(set(self.derivations)) != len(self.derivations):
            raise RefusedError("a derivation stands twice")
        _check_persons(self.persons)
        _check_keys(self)
        _check_committee(self)

    @property
    def members(self) -> tuple[Person, ...]:
        return self._with(Role.MEMBER)

    @property
    def externals(self) -> tuple[Person, ...]:
        return self._with(Role.EXTERNAL)

    @property
    def guests(self) -> tuple[Person, ...]:
        return self._with(Role.GUEST)

    @property
    def recovery(self) -> Person:
        return self._with(Role.RECOVERY)[0]

    @property
    def threshold(self) -> int:
        """How many members must sign: more than half."""
        return len(self.members) // 2 + 1

    def person(self, person_id: PersonId) -> Person:
        for person in self.persons:
            if person.id == person_id:
                return person
        raise RefusedError("nobody in this manifest has that id")

    def _with(self, role: Role) -> tuple[Person, ...]:
        return tuple(person for person in self.persons if person.role is role)


def ids(persons: Iterable[Person]) -> frozenset[PersonId]:
    return frozenset(person.id for person in persons)


def _check_heading(manifest: Manifest) -> None:
    if not GENESIS <= manifest.version <= LAST_VERSION:
        raise MalformedError("a version is counted from 1")
    if (manifest.previous is None) != (manifest.version == GENESIS):
        raise RefusedError("the first manifest alone follows nothing")
    if manifest.previous is not None and len(manifest.previous) != MANIFEST_HASH_SIZE:
        raise MalformedError("a manifest's hash has 32 bytes")
    if not 1 <= (manifest.expires - manifest.issued).days <= LONGEST_LIFE:
        raise RefusedError("a manifest lives for 1 to 400 days")
    if manifest.expires > LAST_DAY:
        raise RefusedError("a day beyond the calendar that we keep")
    check_name(manifest.company)
    check_name(manifest.committee)


def _check_suites(suites: tuple[int, ...]) -> None:
    if list(suites) != sorted(set(suites)) or not all(0 < suite <= _LAST_SUITE for suite in suites):
        raise MalformedError("suites stand in ascending order, each once")
    if SUITE_ID not in suites:
        raise RefusedError("the vault keys are of suite 1, which must be accepted")


def _check_persons(persons: tuple[Person, ...]) -> None:
    order = [person.id for person in persons]
    if order != sorted(set(order)) or len(order) > MOST_PERSONS:
        raise RefusedError("at most 40 persons, in the order of their ids, each once")
    # A reporter leaves somebody out by name, so one name must mean one person.
    if len({likeness(person.name) for person in persons}) != len(persons):
        raise RefusedError("two persons have one name")


def _check_keys(manifest: Manifest) -> None:
    keys = signing_keys(manifest)
    vaults = [person.vault for person in manifest.persons]
    if len(set(keys)) != len(keys) or len(set(vaults)) != len(vaults):
        raise RefusedError("two holders have one key")
    for vault in vaults:
        _check_usable(vault)


def _check_usable(vault: VaultPublic) -> None:
    """One unusable key would stop every report, so it is found before anybody signs."""
    hpke_seal(b"", vault, b"")


def _check_committee(manifest: Manifest) -> None:
    members, externals = len(manifest.members), len(manifest.externals)
    first = manifest.version == GENESIS
    if not (FEWEST_MEMBERS_AT_GENESIS if first else 1) <= members <= MOST_MEMBERS:
        raise RefusedError("too few members, or too many")
    if externals < (FEWEST_EXTERNALS_AT_GENESIS if first else 1):
        raise RefusedError("too few externals")
    if sum(person.chair for person in manifest.members) != 1:
        raise RefusedError("a committee has one chair")
    if sum(person.role is Role.RECOVERY for person in manifest.persons) != 1:
        raise RefusedError("a manifest has one recovery recipient")
    if members + externals + 1 > MOST_RECIPIENTS:
        raise RefusedError("an envelope has sixteen slots")


def signing_keys(manifest: Manifest) -> tuple[SigningPublic, ...]:
    return (*(person.signing for person in manifest.persons), manifest.herald)
