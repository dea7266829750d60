"""What somebody is to the committee: what members have signed says it, and no row alone.

A row can be of yesterday, after a power cut or from a backup, or written by a hand that may
not. So whoever holds keys is a member, or reads from outside, only while the list in force
names them so, with the keys that are unlocked here.
"""

from collections.abc import Mapping
from typing import Final

from casework.desk import Desk
from casework.members.domain.accounts import Account
from casework.rights import HOLDERS_OF_KEYS, Role
from casework.trust import Standing
from crypto.keyring.seeds import MemberSeeds
from crypto.manifest.body import Manifest
from crypto.manifest.people import Person
from crypto.manifest.people import Role as Seated
from crypto.names import PersonId
from store.errors import StoreError

_OF_THE_LIST: Final = HOLDERS_OF_KEYS | {Role.CHAIR}
OF_GUESTS: Final = frozenset({Role.COUNSEL, Role.INTERNAL_AUDIT})
"""What a guest may be. The list says who is one; which of the two, whoever invites them."""

_ROLES: Final[Mapping[Seated, Role]] = {
    Seated.MEMBER: Role.MEMBER,
    Seated.EXTERNAL: Role.EXTERNAL,
}


def roles_of(person: Person) -> frozenset[Role]:
    """Return what somebody is at the sign-in desk, by what the list says of them."""
    if person.role not in _ROLES:
        return frozenset()
    mine = {_ROLES[person.role]}
    return frozenset(mine | {Role.CHAIR} if person.chair else mine)


def roles_now(desk: Desk, account: Account, seeds: MemberSeeds) -> frozenset[Role]:
    """Return the roles that count today. Those that need no keys come from the account alone."""
    try:
        found = desk.trust.now()
    except StoreError:
        # The dropbox is away. Nothing can be changed then, and everybody must be able to lock.
        return account.roles
    if not isinstance(found, Standing):
        # No list, or none that can be believed: pages say so, to whoever should know of it.
        return account.roles
    person = _seated(found.manifest, account.person, seeds)
    return account.roles - _OF_THE_LIST | _listed(person, account)


def _seated(manifest: Manifest, who: PersonId, seeds: MemberSeeds) -> Person | None:
    keys = seeds.signing.public, seeds.vault.public
    for person in manifest.persons:
        if person.id == who and (person.signing, person.vault) == keys:
            return person
    return None


def _listed(person: Person | None, account: Account) -> frozenset[Role]:
    if person is None:
        return frozenset()
    if person.role is Seated.GUEST:
        return account.roles & OF_GUESTS
    return roles_of(person)
