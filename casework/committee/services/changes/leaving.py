"""What the list of people means at the sign-in desk: who is a member, and who is the chair."""

from collections.abc import Mapping
from typing import Final

from casework.members.records import Accounts
from casework.members.services.leaving import give_roles
from casework.rights import Role
from crypto.manifest.body import Manifest
from crypto.manifest.people import Person
from crypto.manifest.people import Role as Seated
from store.database import Transaction

_OF_THE_LIST: Final = frozenset({Role.CHAIR, Role.MEMBER, Role.EXTERNAL})
_ROLES: Final[Mapping[Seated, Role]] = {
    Seated.MEMBER: Role.MEMBER,
    Seated.EXTERNAL: Role.EXTERNAL,
}


def follow_the_list(tx: Transaction, after: Manifest) -> None:
    """Give everybody who stands in the list the role that it names, and no more than that."""
    for person in after.persons:
        account = Accounts(tx).by_person(person.id)
        if account is None or person.role not in _ROLES:
            continue
        roles = account.roles - _OF_THE_LIST | roles_of(person)
        if roles != account.roles:
            give_roles(tx, person.id, roles)


def roles_of(person: Person) -> frozenset[Role]:
    """Return what somebody is at the sign-in desk, by what the list says of them."""
    if person.role not in _ROLES:
        return frozenset()
    mine = {_ROLES[person.role]}
    return frozenset(mine | {Role.CHAIR} if person.chair else mine)
