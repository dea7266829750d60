"""Who may read what a reporter sends: one rule for every page, every form and every envelope.

Whoever is left out gets no key at all. The rule is here and not in a form, so
that no page can promise one thing and seal another.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from crypto.errors import RefusedError
from crypto.mailbox.readers import recipients
from crypto.mailbox.roles import Holder, Roles
from crypto.manifest.body import Manifest
from crypto.manifest.chain import Chain, Link
from crypto.manifest.people import Person, Role
from crypto.manifest.standing import Current, Expired, Standing
from crypto.names import PersonId
from crypto.readers import Readers, are_enough
from crypto.suite import VaultPublic

FEWEST_MEMBERS = 2


class Mode(Enum):
    """How the readers were chosen, for the page that names them."""

    ALL = "all"
    FIRST_READER = "first-reader"
    EXTERNALS_ALONE = "externals-alone"
    IDENTITY = "identity"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True, repr=False)
class Admission:
    """Whom to seal to, and with which keys. The keys hold recovery's; the names never do."""

    mode: Mode
    admitted: tuple[PersonId, ...]
    left_out: tuple[PersonId, ...]
    keys: tuple[VaultPublic, ...]


@dataclass(frozen=True, slots=True)
class TooFewReaders:
    """Two holders, one of them external, would not remain; how many would."""

    holders: int
    externals: int


@dataclass(frozen=True, slots=True)
class NotAccepting:
    """The manifest has expired, and its grace too: there is no form."""


@dataclass(frozen=True, slots=True, repr=False)
class Choice:
    """What the reporter ticked: who is left out, and who alone of the members reads first."""

    left_out: frozenset[PersonId] = frozenset()
    first_reader: PersonId | None = None


Decision: TypeAlias = Admission | TooFewReaders | NotAccepting


def admit_report(manifest: Manifest, choice: Choice, standing: Standing) -> Decision:
    """Decide who gets a new report."""
    _check_choice(manifest, choice)
    if isinstance(standing, Expired):
        return NotAccepting()
    mode, members = _members_for(manifest, choice)
    if not isinstance(standing, Current):
        mode, members = Mode.EXTERNALS_ALONE, []
    externals = [each for each in manifest.externals if each.id not in choice.left_out]
    return _admission(manifest, mode, [*members, *externals], choice.left_out)


def admit_follow_up(manifest: Manifest, readers: Readers, standing: Standing) -> Decision:
    """Decide who gets a message of a reporter who has returned.

    Those admitted then and every external of today; nobody who was left out, and
    no member who came later. What the committee signed since then, `mailbox.readers`
    has judged already.
    """
    if isinstance(standing, Expired):
        return NotAccepting()
    people = [manifest.person(each) for each in recipients(readers, holders_of(manifest))]
    if not isinstance(standing, Current):
        people = [each for each in people if each.role is Role.EXTERNAL]
    return _admission(manifest, Mode.FOLLOW_UP, people, readers.left_out)


def admit_identity(
    manifest: Manifest, readers: Admission, ticked: Collection[PersonId]
) -> Admission | TooFewReaders:
    """Admit exactly those who were ticked among the readers of the report: never recovery."""
    if not set(ticked) <= set(readers.admitted):
        raise RefusedError("only who reads the report can be told who wrote it")
    people = [person for person in manifest.persons if person.id in ticked]
    if not people:
        return TooFewReaders(holders=0, externals=0)
    others = tuple(each for each in readers.admitted if each not in ticked)
    vaults = tuple(person.vault for person in people)
    return Admission(Mode.IDENTITY, _ids(people), _sorted({*readers.left_out, *others}), vaults)


def holders_of(manifest: Manifest) -> dict[PersonId, Holder]:
    """Return whose word counts in a conversation under this manifest: members and externals."""
    return {
        person.id: Holder(person.signing, external=person.role is Role.EXTERNAL)
        for person in manifest.persons
        if _can_read(person)
    }


def roles_of(chain: Chain, in_force: Link) -> Roles:
    """Return who held which key under every manifest, and who holds one today."""
    by_manifest = {link.hash: holders_of(link.manifest) for link in chain.links}
    return Roles(by_manifest, holders_of(in_force.manifest))


def _check_choice(manifest: Manifest, choice: Choice) -> None:
    if not all(_can_read(manifest.person(each)) for each in choice.left_out):
        raise RefusedError("only who could read can be left out")
    if choice.first_reader is None:
        return
    if choice.first_reader in choice.left_out:
        raise RefusedError("who is left out cannot read first")
    if manifest.person(choice.first_reader).role is not Role.MEMBER:
        raise RefusedError("only a member can read first")


def _members_for(manifest: Manifest, choice: Choice) -> tuple[Mode, list[Person]]:
    if choice.first_reader is not None:
        return Mode.FIRST_READER, [manifest.person(choice.first_reader)]
    members = [each for each in manifest.members if each.id not in choice.left_out]
    if len(members) < FEWEST_MEMBERS:
        return Mode.EXTERNALS_ALONE, []
    return Mode.ALL, members


def _admission(
    manifest: Manifest, mode: Mode, people: Collection[Person], left_out: Iterable[PersonId]
) -> Admission | TooFewReaders:
    if (refusal := _too_few(people)) is not None:
        return refusal
    keys = (*(person.vault for person in people), manifest.recovery.vault)
    return Admission(mode, _ids(people), _sorted(left_out), keys)


def _too_few(people: Collection[Person]) -> TooFewReaders | None:
    externals = sum(person.role is Role.EXTERNAL for person in people)
    return None if are_enough(len(people), externals) else TooFewReaders(len(people), externals)


def _can_read(person: Person) -> bool:
    return person.role in {Role.MEMBER, Role.EXTERNAL}


def _ids(people: Iterable[Person]) -> tuple[PersonId, ...]:
    return _sorted(person.id for person in people)


def _sorted(who: Iterable[PersonId]) -> tuple[PersonId, ...]:
    return tuple(sorted(who))
